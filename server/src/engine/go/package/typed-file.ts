/** The declarations of one file with their types: worked out when somebody asks, and only of the declaration that is asked about. */

import type { Sliced } from '../../base/slices.js';
import type { FlatTree, Node } from '../../syntax/flat-tree.js';
import type { FunctionFacts } from '../../tables/std/function-facts.js';
import type { TreeTypes } from '../types/checking.js';
import type { PackageSource, SourceDeclaration, SourceFile } from '../types/importer.js';
import type { Func, Type } from '../types/model.js';
import type { PackageTypes } from '../types/package-types.js';
import { receiverBase } from '../types/receiver.js';
import { mentionsOneOf, redeclaredIn } from '../types/redeclared.js';
import { UNIVERSE } from '../types/universe.js';

/** What it takes to look into bodies of functions. */
export interface BodySources {
  types(source: PackageSource): PackageTypes;
  /** Somebody looks into bodies of functions of the package: what follows from them is asked for again when one of them changes. */
  asksBodies(source: PackageSource): void;
  /** Somebody has looked into this one; undefined: there was none, or nobody knows it. */
  saw?(func: Func, body: TreeTypes | undefined): void;
}

/** What a typed file asks of the workspace. */
export interface TypeSources extends BodySources {
  /** Grows whenever another object stands for a package, or a body is another that may put, or whose package was asked for its bodies. */
  readonly edition: number;
  /** Grows whenever something else is known of a file of the workspace. */
  readonly filesEdition: number;
  /** The package that an import in `from` means, as far as it is known. */
  find(path: string, from: PackageSource): PackageSource | undefined;
  /** What the compiler says of a function (`Get`) or a method (`Server.Close`) of the standard library; undefined: unknown. */
  compiled(path: string, symbol: string, from: PackageSource): FunctionFacts | undefined;
  /** A part of a file was not looked at, since it would take too long. Said once. */
  leaveOut(path: string, part: string): void;
}

/** Small declarations that a reader looks at before it rests, a millisecond or less; in a large one it rests as well. */
export const DECLARATIONS_PER_SLICE = 20;

/** A declaration whose tree is there. */
export interface TypedDeclaration {
  readonly tree: FlatTree;
  readonly file: TypedFile;
  /** What is known of each node of the tree, worked out in slices. Undefined: no build takes the file. */
  typing(): Sliced<TreeTypes | undefined>;
  /** The same of some nodes of a function's body and of what their types follow from; other nodes may have none, or wrong ones. */
  typingOf(nodes: readonly Node[]): Sliced<TreeTypes | undefined>;
}

export class TypedFile {
  /** `read`: the file with the trees of its declarations. */
  constructor(
    readonly path: string,
    readonly source: PackageSource,
    readonly text: string,
    readonly imports: SourceFile['imports'],
    private readonly read: () => SourceFile | undefined,
    readonly sources: TypeSources,
  ) {}

  /** The declaration that begins here, which is where facts say it does. */
  at(offset: number): TypedDeclaration | undefined {
    const file = this.read();
    const tree = file && declarationAt(offset, file)?.tree;
    return tree && new DeclarationOf(this, tree);
  }

  /** What is known of each node of `tree`: the declaration that begins here, with a body that the file's own tree of it may lack. */
  typingWhole(offset: number, tree: FlatTree): Sliced<TreeTypes | undefined> | undefined {
    const file = this.read();
    const declaration = file && declarationAt(offset, file);
    return declaration && this.sources.types(this.source).typingWhole(file, declaration, tree);
  }

  /** The type that a package declares under a name, by the import path of the package; '' is the file's own, which knows what is predeclared. */
  named(path: string, name: string): Type | undefined {
    const source = path === '' ? this.source : this.sources.find(path, this.source);
    const own = source && this.sources.types(source).object(name);
    const object = own ?? (path === '' ? UNIVERSE.own(name) : undefined);
    return object?.kind === 'type' ? object.type : undefined;
  }

  /** The declaration that begins here mentions a predeclared name that the package declares itself. */
  isRedeclaredIn(offset: number): boolean {
    const names = redeclaredIn(this.source);
    const tree = names.size === 0 ? undefined : this.at(offset)?.tree;
    return tree !== undefined && mentionsOneOf(tree, names);
  }

  /** What the compiler says of a function or a method with a body in the standard library; undefined for all others. */
  compiled(func: Func): FunctionFacts | undefined {
    const { pkg, name } = func.origin ?? func;
    if (!pkg) return undefined;
    if (!func.isMethod) return this.sources.compiled(pkg.path, name, this.source);
    const type = receiverBase(func);
    return type?.kind === 'named' ? this.sources.compiled(pkg.path, `${type.object.name}.${name}`, this.source) : undefined;
  }
}

/** Many readers ask for each declaration, so it costs little to be one. */
class DeclarationOf implements TypedDeclaration {
  constructor(
    readonly file: TypedFile,
    readonly tree: FlatTree,
  ) {}

  typing(): Sliced<TreeTypes | undefined> {
    const { sources, source, path } = this.file;
    return sources.types(source).typing(path, this.tree);
  }

  typingOf(nodes: readonly Node[]): Sliced<TreeTypes | undefined> {
    const { sources, source, path } = this.file;
    return sources.types(source).typingOf(path, this.tree, nodes);
  }
}

/** They stand in the order of the text. */
function declarationAt(offset: number, { declarations }: SourceFile): SourceDeclaration | undefined {
  let [from, to] = [0, declarations.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (declarations[middle]!.offset < offset) from = middle + 1;
    else to = middle;
  }
  const found = declarations[from];
  return found?.offset === offset ? found : undefined;
}
