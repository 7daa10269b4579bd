/** Which declaration of a file declares a name, has methods of a type or a tree: worked out once for each text, whoever has the file in a package. */
import type { FlatTree } from '../../syntax/flat-tree.js';
import type { SourceDeclaration, SourceFile } from './importer.js';

export interface DeclaredInFile {
  /** Where a name is declared twice, which is an error, the last counts. */
  readonly names: ReadonlyMap<string, SourceDeclaration>;
  /** Methods, by the name of their type and then by their own. Where one is declared twice, which is an error, the first counts. */
  readonly methods: ReadonlyMap<string, ReadonlyMap<string, SourceDeclaration>>;
}

const known = new WeakMap<SourceFile['declarations'], DeclaredInFile>();

export function declaredIn({ declarations }: SourceFile): DeclaredInFile {
  let found = known.get(declarations);
  if (!found) {
    found = read(declarations);
    known.set(declarations, found);
  }
  return found;
}

function read(declarations: SourceFile['declarations']): DeclaredInFile {
  const names = new Map<string, SourceDeclaration>();
  const methods = new Map<string, Map<string, SourceDeclaration>>();
  for (const declaration of declarations) {
    const { kind, receiver } = declaration;
    if (receiver !== undefined) {
      const [name] = declaration.names;
      const own = methods.get(receiver) ?? new Map<string, SourceDeclaration>();
      if (name !== undefined && name !== '_' && !own.has(name)) own.set(name, declaration);
      methods.set(receiver, own);
    } else if (kind !== 'method') {
      for (const name of declaration.names)
        if (name !== '_' && name !== '' && !(kind === 'func' && name === 'init')) names.set(name, declaration);
    }
  }
  return { names, methods };
}

/** The places of trees among declarations, as far as somebody has looked: those of files that nobody looks at are parsed for it. */
interface TreePlaces {
  readonly byTree: Map<FlatTree, number>;
  looked: number;
}

const placesKnown = new WeakMap<SourceFile['declarations'], TreePlaces>();

/** The first declaration with the tree. */
export function declarationWith({ declarations }: SourceFile, tree: FlatTree): SourceDeclaration | undefined {
  const places = placesKnown.get(declarations) ?? { byTree: new Map(), looked: 0 };
  placesKnown.set(declarations, places);
  const { byTree } = places;
  for (; places.looked < declarations.length && !byTree.has(tree); places.looked++) {
    const other = declarations[places.looked]!.tree;
    if (!byTree.has(other)) byTree.set(other, places.looked);
  }
  const found = declarations[byTree.get(tree) ?? -1];
  // A declaration may have been put in the place of another one.
  return found?.tree === tree ? found : declarations.find(d => d.tree === tree);
}
