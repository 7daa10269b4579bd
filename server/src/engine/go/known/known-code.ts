/** The declarations of one file that use something known: its calls, and the values of its struct types that are made. Looked for once, for all rules. */
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledFunction, fullName, namedCallee, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import { hasAny } from '../flow/pool-names.js';
import type { GoFileFacts } from '../package/facts.js';
import { FoundInFile } from '../package/found-in-file.js';
import type { TypedFile } from '../package/typed-file.js';
import { WorthALook } from '../package/worth-a-look.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func, Type } from '../types/model.js';
import { isUnknown } from '../types/predicates.js';
import { isKnown, isKnownMethod, namesIn } from './known-names.js';

/** A use of something known: `name` with its package, `net/http.Server`. */
export interface KnownUse {
  readonly name: string;
  readonly node: Node;
}

/** One declaration. */
export interface KnownCode extends PoolCode {
  readonly offset: number;
  readonly file: TypedFile;
  /** Calls of functions and methods. */
  readonly calls: readonly KnownUse[];
  /** Composite literals, `new(T)`, and variables that are declared without a value. */
  readonly made: readonly KnownUse[];
}

/** Uses that a reader looks at before it rests. */
export const USES_PER_SLICE = 20;
/** Then the search rests: less than a millisecond. */
const NODES_PER_SLICE = 2000;

type Uses = Pick<KnownCode, 'calls' | 'made'>;
const known = new WeakMap<TreeTypes, Uses>();
const inFile = new FoundInFile<readonly KnownCode[]>();
const worth = new WorthALook<ReadonlySet<string>>((tree, names) => !tree.hasError && hasAny(tree.text, names));

export function* readKnownCode(file: GoFileFacts, typed: TypedFile | undefined): Sliced<readonly KnownCode[]> {
  return typed ? yield* inFile.of(typed, () => knownCode(file, typed)) : [];
}

function* knownCode({ declarations, imports }: GoFileFacts, typed: TypedFile): Sliced<readonly KnownCode[]> {
  const names = namesIn(typed.text, imports, typed.source.language);
  if (names.size === 0) return [];
  const out: KnownCode[] = [];
  yield* worth.each(declarations, typed, names, function* (types, offset) {
    const code = yield* readingPoolCode(types);
    let uses = known.get(types);
    if (!uses) {
      uses = yield* usesIn({ ...code, file: typed });
      known.set(types, uses);
    }
    if (uses.calls.length + uses.made.length > 0) out.push({ ...code, ...uses, offset, file: typed });
  });
  return out;
}

type PlacedCode = PoolCode & Pick<KnownCode, 'file'>;

function* usesIn(code: PlacedCode): Sliced<Uses> {
  const { tree } = code;
  const calls: KnownUse[] = [];
  const made: KnownUse[] = [];
  for (let n = 0; n < tree.count; n++) {
    if (n % NODES_PER_SLICE === NODES_PER_SLICE - 1) yield;
    const kind = tree.kinds[n];
    if (kind !== K.CallExpression && kind !== K.CompositeLiteral && kind !== K.VarSpec) continue;
    const call = kind === K.CallExpression ? calledName(code, n) : undefined;
    if (call !== undefined) calls.push({ name: call, node: n });
    const type = madeType(code, n);
    if (type !== undefined) made.push({ name: type, node: n });
  }
  return { calls, made };
}

