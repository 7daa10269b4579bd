/** Functions as they stand in their packages now, with their bodies. */
import type { TreeTypes } from '../types/checking.js';
import type { PackageSource, SourceDeclaration, SourceFile } from '../types/importer.js';
import type { Func, PackageId } from '../types/model.js';
import type { TypeSources } from './typed-file.js';

/** What is known in a function's body; undefined where there is none, it is not kept, or nobody knows the package. */
export function functionNow(func: Func, sources: TypeSources): TreeTypes | undefined {
  const origin = func.origin ?? func;
  const { pkg, name, type } = origin;
  const place = origin.declared;
  if (type.kind !== 'func' || !place || !isSource(pkg)) return undefined;
  sources.asksBodies(pkg);
  const file = pkg.files.find(f => f.path === place.file);
  const receiver = type.receiver?.type;
  const named = receiver?.kind === 'pointer' ? receiver.elem : receiver;
  const declaration = file && functionsOf(file).get(keyOf(name, named?.kind === 'named' ? named.object.name : undefined));
  return declaration && sources.types(pkg).typesOfWhole(file, declaration);
}

/** The objects of packages are their sources; `unsafe` and the universe have none. */
const isSource = (pkg: PackageId | undefined): pkg is PackageSource => pkg !== undefined && 'files' in pkg;

const keyOf = (name: string, receiver: string | undefined) => (receiver === undefined ? name : `${receiver}.${name}`);

const functions = new WeakMap<SourceFile['declarations'], ReadonlyMap<string, SourceDeclaration>>();

/** By name: a file's list of declarations is another one after an edit. */
function functionsOf({ declarations }: SourceFile): ReadonlyMap<string, SourceDeclaration> {
  let known = functions.get(declarations);
  if (!known) {
    known = new Map(declarations.filter(d => d.kind === 'func' || d.kind === 'method').map(d => [keyOf(d.names[0] ?? '_', d.receiver), d]));
    functions.set(declarations, known);
  }
  return known;
}
