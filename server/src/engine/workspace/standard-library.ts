/** Packages of the standard library, from the table that hosts bring a piece at a time. */

import type { GoVersion } from '../base/go-version.js';
import { nearestRelease } from '../tables/std/std-lines.js';
import { StdPackage } from '../tables/std/std-package.js';
import { hasStdPackage } from '../tables/std/std-packages.js';
import type { AnalysisStep } from './steps.js';

/** Of any release: `27- import "iter"`. */
const IMPORT = /^(?:[\d-]+ )?import (?:\w+ )?"([^"]+)"$/gm;

export class StandardLibrary {
  private readonly pieces = new Map<string, string | 'missing'>();
  /** By release, then path. The same package is the same object as long as nothing brings another piece. */
  private readonly known = new Map<number, Map<string, StdPackage>>();
  private readonly asked = new Set<string>();

  /**
   * A package as the release nearest to this one has it (undefined: the newest). `missing`: the release has no such package, or nobody has
   * its piece. Undefined when nobody has brought it yet; asking puts it on the list of wanted ones.
   */
  get(path: string, release: GoVersion | undefined): StdPackage | 'missing' | undefined {
    if (!hasStdPackage(path, release)) return 'missing';
    const piece = this.pieces.get(path);
    if (piece === undefined) this.asked.add(path);
    if (piece === undefined || piece === 'missing') return piece;
    const minor = nearestRelease(release);
    const packages = this.known.get(minor) ?? new Map<string, StdPackage>();
    this.known.set(minor, packages);
    const read = packages.get(path) ?? new StdPackage(path, piece, minor);
    packages.set(path, read);
    return read;
  }

  /** The packages that a piece imports are wanted with it: whoever asks for its types will ask for theirs. */
  set(path: string, piece: string | 'missing'): void {
    this.asked.delete(path);
    this.pieces.set(path, piece);
    for (const [, imported] of piece.matchAll(IMPORT))
      if (hasStdPackage(imported!, undefined) && !this.pieces.has(imported!)) this.asked.add(imported!);
    for (const packages of this.known.values()) packages.delete(path);
  }

  /** What was asked for and nobody has answered. */
  wanted(): string[] {
    return [...this.asked];
  }

  /** What was asked for, that of `asked` left out, and what that wants in its turn; `answered` runs after each. False when there was none. */
  *needs(asked: Set<string>, answered: () => void = () => undefined): Generator<AnalysisStep, boolean> {
    const next = () => this.wanted().filter(path => !asked.has(path));
    const first = next();
    for (let pieces = first; pieces.length > 0; pieces = next())
      for (const importPath of pieces) {
        asked.add(importPath);
        const answer = (piece: string | undefined) => {
          this.set(importPath, piece ?? 'missing');
          answered();
        };
        yield { kind: 'need table', importPath, answer };
      }
    return first.length > 0;
  }
}