function calledName(code: PlacedCode, call: Node): string | undefined {
  const { types, tree } = code;
  const func = calledFunction(types, call);
  const path = func?.pkg?.path ?? '';
  if (func?.isMethod || (func && isInterfaceMethod(func))) return isKnownMethod(path, func.name) ? `${path}.${func.name}` : undefined;
  if (func) return isKnown(path, func.name) ? fullName(func) : undefined;
  // Nobody knows what the package has, but which one it is.
  const callee = namedCallee(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const [qualifier, name] = [tree.unparen(tree.first(callee)), tree.textOf(tree.last(callee))];
  const direct = packageOf(code, qualifier);
  if (direct !== undefined) return isKnown(direct, name) ? `${direct}.${name}` : undefined;
  const type = types.typeOf(qualifier);
  const of = !type || isUnknown(type) ? (declaredIn(code, qualifier) ?? fieldDeclaredIn(code, qualifier)) : undefined;
  return of !== undefined && isKnownMethod(of, name) ? `${of}.${name}` : undefined;
}

/** The path of a package that the name stands for. */
function packageOf({ types }: PoolCode, name: Node): string | undefined {
  const object = types.objects.get(name);
  return object?.kind === 'package' ? object.path : undefined;
}

/** For a variable of a type that is in no cache: the package in `c *redis.Client` or `c := redis.NewClient(…)`. */
function declaredIn(code: PoolCode, name: Node): string | undefined {
  const { tree, scopes } = code;
  const v = scopes.variableOf(name);
  if (!v) return undefined;
  const type = tree.unparen(v.typeNode);
  const named = tree.kind(type) === K.PointerType ? tree.first(type) : type;
  if (tree.kind(named) === K.QualifiedType) return packageOf(code, tree.first(named));
  const maker = tree.kind(tree.unparen(v.init)) === K.CallExpression ? namedCallee(tree, tree.unparen(v.init)) : NONE;
  const makes = tree.kind(maker) === K.SelectorExpression && tree.textOf(tree.last(maker)).startsWith('New');
  return makes ? packageOf(code, tree.first(maker)) : undefined;
}

/** For a field that the file declares: the package in `client *redis.Client`. */
function fieldDeclaredIn({ tree, types, file }: PlacedCode, e: Node): string | undefined {
  const object = tree.kind(e) === K.SelectorExpression ? types.objects.get(tree.last(e)) : undefined;
  const place = object?.kind === 'var' ? object.declared : undefined;
  if (place?.file !== file.path) return undefined;
  const end = place.declaration.offset + place.span.end;
  const name = FIELD_TYPE.exec(file.text.slice(end, end + MAX_TYPE))?.[1];
  return file.imports.find(i => name !== undefined && i.name === name)?.path;
}

/** Of a field, behind its name. */
const FIELD_TYPE = /^[ \t]+\*?(\w+)\.\w+\s/;
const MAX_TYPE = 100;

/** A method that an interface declares, called through a value of it. */
const isInterfaceMethod = ({ type }: Func) => type.kind === 'func' && type.receiver !== undefined;

/** The known struct type of a value that the node makes. */
function madeType({ types, tree }: PoolCode, node: Node): string | undefined {
  switch (tree.kind(node)) {
    case K.CompositeLiteral:
      return knownType(types.typeOf(node));
    case K.VarSpec:
      return tree.field(node, F.Value) === NONE ? knownType(types.typeOf(tree.field(node, F.Type))) : undefined;
    default: {
      const object = types.objects.get(calleeOf(tree, node));
      const [type] = object?.kind === 'builtin' && object.name === 'new' ? argumentsOf(tree, node) : [];
      return type === undefined ? clonedType({ types, tree }, node) : knownType(types.typeOf(type));
    }
  }
}

/** What a clone of `http.DefaultTransport` counts as: it has other settings than a transport that is made from nothing. */
export const CLONED_TRANSPORT = 'net/http.Transport.Clone';

function clonedType({ types, tree }: Pick<PoolCode, 'types' | 'tree'>, call: Node): string | undefined {
  const callee = namedCallee(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.last(callee)) !== 'Clone') return undefined;
  const func = calledFunction(types, call);
  const origin = tree.unparen(tree.first(callee));
  const asserted = tree.kind(origin) === K.TypeAssertionExpression ? tree.unparen(tree.field(origin, F.Operand)) : NONE;
  const object = types.objects.get(tree.kind(asserted) === K.SelectorExpression ? tree.last(asserted) : NONE);
  const isDefault = object?.kind === 'var' && object.name === 'DefaultTransport' && object.pkg?.path === 'net/http';
  return isDefault && func && fullName(func) === CLONED_TRANSPORT ? CLONED_TRANSPORT : undefined;
}

/** The full name of a type that is known. */
export function knownType(type: Type | undefined): string | undefined {
  const name = nameOfType(type);
  return type?.kind === 'named' && name !== undefined && isKnown(type.object.pkg?.path ?? '', type.object.name) ? name : undefined;
}

/** `net/http.Server`, also of an instance of a generic type; undefined for types without a name. */
export function nameOfType(type: Type | undefined): string | undefined {
  return type?.kind === 'named' ? `${type.object.pkg?.path ?? ''}.${type.object.name}` : undefined;
}
