/** What an evaluated name does with the object it holds: touches it, hands it on, or only looks at the pointer. */
import type { Work } from '../../base/faults.js';
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { functionAround } from '../body/enclosing.js';
import type { Variable } from '../names/variable.js';
import type { PoolCode } from './pool-code.js';
import { handleField, touchedField } from './pool-handles.js';
import { isPredeclaredCall } from './pool-made.js';
import { isSizeCase, isSizeGuard } from './pool-sizes.js';

/** `len(b)` looks at the slice's header, which is the variable's own. */
const LOOKS_ONLY = ['len', 'cap', 'uintptr', 'min', 'max'];
const KEEPS_ALIVE = new Set(['unsafe.Pointer', 'runtime.KeepAlive']);

/** Giving a lock back touches nothing the next owner does not wait for. */
const UNLOCKS = /\.R?Unlock$/;

/** True when evaluating the name reads, writes, stores or passes on what it points to. */
export function touchesObject(code: PoolCode, name: Node): boolean {
  const { tree, scopes } = code;
  let e = name;
  if (handleField(code, name) !== undefined) {
    e = touchedField(code, name);
    if (e === NONE) return false;
  }
  for (;;) {
    const p = tree.parent(e);
    switch (tree.kind(p)) {
      case K.ParenthesizedExpression:
      case K.SliceExpression:
      case K.TypeAssertionExpression:
      case K.TypeConversionExpression:
        if (tree.kind(p) === K.SliceExpression && tree.unparen(tree.field(p, F.Operand)) !== tree.unparen(e)) return false;
        e = p;
        continue;
      case K.BinaryExpression:
        return !['==', '!='].includes(tree.op(p));
      case K.UnaryExpression:
        return tree.op(p) !== '&';
      case K.IndexExpression:
        return tree.unparen(tree.field(p, F.Operand)) === tree.unparen(e);
      case K.ArgumentList:
        return !KEEPS_ALIVE.has(tree.textOf(calleeOf(tree, tree.parent(p)))) && !isPredeclaredCall(code, tree.parent(p), ...LOOKS_ONLY);
      case K.ExpressionSwitchStatement:
      case K.TypeSwitchStatement:
      case K.ExpressionCase:
      case K.IfStatement:
      case K.ForStatement:
      case K.ReturnStatement:
        return false;
      case K.ExpressionList:
        if (tree.parentKind(p) === K.ReturnStatement) return false;
        return storesElsewhere(tree, p, e, n => scopes.variableOf(n) !== undefined);
      case K.SelectorExpression:
        return !UNLOCKS.test(calledText(tree, p));
      default:
        return true;
    }
  }
}

/** The whole callee that a selector is the beginning of: `s.mu.Unlock` of `s.mu`. */
function calledText(tree: FlatTree, selector: Node): string {
  let e = selector;
  while (tree.parentKind(e) === K.SelectorExpression) e = tree.parent(e);
  return tree.parentKind(e) === K.CallExpression ? tree.textOf(e) : '';
}

/** For a value on the right of an assignment: true when it goes anywhere but into a variable of the function. */
function storesElsewhere(tree: FlatTree, list: Node, e: Node, isVariable: (n: Node) => boolean): boolean {
  const statement = tree.parent(list);
  const kind = tree.kind(statement);
  if (kind === K.VarSpec || kind === K.ShortVarDeclaration) return false;
  if (kind !== K.AssignmentStatement) return kind !== K.ExpressionCase;
  if (tree.op(statement) !== '=') return true;
  const left = expressionsOf(tree, tree.field(statement, F.Left));
  const index = expressionsOf(tree, list).findIndex(x => tree.within(e, x));
  const place = tree.unparen(left[index] ?? left[0] ?? NONE);
  return tree.kind(place) !== K.BlankIdentifier && tree.textOf(place) !== '_' && !isVariable(place);
}

/** How a use of a variable writes it, if it does. */
export function changesVariable(tree: FlatTree, use: Node): 'write' | 'address' | undefined {
  const p = tree.parent(use);
  const kind = tree.kind(p);
  if (kind === K.IncStatement || kind === K.DecStatement) return 'write';
  if (kind === K.UnaryExpression && tree.op(p) === '&') return 'address';
  if (kind !== K.ExpressionList || tree.fields[p] !== F.Left) return undefined;
  return 'write';
}

/** So many variables are followed from one to the next; who hands on more may have exchanged some. */
const MAX_SOURCES = 16;

/** `w, x = x, w`, also by a third variable: after some rounds nobody can tell which variable holds which object. */
function isExchanged(code: PoolCode, v: Variable): boolean {
  const sources = new Set<Variable>(sourcesOf(code, v));
  for (const s of sources) {
    if (s === v || sources.size > MAX_SOURCES) return true;
    for (const more of sourcesOf(code, s)) sources.add(more);
  }
  return false;
}

/** The variables whose values a variable gets as they are. */
function sourcesOf({ tree, scopes }: PoolCode, v: Variable): Variable[] {
  return [v.node, ...v.uses].flatMap(use => {
    const list = tree.parent(use);
    const statement = tree.parent(list);
    if (!ASSIGNS.has(tree.kind(statement)) || tree.fields[list] !== F.Left) return [];
    const left = expressionsOf(tree, list);
    const right = expressionsOf(tree, tree.field(statement, F.Right));
    return scopes.variableOf(tree.unparen(right[left.indexOf(use)] ?? NONE)) ?? [];
  });
}

