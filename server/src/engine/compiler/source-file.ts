/** One file of a compiled package. */

import type { LineIndex } from '../base/line-index.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { GoSyntax } from '../syntax/go-parser.js';

/** One file of the package, with the text that was compiled. */
export interface SourceFile {
  /** Key of the file in the workspace. */
  readonly path: string;
  readonly lines: LineIndex;
  readonly syntax: GoSyntax;
  readonly facts: GoFileFacts;
}
