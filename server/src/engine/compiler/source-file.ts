/** One file of a compiled package. */

import type { LineIndex } from '../base/line-index.js';
import type { Sliced } from '../base/slices.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { TypedFile } from '../go/package/typed-file.js';
import type { TreeTypes } from '../go/types/checking.js';
import type { Type } from '../go/types/model.js';
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
  /** The type that the file's package declares under a name; absent and undefined where nobody knows. */
  declared?(name: string): Type | undefined;
}

/** What a file of this syntax tells of types; `typed`: undefined when its text is another one by now. */
export function typesOf(typed: () => TypedFile | undefined, { declarations }: GoSyntax): Required<Pick<SourceFile, 'typing' | 'declared'>> {
  const trees = new Map(declarations.map(d => [d.offset, d.tree]));
  return {
    typing: offset => {
      const tree = trees.get(offset);
      return tree && typed()?.typingWhole(offset, tree);
    },
    declared: name => typed()?.named('', name),
  };
}
