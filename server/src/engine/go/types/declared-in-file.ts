/** Which declaration of a file declares a name or has methods of a type: worked out once for each text, whoever has the file in a package. */
import type { SourceDeclaration, SourceFile } from './importer.js';

export interface DeclaredInFile {
  /** Where a name is declared twice, which is an error, the last counts. */
  readonly names: ReadonlyMap<string, SourceDeclaration>;
  /** Methods, by the name of their type. */
  readonly methods: ReadonlyMap<string, readonly SourceDeclaration[]>;
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
  const methods = new Map<string, SourceDeclaration[]>();
  for (const declaration of declarations) {
    const { kind, receiver } = declaration;
    if (receiver !== undefined) {
      const list = methods.get(receiver) ?? [];
      if (declaration.names[0] !== '_') list.push(declaration);
      methods.set(receiver, list);
    } else if (kind !== 'method') {
      for (const name of declaration.names)
        if (name !== '_' && name !== '' && !(kind === 'func' && name === 'init')) names.set(name, declaration);
    }
  }
  return { names, methods };
}
