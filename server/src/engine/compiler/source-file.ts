/** One file of a compiled package. */

import type { LineIndex } from '../base/line-index.js';
import type { Sliced } from '../base/slices.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { TreeTypes } from '../go/types/checking.js';
import type { GoSyntax } from '../syntax/go-parser.js';

/** One file of the package, with the text that was compiled. */
export interface SourceFile {
  /** Key of the file in the workspace. */
  readonly path: string;
  readonly lines: LineIndex;
  readonly syntax: GoSyntax;
  readonly facts: GoFileFacts;
  /** What is known of each node of the declaration at an offset; absent where nobody can tell types, undefined where no build takes the file. */
  typing?(offset: number): Sliced<TreeTypes | undefined> | undefined;
}
