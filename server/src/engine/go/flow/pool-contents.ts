/** What is known of the pools of a package, by the variable or field that each is: what their `New` makes, what their Gets want, who has them. */
import type { Sliced } from '../../base/slices.js';
import { K, type Node } from '../../syntax/flat-tree.js';
import { AskedTexts } from '../package/asked-texts.js';
import { functionNow, typingWhole } from '../package/function-now.js';
import { holdsPool } from '../package/pool-types.js';
import type { TypeSources } from '../package/typed-file.js';
import type { TreeTypes } from '../types/checking.js';
import { identical } from '../types/identity.js';
import type { PackageSource, SourceDeclaration, SourceFile } from '../types/importer.js';
import type { Func, Obj, Type, Var } from '../types/model.js';
import { shortText } from '../types/short-text.js';
import { namedCallee, type PoolCode, readingPoolCode } from './pool-code.js';
import { type PoolEvent, type PoolFunctions, poolEvents } from './pool-events.js';
import { type HolderNames, holderNames } from './pool-holders.js';
import { type MadeWith, type NamedNews, returnedPool, typeReturned } from './pool-made.js';
import { newFunctions } from './pool-makers.js';
import { hasAny } from './pool-names.js';

export interface KnownPool {
  /** What its `New` makes; undefined: more than one type, or nobody knows. */
  readonly made: Type | undefined;
  readonly hasNew: boolean;
  /** The package makes it, and nobody gives it another pool. */
  readonly isOwn: boolean;
  /** Somebody else may have it, and put what nobody sees. */
  readonly isShared: boolean;
  /** What its Gets want, where each wants a type that is known. */
  readonly wanted: readonly Type[] | undefined;
  /** The result of a Get is asserted without a check. */
  readonly isAsserted: boolean;
}

export interface PackagePools extends PoolFunctions {
  readonly pools: ReadonlyMap<Obj, KnownPool>;
  /** Every body of the package was looked at. */
  readonly isWhole: boolean;
}

const known = new WeakMap<TypeSources, { edition: number; bySource: WeakMap<PackageSource, PackagePools> }>();

export function* packagePools(source: PackageSource, sources: TypeSources): Sliced<PackagePools> {
  let all = known.get(sources);
  if (all?.edition !== sources.edition) {
    all = { edition: sources.edition, bySource: new WeakMap() };
    known.set(sources, all);
  }
  let found = all.bySource.get(source);
  if (!found) {
    found = yield* readPools(source, sources);
    all.bySource.set(source, found);
  }
  return found;
}

/** What it says of functions is another where a function is another. */
interface Answer {
  readonly functions: string;
  readonly events: readonly PoolEvent[];
}

const answers = new WeakMap<TreeTypes, Answer>();

interface Placed {
  readonly file: SourceFile;
  readonly declaration: SourceDeclaration;
}

function* readPools(source: PackageSource, sources: TypeSources): Sliced<PackagePools> {
  sources.asksBodies(source);
  const imports = source.files.flatMap(f => f.imports);
  const names = withPool(yield* holderNames(source, imports, sources));
  const placed: Placed[] = source.files.flatMap(file => file.declarations.map(declaration => ({ file, declaration })));
  const near = placed.filter(({ declaration: d }) => d.kind !== 'type' && naming.of(d, d.code ?? d.outline, names));
  const codes: PoolCode[] = [];
  for (const each of near) {
    yield;
    const types = yield* typesOf(source, each, sources);
    if (types && !types.tree.hasError) codes.push(yield* readingPoolCode(types));
  }
  const news = yield* namedNews(codes, source, sources);
  const functions = { ...functionsOf(near, codes, source, sources), news };
  const made = [...news].map(([func, type]) => `${func.name} ${shortText(type, source)}`);
  const key = [...[...functions.givers.keys(), ...functions.makers.keys()].map(f => f.name), ...made].join();
  const out = new Map<Obj, Pool>();
  const stray = new Set<PoolEvent['kind']>();
  for (const code of codes) {
    yield;
    let answer = answers.get(code.types);
    if (answer?.functions !== key) {
      answer = { functions: key, events: poolEvents(code, functions) };
      answers.set(code.types, answer);
    }
    for (const event of answer.events) {
      if ('object' in event) add(out, event);
      else stray.add(event.kind);
    }
  }
  const isWhole = placed.every(({ declaration: d }) => d.code !== undefined || (d.kind !== 'func' && d.kind !== 'method'));
  return { ...functions, isWhole, pools: new Map([...out].map(([object, pool]) => [object, finished(object, pool, stray)])) };
}

const naming = new AskedTexts<SourceDeclaration, HolderNames, boolean>(({ code, outline }, names) => hasAny(code ?? outline, names));

const pooling = new WeakMap<HolderNames, HolderNames>();

function withPool(holders: HolderNames): HolderNames {
  const names = pooling.get(holders) ?? new Set([...holders, 'Pool']);
  pooling.set(holders, names);
  return names;
}

