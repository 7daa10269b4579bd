/** `New` functions of pools that open something, or start a goroutine: what nobody but its owner ends. */
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { onlyValue } from '../body/loops.js';
import { packageMentions } from '../known/package-mentions.js';
import type { GoFileFacts } from '../package/facts.js';
import { functionNow } from '../package/function-now.js';
import { isSyncPool } from '../package/pool-types.js';
import type { TypedFile, TypeSources } from '../package/typed-file.js';
import { WorthALook } from '../package/worth-a-look.js';
import { identical } from '../types/identity.js';
import type { Func, Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import { calledFunction, fullName, isPoolMethod, namedCallee, type PoolCode, readingPoolCode } from './pool-code.js';
import { runsOn } from './pool-goroutines.js';
import { newOf } from './pool-made.js';

export interface OpeningPool {
  readonly offset: number;
  /** The call, or the `go` statement. */
  readonly span: Span;
  /** What is called; absent: a goroutine. */
  readonly callee?: string;
  /** What is called starts a goroutine. */
  readonly isStarted?: boolean;
}

/** Functions whose result holds a descriptor or goroutines until it is closed. */
const OPENS =
  /^(?:os\.(?:Open|OpenFile|Create|CreateTemp)|net\.(?:Dial\w*|Listen\w*)|crypto\/tls\.Dial\w*|database\/sql\.Open\w*|google\.golang\.org\/grpc\.(?:Dial\w*|NewClient))$/;
const MAKES = /\bPool\{|\.New = |\.Get\(\)[.;\n]/;
const worth = new WorthALook<RegExp>((tree, pattern) => !tree.hasError && pattern.test(tree.text));

export function* readOpeningPools({ declarations }: GoFileFacts, typed: TypedFile): Sliced<readonly OpeningPool[]> {
  if (!MAKES.test(typed.text)) return [];
  const out: OpeningPool[] = [];
  yield* worth.each(declarations, typed, MAKES, function* (types, offset) {
    const code = yield* readingPoolCode(types);
    for (const made of newFunctions(code)) {
      const found = yield* openedIn(code, made, typed.sources);
      if (found) out.push({ ...found, offset });
    }
    const packed = yield* packedIn(code, typed);
    if (packed) out.push({ ...packed, offset });
  });
  return out;
}

/** `if f, ok := p.Get().(*os.File); ok { return f, nil }; return os.Open(name)`: what is opened where the pool has nothing is what it gets later. */
function* packedIn(code: PoolCode, typed: TypedFile): Sliced<Opened | undefined> {
  const { tree, scopes } = code;
  const gets = ENDS.test(tree.text) ? [] : getsIn(code);
  if (gets.length === 0) return undefined;
  const openings = [...openingsIn(code), ...(yield* startersIn(code, typed.sources))];
  for (const { get, wanted } of openings.length === 0 ? [] : gets) {
    const opening = openings.find(o => scopes.functionOf(o.call) === scopes.functionOf(get) && opens(o.func, wanted));
    const pool = tree.unparen(tree.first(namedCallee(tree, get)));
    const name = tree.textOf(tree.kind(pool) === K.SelectorExpression ? tree.last(pool) : pool);
    if (opening && packageMentions(`${name}.Put(`, typed) && !packageMentions('SetFinalizer', typed)) return opening.opened;
  }
  return undefined;
}

/** Further Gets of one declaration are not looked at. */
const MAX_GETS = 50;

/** What Gets are asserted to: at once, or by the variable that holds the result. */
function getsIn({ tree, types, scopes }: PoolCode): { readonly get: Node; readonly wanted: Type }[] {
  const asserted = (e: Node) => (tree.kind(e) === K.TypeAssertionExpression ? types.typeOf(tree.field(e, F.Type)) : undefined);
  const held = new Map(scopes.variables.filter(v => v.init !== NONE && v.initIndex < 0).map(v => [tree.unparen(v.init), v]));
  const out: { readonly get: Node; readonly wanted: Type }[] = [];
  for (let n = 0; n < tree.count && out.length < MAX_GETS; n++) {
    const func = tree.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
    if (!func || !isPoolMethod(func, 'Get')) continue;
    const uses = held.get(n)?.uses ?? [];
    const wanted = asserted(tree.parent(n)) ?? uses.map(use => asserted(tree.parent(use))).find(type => type !== undefined);
    if (wanted) out.push({ get: n, wanted });
  }
  return out;
}

/** Calls of functions of the program that make an object and start a goroutine for it. */
function* startersIn(code: PoolCode, sources: TypeSources): Sliced<Opening[]> {
  const { tree, types } = code;
  const out: Opening[] = [];
  let looked = 0;
  for (let n = 0; n < tree.count && looked < MAX_OPENINGS; n++) {
    const func = tree.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
    const [result] = func?.type.kind === 'func' ? func.type.results : [];
    if (!func || func.isMethod || !result || under(result.type).kind !== 'pointer' || !isOfObject(code, n)) continue;
    looked++;
    const body = yield* functionNow(func, sources);
    const found = body && !body.tree.hasError ? yield* openedInside(yield* readingPoolCode(body), sources) : undefined;
    if (found && found.callee === undefined)
      out.push({ call: n, func, opened: { span: tree.span(n), callee: nameOf(func), isStarted: true } });
  }
  return out;
}

const nameOf = (func: Func): string => {
  const name = fullName(func) ?? func.name;
  return name.slice(name.lastIndexOf('/') + 1);
};

/** More calls that open something are not compared with each `Get`. */
const MAX_OPENINGS = 20;

interface Opening {
  readonly call: Node;
  readonly func: Func;
  readonly opened: Opened;
}

function openingsIn(code: PoolCode): readonly Opening[] {
  const out: Opening[] = [];
  for (let n = 0; n < code.tree.count && out.length < MAX_OPENINGS; n++) out.push(...openedBy(code, n));
  return out;
}

/** What a call opens, if it does. */
function openedBy(code: PoolCode, call: Node): readonly Opening[] {
  const { tree, types } = code;
  const func = tree.kinds[call] === K.CallExpression ? calledFunction(types, call) : undefined;
  const name = func && fullName(func);
  if (name === undefined || !OPENS.test(name) || !isOfObject(code, call)) return [];
  return [{ call, func: func!, opened: { span: tree.span(call), callee: nameOf(func!) } }];
}

/** What pools have as `New`: function literals, and names of functions. */
export function newFunctions({ tree, types }: PoolCode): Node[] {
  const out: Node[] = [];
  for (let n = 0; n < tree.count; n++) {
    const type = tree.kinds[n] === K.CompositeLiteral ? types.typeOf(n) : undefined;
    const set = tree.kinds[n] === K.AssignmentStatement ? setAsNew({ tree, types }, n) : NONE;
    const made = type && isSyncPool(type) ? newOf(tree, tree.last(n)) : set;
    if (made !== NONE) out.push(made);
  }
  return out;
}

/** `p.New = f` of a pool. */
function setAsNew({ tree, types }: Pick<PoolCode, 'tree' | 'types'>, statement: Node): Node {
  const place = tree.unparen(onlyValue(tree, statement, F.Left));
  if (tree.kind(place) !== K.SelectorExpression || tree.textOf(tree.last(place)) !== 'New') return NONE;
  return types.selections.get(place)?.object.pkg?.path === 'sync' ? tree.unparen(onlyValue(tree, statement, F.Right)) : NONE;
}

type Opened = Omit<OpeningPool, 'offset'>;

function* openedIn(code: PoolCode, func: Node, sources: TypeSources): Sliced<Opened | undefined> {
  const { tree, types } = code;
  if (tree.kind(func) !== K.FuncLiteral) return yield* openedByName(code, func, sources);
  if (ENDS.test(tree.textOf(func))) return undefined;
  const own = openingAt(code, func);
  if (own) return own;
  for (let n = func; n < tree.afters[func]!; n++) {
    const called = tree.kinds[n] === K.CallExpression && code.scopes.functionOf(n) === func ? calledFunction(types, n) : undefined;
    const inner = called ? yield* functionNow(called, sources) : undefined;
    if (!called || !inner || inner.tree.hasError) continue;
    const inside = yield* readingPoolCode(inner);
    if (tree.parentKind(n) === K.GoStatement) {
      if (runsOn(inside, 0)) return { span: tree.span(tree.parent(n)) };
    } else if (!called.isMethod) {
      const found = yield* openedInside(inside, sources);
      if (found) return { span: tree.span(n), ...(found.callee !== undefined && { callee: found.callee }) };
    }
  }
  return undefined;
}

/** `New: newSession` */
function* openedByName({ tree, types }: PoolCode, name: Node, sources: TypeSources): Sliced<Opened | undefined> {
  const object = types.objects.get(tree.kind(name) === K.SelectorExpression ? tree.last(name) : name);
  const body = object?.kind === 'func' ? yield* functionNow(object, sources) : undefined;
  const found = body && !body.tree.hasError ? yield* openedInside(yield* readingPoolCode(body), sources) : undefined;
  return found && { ...found, span: tree.span(name) };
}

/** The whole body opens something, or starts a goroutine: by a literal, by a function of the program, or by one that makes a part of the object. */
function* openedInside(code: PoolCode, sources: TypeSources, depth = 0): Sliced<Opened | undefined> {
  const { tree, types } = code;
  if (ENDS.test(tree.text)) return undefined;
  const own = openingAt(code, 0);
  if (own?.callee === undefined) {
    for (let n = 0; n < tree.count; n++) {
      if (tree.kinds[n] !== K.GoStatement || code.scopes.functionOf(n) !== 0) continue;
      const started = calledFunction(types, tree.unparen(tree.first(n)));
      const inner = started && (yield* functionNow(started, sources));
      if (inner && !inner.tree.hasError && runsOn(yield* readingPoolCode(inner), 0)) return { span: tree.span(n) };
    }
  }
  return own ?? (depth < MAX_PARTS ? yield* partStarted(code, sources, depth) : undefined);
}

/** So many constructors of parts stand between a constructor and its goroutine. */
const MAX_PARTS = 1;

/** `d.decoders <- newBlockDec(…)`: what makes a part starts a goroutine. */
function* partStarted(code: PoolCode, sources: TypeSources, depth: number): Sliced<Opened | undefined> {
  const { tree, types, scopes } = code;
  let looked = 0;
  for (let n = 0; n < tree.count && looked < MAX_OPENINGS; n++) {
    const isUsed = tree.kinds[n] === K.CallExpression && scopes.functionOf(n) === 0 && tree.parentKind(n) !== K.ExpressionStatement;
    const func = isUsed ? calledFunction(types, n) : undefined;
    if (!func || func.isMethod || under(func.type).kind !== 'func' || !makesPointer(func) || !isOfObject(code, n)) continue;
    looked++;
    const body = yield* functionNow(func, sources);
    const found = body && !body.tree.hasError ? yield* openedInside(yield* readingPoolCode(body), sources, depth + 1) : undefined;
    if (found && found.callee === undefined) return { span: tree.span(n) };
  }
  return undefined;
}

/** Its only result is a pointer. */
function makesPointer({ type }: Func): boolean {
  const [result, ...others] = type.kind === 'func' ? type.results : [];
  return result !== undefined && others.length === 0 && under(result.type).kind === 'pointer';
}

/** Somebody closes it again: here, or when the collector takes the object. */
const ENDS = /\.(?:close|stop|shutdown|cancel)\w*\(|SetFinalizer|AddCleanup/i;

/** Function literals in it run later, if at all. */
function openingAt(code: PoolCode, func: Node): Opened | undefined {
  const { tree, scopes } = code;
  for (let n = func; n < tree.afters[func]!; n++) {
    const kind = tree.kinds[n];
    if ((kind !== K.GoStatement && kind !== K.CallExpression) || scopes.functionOf(n) !== func) continue;
    if (kind === K.GoStatement) {
      const literal = tree.unparen(calleeOf(tree, tree.first(n)));
      if (tree.kind(literal) === K.FuncLiteral && runsOn(code, literal)) return { span: tree.span(n) };
    }
    const [opening] = openedBy(code, n);
    if (opening) return opening.opened;
  }
  return undefined;
}

/** Its first result is what is wanted. */
const opens = ({ type }: Func, wanted: Type): boolean =>
  type.kind === 'func' && type.results[0] !== undefined && identical(type.results[0].type, wanted);

/** A variable of the package keeps it for all. */
function isOfObject({ tree, scopes }: PoolCode, call: Node): boolean {
  const statement = tree.parent(tree.parent(call));
  if (tree.kind(statement) !== K.AssignmentStatement) return true;
  const root = tree.selectorRoot(tree.unparen(tree.first(tree.field(statement, F.Left))));
  return scopes.variableOf(root) !== undefined;
}
