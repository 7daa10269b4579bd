/** Puts of a nil pointer: a pool keeps one that has a type, and the next Get gives it (`sync/pool.go`, Put drops only a nil interface). */
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { under } from '../types/predicates.js';
import type { PoolCallNodes, PutNodes } from './pool-calls.js';
import type { PoolCode } from './pool-code.js';
import { MAY_LEAVE } from './pool-conditions.js';
import type { NilPut } from './pool-object-facts.js';

/** Longer deferred literals and blocks are not looked at. */
const MAX_NODES = 1000;

type Found = Omit<NilPut, 'put' | 'name'>;

export function nilPuts(code: PoolCode, { puts, failing }: PoolCallNodes): NilPut[] {
  const { tree, scopes } = code;
  return puts.flatMap((put, i): NilPut[] => {
    const v = scopes.variableOf(tree.unparen(put.object));
    if (!v || put.fact.how !== 'always' || !isPointer(code, v) || (put.fact.byHelper && !put.fact.isPlain)) return [];
    const found = early(code, put, v) ?? failed(code, put, v, failing) ?? leftNil(code, put, v) ?? asked(code, put, v);
    return found ? [{ ...found, put: i, name: v.name }] : [];
  });
}

function isPointer({ types }: PoolCode, v: Variable): boolean {
  const object = types.objects.get(v.node);
  return object?.kind === 'var' && under(object.type).kind === 'pointer';
}

/** `var b *T; defer p.Put(b)`: what is deferred is what `b` holds now. */
function early({ tree, scopes }: PoolCode, { fact, call }: PutNodes, v: Variable): Found | undefined {
  if (!fact.deferred || v.kind !== 'local' || v.init !== NONE || v.func !== scopes.functionOf(call)) return undefined;
  if (tree.kind(tree.parent(v.node)) !== K.VarSpec || scopes.loopOf(call) !== scopes.loopOf(v.node)) return undefined;
  return v.uses.some(use => use < call && isSet(tree, use)) || !isPlain(tree, v, call)
    ? undefined
    : { kind: 'early', span: tree.span(v.node) };
}

/** Nothing captures it before. */
const isPlain = (tree: PoolCode['tree'], v: Variable, before: Node): boolean =>
  v.uses.every(use => use > before || tree.ancestor(use, K.FuncLiteral) === tree.ancestor(v.node, K.FuncLiteral));

/** `b, err := load(); defer p.Put(b)`, before anybody has asked for the error. */
function failed({ tree }: PoolCode, { fact, call }: PutNodes, v: Variable, failing: ReadonlySet<Node>): Found | undefined {
  const init = tree.unparen(v.init);
  if (!fact.deferred || !failing.has(init) || v.initIndex !== 0) return undefined;
  const statement = tree.ancestor(v.node, K.ShortVarDeclaration);
  const deferred = tree.parent(call);
  if (tree.next(statement) !== deferred || v.uses.some(use => isWritten(tree, use))) return undefined;
  return { kind: 'failed', span: tree.span(init) };
}

/** `if b != nil { b.reset() }; p.Put(b)`: the function itself says that it may be nil, and puts it either way. */
function asked({ tree, scopes }: PoolCode, { fact, call, func }: PutNodes, v: Variable): Found | undefined {
  const statement = tree.parent(call);
  const list = tree.parent(statement);
  if (fact.deferred || tree.kind(statement) !== K.ExpressionStatement || tree.kind(list) !== K.StatementList || v.func !== func)
    return undefined;
  let found: Node = NONE;
  let looked = 0;
  for (let n = tree.first(list); n !== statement && n !== NONE && looked++ < MAX_NODES; n = tree.next(n))
    if (tree.kind(n) === K.IfStatement && goesOn(tree, n) && scopes.variableOf(askedNode(tree, n)) === v) found = n;
  if (found === NONE || looked > MAX_NODES) return undefined;
  // It gets a value, or whatever uses it behind the question would have failed.
  const isOther = (use: Node) => (use > found && use < call && isSet(tree, use)) || (use >= tree.afters[found]! && use < call);
  if (v.uses.some(isOther)) return undefined;
  return { kind: 'asked', span: tree.span(tree.field(found, F.Condition)) };
}

/** `v` of `if v != nil {` without an `else`, whose block goes on behind it. */
function askedNode(tree: PoolCode['tree'], choice: Node): Node {
  const condition = tree.unparen(tree.field(choice, F.Condition));
  const isAsked = tree.kind(condition) === K.BinaryExpression && tree.op(condition) === '!=' && tree.textOf(tree.last(condition)) === 'nil';
  return isAsked ? tree.unparen(tree.first(condition)) : NONE;
}

const goesOn = (tree: PoolCode['tree'], choice: Node): boolean =>
  tree.field(choice, F.Alternative) === NONE &&
  tree.field(choice, F.Initializer) === NONE &&
  !MAY_LEAVE.has(tree.kind(tree.last(tree.childOfKind(tree.field(choice, F.Consequence), K.StatementList))));

const isSet = (tree: PoolCode['tree'], use: Node): boolean => isWritten(tree, use) || tree.op(tree.parent(use)) === '&';

/** A deferred literal puts a result that a failed return has set to nil. */
function leftNil(code: PoolCode, { call, func }: PutNodes, v: Variable): Found | undefined {
  const { tree, scopes } = code;
  if (v.kind !== 'result' || func === v.func || tree.kind(func) !== K.FuncLiteral) return undefined;
  const deferred = tree.ancestor(func, K.DeferStatement);
  if (deferred === NONE || tree.unparen(tree.first(tree.first(deferred))) !== func || scopes.loopOf(deferred) !== NONE) return undefined;
  const results = scopes.variables.filter(r => r.kind === 'result' && r.func === v.func);
  const index = results.indexOf(v);
  const asksError = askedBefore(code, call, func, results.at(-1));
  if (asksError === undefined || v.uses.some(use => scopes.functionOf(use) === func && isWritten(tree, use))) return undefined;
  // A return outside of the block that defers is on another way.
  const block = tree.parent(deferred);
  for (let n = deferred; n < tree.afters[block]!; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || scopes.functionOf(n) !== v.func) continue;
    const values = expressionsOf(tree, tree.first(n));
    const isFailed = !asksError || (values.length === results.length && tree.textOf(values.at(-1)!) !== 'nil');
    if (tree.textOf(values[index] ?? NONE) === 'nil' && isFailed) return { kind: 'failed', span: tree.span(n) };
  }
  return undefined;
}

/** Whether the put is asked for by `err != nil` of the result; undefined where something else decides. */
function askedBefore({ tree, scopes }: PoolCode, call: Node, func: Node, error: Variable | undefined): boolean | undefined {
  let asks = false;
  if (call - func > MAX_NODES) return undefined;
  for (let n = func; n < call; n++) if (tree.kinds[n] === K.ReturnStatement) return undefined;
  for (let n = tree.parent(call); n !== func; n = tree.parent(n)) {
    const kind = tree.kind(n);
    if (kind === K.IfStatement) {
      const condition = tree.field(n, F.Condition);
      const isAsked =
        tree.kind(condition) === K.BinaryExpression && tree.op(condition) === '!=' && tree.textOf(tree.last(condition)) === 'nil';
      if (!isAsked || !tree.within(call, tree.field(n, F.Consequence)) || !error || scopes.variableOf(tree.first(condition)) !== error)
        return undefined;
      asks = true;
    } else if (kind !== K.Block && kind !== K.StatementList && kind !== K.ExpressionStatement) return undefined;
  }
  return asks;
}
