/** Files that decide what imports mean: the workspace's own text where it has one, else what a host has read once it was asked for. */

import type { KnownFile, ModuleFiles } from '../program/modules/known-files.js';

export class WantedFiles implements ModuleFiles {
  private readonly asked = new Set<string>();
  private readonly ownFiles = new Map<string, { readonly text: string }>();

  /** `own`: what the workspace knows itself. `read`: what hosts have answered, to all who share it. */
  constructor(
    private readonly own: (path: string) => string | undefined,
    private readonly read = new Map<string, KnownFile>(),
  ) {}

  file(path: string): KnownFile {
    const text = this.own(path);
    if (text !== undefined) return this.ownFile(path, text);
    const known = this.read.get(path);
    if (known === undefined) this.asked.add(path);
    return known;
  }

  /** The same object for the same text: what was read of it is known by that. */
  private ownFile(path: string, text: string): { readonly text: string } {
    const before = this.ownFiles.get(path);
    if (before?.text === text) return before;
    const now = { text };
    this.ownFiles.set(path, now);
    return now;
  }

  set(path: string, text: string | undefined): void {
    this.asked.delete(path);
    this.read.set(path, text === undefined ? 'absent' : { text });
  }

  /** True when somebody has asked for the file; it will be read again. */
  forget(path: string): boolean {
    return this.read.delete(path);
  }

  /** What was asked for and nobody has answered. */
  wanted(): string[] {
    return [...this.asked];
  }
}
