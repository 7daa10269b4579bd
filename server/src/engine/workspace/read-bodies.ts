/** Bodies of functions in files that nobody looks at, where these do not keep them: read from the text when somebody asks. */
import type { Sliced } from '../base/slices.js';
import type { SourceDeclaration } from '../go/types/importer.js';
import type { FlatTree } from '../syntax/flat-tree.js';
import type { GoParser } from '../syntax/go-parser.js';

export class ReadBodies {
  /** As long as the text is what it was. */
  private readonly read = new WeakMap<SourceDeclaration, FlatTree>();

  constructor(
    private readonly parser: GoParser,
    private readonly textOf: (path: string) => string | undefined,
  ) {}

  /** The tree of the function with its body; undefined where nobody has the text. */
  *of(path: string, declaration: SourceDeclaration): Sliced<FlatTree | undefined> {
    const { offset, length, whole } = declaration;
    if (whole) return whole;
    const text = this.textOf(path)?.slice(offset, offset + length);
    if (!text) return undefined;
    const known = this.read.get(declaration);
    if (known?.text === text) return known;
    const syntax = yield* this.parser.parsing(text);
    const tree = syntax.declarations[0]?.tree;
    if (tree?.text !== text) return undefined;
    this.read.set(declaration, tree);
    return tree;
  }
}
