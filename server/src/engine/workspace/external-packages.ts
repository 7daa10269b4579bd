/**
 * Packages outside the workspace, brought by the host. Those of modules (vendor folder or module cache) the cgo closure asks for, and they are
 * read for imports only; those of the standard library come from its table.
 */

import type { GoFileFacts } from '../go/package/facts.js';
import { headOf } from '../go/package/head.js';
import { DeclarationCache, readGoFile } from '../go/package/read-file.js';
import { readAllocationSites } from '../sites/allocation-sites.js';
import type { GoParser } from '../syntax/go-parser.js';
import type { StandardLibrary } from './standard-library.js';
import type { PackageText } from './steps.js';

export class ExternalPackages {
  private readonly known = new Map<string, readonly GoFileFacts[] | 'missing'>();
  private readonly asked = new Set<string>();
  /** How often somebody asked for what is not known. */
  asks = 0;
  /** Grows whenever packages may lie elsewhere: what a host read before is not taken any more. */
  edition = 0;

  constructor(
    private readonly parser: GoParser,
    readonly standard: StandardLibrary,
  ) {}

  /** Undefined when nobody has brought it yet; asking puts it on the list of wanted packages. */
  get(importPath: string): readonly GoFileFacts[] | 'missing' | undefined {
    const facts = this.known.get(importPath);
    if (!facts) {
      this.asked.add(importPath);
      this.asks++;
    }
    return facts;
  }

  set(importPath: string, source: readonly PackageText[] | 'missing'): void {
    this.asked.delete(importPath);
    if (source === 'missing') {
      this.known.set(importPath, source);
      return;
    }
    const cache = new DeclarationCache(readAllocationSites);
    const facts = source.map(({ path, text }) => {
      const head = headOf(text);
      return readGoFile(path, head, this.parser.parse(head), cache);
    });
    this.known.set(importPath, facts);
  }

  /** Modules require others now: who asks again hears of what lies there now. */
  forget(): void {
    this.known.clear();
    this.edition++;
  }

  /** What was asked for and nobody has answered. */
  wanted(): string[] {
    return [...this.asked];
  }

  get isWaiting(): boolean {
    return this.asked.size > 0;
  }
}