function* typesOf(source: PackageSource, { file, declaration }: Placed, sources: TypeSources): Sliced<TreeTypes | undefined> {
  const isFunction = declaration.kind === 'func' || declaration.kind === 'method';
  if (isFunction) return yield* typingWhole({ source, file, declaration }, sources);
  return yield* sources.types(source).typing(file.path, declaration.tree);
}

/** Functions that return a pool are few, and say so before their braces. */
const mayReturnPool = (outline: string): boolean =>
  outline
    .split('{')
    .slice(0, -1)
    .some(head => /\bPool\b/.test(head.slice(-MAX_RESULT)));
const MAX_RESULT = 300;

/** `New: newSession`, `p.New = newSession` with a function of the package. */
function* namedNews(codes: readonly PoolCode[], source: PackageSource, sources: TypeSources): Sliced<NamedNews> {
  const out = new Map<Obj, Type>();
  for (const code of codes) {
    const { tree, types } = code;
    for (const made of newFunctions(code)) {
      const func = tree.kind(made) === K.Identifier ? types.objects.get(made) : undefined;
      if (func?.kind !== 'func' || func.pkg?.path !== source.path || out.has(func)) continue;
      const inner = yield* functionNow(func, sources);
      const type = inner && !inner.tree.hasError ? typeReturned(yield* readingPoolCode(inner), 0) : undefined;
      if (type) out.set(func, type);
    }
  }
  return out;
}

function functionsOf(
  near: readonly Placed[],
  codes: readonly PoolCode[],
  source: PackageSource,
  sources: TypeSources,
): Omit<PoolFunctions, 'news'> {
  const givers = new Map<Obj, Var>();
  const makers = new Map<Func, MadeWith>();
  const wholes = new Map(codes.map(code => [code.tree, code]));
  for (const { declaration } of near) {
    const code = declaration.whole && wholes.get(declaration.whole);
    if (!code || !mayReturnPool(declaration.outline)) continue;
    const func = declared(source, sources, declaration);
    const found = func && returnedPool(code);
    if (!func || !found) continue;
    if ('hasNew' in found) makers.set(func, found);
    else givers.set(func, found);
  }
  return { givers, makers };
}

/** The function or method that a declaration declares. */
function declared(source: PackageSource, sources: TypeSources, { names, receiver }: SourceDeclaration): Func | undefined {
  const name = names[0] ?? '';
  const object = sources.types(source).object(receiver ?? name);
  if (receiver === undefined) return object?.kind === 'func' ? object : undefined;
  const type = object?.kind === 'type' ? object.type : undefined;
  return type?.kind === 'named' ? type.methods.find(m => m.name === name) : undefined;
}

interface Pool {
  readonly by: MadeWith[];
  readonly kinds: Set<PoolEvent['kind']>;
  readonly gets: Extract<PoolEvent, { kind: 'get' }>[];
}

function add(out: Map<Obj, Pool>, event: Extract<PoolEvent, { object: Var }>): void {
  let pool = out.get(event.object);
  if (!pool) {
    pool = { by: [], kinds: new Set(), gets: [] };
    out.set(event.object, pool);
  }
  pool.kinds.add(event.kind);
  if (event.kind === 'made') pool.by.push(event.by);
  if (event.kind === 'get') pool.gets.push(event);
}

function finished(object: Obj, { by, kinds, gets }: Pool, stray: ReadonlySet<PoolEvent['kind']>): KnownPool {
  const news = by.filter(m => m.hasNew);
  const first = news[0]?.type;
  const isOne = first !== undefined && news.every(m => m.type !== undefined && identical(m.type, first));
  const isShared = kinds.has('shared');
  const wanted = gets.flatMap(({ type }) => type ?? []);
  return {
    made: isOne ? first : undefined,
    hasNew: news.length > 0,
    isOwn: isMadeHere(object, by) && !kinds.has('open') && !(isShared && stray.has('strayNew')),
    isShared,
    wanted: wanted.length === gets.length && !(isShared && stray.has('strayGet')) ? wanted : undefined,
    isAsserted: gets.some(g => g.isAsserted),
  };
}

/** A variable or field that is a pool by itself, or gets one that the package makes; what a parameter leads to is somebody else's. */
function isMadeHere(object: Obj, by: readonly MadeWith[]): boolean {
  if (object.kind !== 'var' || (object.role !== 'package' && object.role !== 'field' && object.role !== 'local')) return false;
  return by.length > 0 || holdsPool(object.type) === true;
}

/** True when a call runs the `New` of a sync.Pool by itself. */
export function callsNewOfPool(types: TreeTypes, call: Node): boolean {
  const callee = namedCallee(types.tree, call);
  return types.tree.kind(callee) === K.SelectorExpression && types.selections.get(callee)?.object.pkg?.path === 'sync';
}
