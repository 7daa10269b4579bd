/** What a package knows of one of its declarations. */
import type { Sliced } from '../../base/slices.js';
import { TreeTypes, type Unit } from './checking.js';
import { declaredAt } from './declared.js';
import type { FileImports } from './file-imports.js';
import type { SourceDeclaration, SourceFile } from './importer.js';
import { Const, type Obj, type PackageId, type Scope, TypeName, UNKNOWN, Var } from './model.js';
import { placesOf } from './places.js';

/** A declaration; its tree is read when something is asked of it. */
export interface Entry {
  readonly file: SourceFile;
  readonly declaration: SourceDeclaration;
  readonly imports: FileImports;
  /** One for each of its names. */
  readonly objects: Obj[];
  readonly later: (() => void)[];
  unit: Unit | undefined;
  /** How many questions are being answered in its tree. */
  depth: number;
  /** What is left to do until all of its types are known. */
  finishing: Sliced<void> | undefined;
}

export function entryOf(file: SourceFile, declaration: SourceDeclaration, imports: FileImports): Entry {
  return { file, declaration, imports, objects: [], later: [], unit: undefined, depth: 0, finishing: undefined };
}

/** Reads the tree of a declaration; its objects learn their places. `scope`: the package's. */
export function unitIn({ declaration, file, objects }: Entry, scope: Scope): Unit {
  const { tree } = declaration;
  const unit: Unit = { tree, types: new TreeTypes(tree), file: file.path, declaration, scope };
  placesOf(tree).forEach(({ name }, i) => {
    const object = objects[i];
    if (!object) return;
    unit.types.objects.set(name, object);
    if ('declared' in object) object.declared = declaredAt(unit, name);
  });
  return unit;
}

/** What a name of a package that is no function stands for, until somebody asks for its type. `locate`: reads the tree. */
export function objectWithoutType(
  pkg: PackageId,
  kind: SourceDeclaration['kind'],
  name: string,
  locate: () => void,
): Const | TypeName | Var {
  if (kind === 'const') return new Const(pkg, name, undefined, undefined);
  return kind === 'type' ? new TypeName(pkg, name, undefined, undefined, false, locate) : new Var(pkg, name, UNKNOWN, 'package');
}

/** Behind the one name no `=` and no bracket: neither an alias nor generic. */
const PLAIN_TYPE = /^type[ \t]+[\p{L}_][\p{L}\p{Nd}_]*[ \t]+[\p{L}_*]/u;

/** True for a type of which all but what it is made of is known without its tree. */
export function isPlainType({ kind, names, outline }: SourceDeclaration): boolean {
  return kind === 'type' && names.length === 1 && PLAIN_TYPE.test(outline);
}