const ASSIGNS: ReadonlySet<K> = new Set([K.AssignmentStatement, K.ShortVarDeclaration]);

/**
 * True when the function alone decides what the variable holds while it runs: no other function literal writes it, it exchanges nothing and,
 * but for the arguments of puts, nobody has its address.
 */
export function isTrackable(code: PoolCode, v: Variable, func: Node, puts: ReadonlySet<Node>): boolean {
  const { tree, scopes } = code;
  if (v.kind === 'constant' || v.kind === 'type') return false;
  const isSteady = v.uses.every(use => {
    const change = changesVariable(tree, use);
    if (change === 'address') return puts.has(tree.parent(use)) || isReadUnsafely(tree, tree.parent(use));
    if (change === undefined) return true;
    const where = scopes.functionOf(use);
    return where === func || where === v.func;
  });
  return isSteady && !isExchanged(code, v);
}

/** `*(*string)(unsafe.Pointer(&b))`: nobody keeps the address. */
export function isReadUnsafely(tree: FlatTree, address: Node): boolean {
  const pointer = tree.parent(tree.parent(address));
  if (tree.kind(pointer) !== K.CallExpression || tree.textOf(calleeOf(tree, pointer)) !== 'unsafe.Pointer') return false;
  const star = tree.parent(tree.parent(tree.parent(pointer)));
  return tree.kind(star) === K.UnaryExpression && tree.op(star) === '*';
}

export type Certainty = 'always' | 'guarded' | 'unknown';

/** Whether a put of the named variable runs whenever its function does: always, always but for size guards, or nobody knows when. */
export function putCertainty(code: PoolCode, func: Node, put: Node, name: string, work: Work): Certainty {
  const { tree } = code;
  let certainty = conditionOf(code, func, put, name);
  for (const n of leavesOf(tree)) {
    if (n >= put || certainty === 'unknown') break;
    work.spend();
    if (n > func && tree.within(put, functionAround(tree, n)))
      certainty = conditionOf(code, func, n, name) === 'guarded' ? 'guarded' : 'unknown';
  }
  return certainty;
}

const leaves = new WeakMap<FlatTree, readonly Node[]>();

/** The statements that may leave a function before its end. */
function leavesOf(tree: FlatTree): readonly Node[] {
  let found = leaves.get(tree);
  if (!found) {
    const nodes: Node[] = [];
    tree.kinds.forEach((kind, n) => {
      if (kind === K.ReturnStatement || kind === K.GotoStatement) nodes.push(n);
    });
    found = nodes;
    leaves.set(tree, found);
  }
  return found;
}

/** What stands between the function and the node: nothing, size guards only, or more. */
function conditionOf(code: PoolCode, func: Node, node: Node, name: string): Certainty {
  const { tree } = code;
  let certainty: Certainty = 'always';
  for (let n = tree.parent(node); n !== func && n !== NONE; n = tree.parent(n)) {
    const kind = tree.kind(n);
    if (BRANCHES.includes(kind)) {
      const isSearched = kind === K.ForStatement && certainty === 'guarded' && endsSearch(tree, node);
      if (!isSearched && !isOnlyCase(tree, n, name) && !isSizeCase(code, n, name)) return 'unknown';
      certainty = 'guarded';
    }
    if (kind !== K.IfStatement) continue;
    if (!isSizeGuard(code, tree.field(n, F.Condition), name)) return 'unknown';
    certainty = 'guarded';
  }
  return certainty;
}

/** `for … { if cap(b) == size { p.Put(b); return } }`: the loop looks for the pool of its size. */
function endsSearch(tree: FlatTree, node: Node): boolean {
  const list = tree.ancestor(node, K.StatementList);
  const last = list === NONE ? NONE : tree.last(list);
  return tree.kind(last) === K.ReturnStatement || tree.kind(last) === K.BreakStatement;
}

/** `select { case slots <- token: p.Put(b); default: }`: no other case does anything with the object. */
function isOnlyCase(tree: FlatTree, branch: Node, name: string): boolean {
  const select = tree.parent(branch);
  if (tree.kind(select) !== K.SelectStatement) return false;
  for (let n = select; n < tree.afters[select]!; n++)
    if (tree.kinds[n] === K.Identifier && !tree.within(n, branch) && tree.textOf(n) === name) return false;
  return true;
}

const BRANCHES: readonly K[] = [K.FuncLiteral, K.ForStatement, K.ExpressionCase, K.TypeCase, K.DefaultCase, K.CommunicationCase];

/** The variable names that a call evaluates as receiver or argument: what `defer b.Close()` and `defer f(b)` will use. */
export function namesInCall(tree: FlatTree, call: Node): Node[] {
  const callee = tree.unparen(calleeOf(tree, call));
  if (UNLOCKS.test(tree.textOf(callee))) return [];
  const receiver = tree.kind(callee) === K.SelectorExpression ? [tree.unparen(tree.first(callee))] : [];
  return [...receiver, ...argumentsOf(tree, call).map(a => tree.unparen(a))].filter(n => tree.kind(n) === K.Identifier);
}
