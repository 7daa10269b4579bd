/** Functions as they stand in their packages now, with their bodies. */

import type { Sliced } from '../../base/slices.js';
import type { TreeTypes } from '../types/checking.js';
import { declaredIn } from '../types/declared-in-file.js';
import { fileIn } from '../types/file-in.js';
import type { PackageSource, SourceDeclaration, SourceFile } from '../types/importer.js';
import type { Func, PackageId } from '../types/model.js';
import { receiverBase } from '../types/receiver.js';
import type { BodySources } from './typed-file.js';

/** A function where it is declared. */
export interface PlacedFunction {
  readonly source: PackageSource;
  readonly file: SourceFile;
  readonly declaration: SourceDeclaration;
}

/** What is known in a function's body; undefined where there is none, it is not kept, or nobody knows the package. */
export function* functionNow(func: Func, sources: BodySources): Sliced<TreeTypes | undefined> {
  const now = placeNow(func);
  if (now) sources.asksBodies(now.source);
  const body = now && (yield* typingWhole(now, sources));
  sources.saw?.(func, body);
  return body;
}

/** The types in a function with its body; undefined where that is not kept. */
export function* typingWhole({ source, file, declaration }: PlacedFunction, sources: BodySources): Sliced<TreeTypes | undefined> {
  const tree = declaration.whole;
  return tree && (yield* sources.types(source).typingWhole(file, declaration, tree));
}

/** Undefined where nobody knows the package. */
export function placeNow(func: Func): PlacedFunction | undefined {
  const origin = func.origin ?? func;
  const { pkg, name, type } = origin;
  const place = origin.declared;
  if (type.kind !== 'func' || !place || !isSource(pkg)) return undefined;
  const file = fileIn(pkg, place.file);
  const receiver = receiverBase(origin);
  const declaration = file && declarationIn(file, name, receiver?.kind === 'named' ? receiver.object.name : undefined);
  return file && declaration && { source: pkg, file, declaration };
}

/** The objects of packages are their sources; `unsafe` and the universe have none. */
const isSource = (pkg: PackageId | undefined): pkg is PackageSource => pkg !== undefined && 'files' in pkg;

/** `receiver`: the name of a method's type. */
function declarationIn(file: SourceFile, name: string, receiver: string | undefined): SourceDeclaration | undefined {
  const { names, methods } = declaredIn(file);
  return receiver === undefined ? names.get(name) : methods.get(receiver)?.get(name);
}
