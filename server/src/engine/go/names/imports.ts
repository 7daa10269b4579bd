/** What a Go file imports. */
import type { Span } from '../../base/finding.js';

/** The file's imports by the name its identifiers are qualified with. */
export type ImportTable = ReadonlyMap<string, ImportFact>;

export interface ImportFact {
  readonly path: string;
  /** Explicit name, `_` or `.`; undefined when the package's own name is used. */
  readonly alias?: string;
  /** The name its identifiers are qualified with: the alias or a guess from the path's last element. */
  readonly name: string;
  /** The quoted path. */
  readonly span: Span;
}
