/** Remembers which toolchain answers in a directory: a run on every pause in typing would ask `go env` every time. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Probe } from './probe.js';

/** Milliseconds; then `go env -w` and another toolchain behind the same path are noticed. */
const LASTS = 30_000;

export class ProbeCache {
  private readonly known = new Map<string, { readonly probe: Probe; readonly at: number }>();

  /** The last good answer, as long as the environment and what selects a toolchain (go.mod, go.work) are the same; else that of `ask`. */
  async get(dir: string, env: Readonly<Record<string, string>>, ask: () => Promise<Probe>): Promise<Probe> {
    const key = JSON.stringify([dir, env, changedAt(join(dir, 'go.mod')), changedAt(join(dir, 'go.work'))]);
    const known = this.known.get(key);
    if (known && performance.now() - known.at < LASTS) return known.probe;
    const probe = await ask();
    this.known.clear();
    if (probe.status.kind === 'ok') this.known.set(key, { probe, at: performance.now() });
    return probe;
  }
}

/** Time of the file's last change, 0 when there is none. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
