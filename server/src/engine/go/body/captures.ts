/** What a function literal takes from around it. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import { loopDepth } from './enclosing.js';

const SYNC_TYPES = new Set(['Mutex', 'RWMutex', 'WaitGroup', 'Once', 'Cond', 'Pool', 'Map']);

/** Nodes of a literal that are looked at: literals nest, and time must not grow with the square of a text. */
const MAX_NODES = 5000;

/**
 * True when the literal uses a variable of a function around it. Without captures a closure is static and allocates nothing. `most` nodes of
 * it are looked at.
 */
export function hasCaptures({ tree, scopes }: Pick<DeclarationSyntax, 'tree' | 'scopes'>, literal: Node, most = MAX_NODES): boolean {
  const end = Math.min(tree.afters[literal]!, literal + most);
  for (let n = literal + 1; n < end; n++) {
    if (tree.kinds[n] === K.Identifier && isCaptured(tree, scopes.variableOf(n), literal)) return true;
  }
  return false;
}

/**
 * Variables the literal shares with the function around it: written after a closure took them, or with their address taken. Others are
 * copied into the closure (cmd/compile/internal/escape, SetByval). Loop variables are left out: their copies depend on the Go version.
 */
export function capturedByReference(syntax: DeclarationSyntax, literal: Node): Variable[] {
  const { tree, scopes } = syntax;
  const out: Variable[] = [];
  const seen = new Set<Variable>();
  const end = Math.min(tree.afters[literal]!, literal + MAX_NODES);
  for (let n = literal + 1; n < end; n++) {
    if (tree.kinds[n] !== K.Identifier) continue;
    const v = scopes.variableOf(n);
    if (!v || seen.has(v) || !isCaptured(tree, v, literal)) continue;
    seen.add(v);
    if (v.kind !== 'range' && !isLoopVariable(tree, v) && isShared(syntax, v)) out.push(v);
  }
  return out;
}

/** Uses are in source order, so that the first one behind the literal's start is found by halving. */
export function firstUseInside(v: Variable, literal: Node): Node {
  let low = 0;
  for (let high = v.uses.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (v.uses[middle]! > literal) high = middle;
    else low = middle + 1;
  }
  return v.uses[low] ?? v.node;
}

/** Answers about variables, remembered: each takes a look at all uses. */
const shared = new WeakMap<Variable, boolean>();

function isCaptured(tree: FlatTree, v: Variable | undefined, literal: Node): boolean {
  return v !== undefined && v.kind !== 'constant' && v.kind !== 'type' && !tree.within(v.node, literal);
}

/** Declared in the header of a three-clause loop. */
function isLoopVariable(tree: FlatTree, v: Variable): boolean {
  const header = tree.ancestor(v.node, K.ForClause, K.Block, K.IfStatement);
  return tree.kind(header) === K.ForClause;
}

function isShared(syntax: DeclarationSyntax, v: Variable): boolean {
  const known = shared.get(v);
  if (known !== undefined) return known;
  const { tree } = syntax;
  const sync = isSyncValue(syntax, v);
  const from = sharedFrom(syntax, v);
  const answer = v.uses.some(u => (u > from && isWritten(tree, u)) || isAddressed(tree, u) || (sync && isReceiver(tree, u)));
  shared.set(v, answer);
  return answer;
}

/**
 * Writes before this node do not count: those in straight-line code before the first closure that takes the variable
 * (cmd/compile/internal/escape, OCLOSURE).
 */
function sharedFrom({ tree, scopes }: DeclarationSyntax, v: Variable): Node {
  const captured = v.uses.find(u => scopes.functionOf(u) !== v.func);
  if (captured === undefined) return NONE;
  let literal = scopes.functionOf(captured);
  for (let f = literal; f !== NONE && f !== v.func; f = scopes.functionOf(tree.parent(f))) literal = f;
  return loopDepth(tree, literal) === loopDepth(tree, v.node) ? literal : NONE;
}

function isSyncValue({ tree, imports }: DeclarationSyntax, { typeNode, init }: Variable): boolean {
  const literal = tree.unparen(init);
  const type = typeNode === NONE && tree.kind(literal) === K.CompositeLiteral ? tree.first(literal) : typeNode;
  if (tree.kind(type) !== K.QualifiedType || imports.get(tree.textOf(tree.first(type)))?.path !== 'sync') return false;
  return SYNC_TYPES.has(tree.textOf(tree.last(type)));
}

const isReceiver = (tree: FlatTree, use: Node) =>
  tree.parentKind(use) === K.SelectorExpression && tree.kind(tree.parent(tree.parent(use))) === K.CallExpression;

/** `x = …`, `x += …`, `x++`, `x, y := …` of a variable that is there already. */
export function isWritten(tree: FlatTree, use: Node): boolean {
  const p = tree.parent(use);
  const kind = tree.kind(p);
  if (kind === K.IncStatement || kind === K.DecStatement) return true;
  if (kind !== K.ExpressionList || tree.fields[p] !== F.Left) return false;
  const statement = tree.parentKind(p);
  return (
    statement === K.AssignmentStatement ||
    statement === K.ShortVarDeclaration ||
    statement === K.RangeClause ||
    statement === K.ReceiveStatement
  );
}

/** `&x`. */
export function isAddressed(tree: FlatTree, use: Node): boolean {
  const p = tree.parent(use);
  return p !== NONE && tree.kind(p) === K.UnaryExpression && tree.op(p) === '&';
}

/** `&x`, `&(x)`, `&x.f.g`: the address of the variable or of a part that lies in it. */
export function isPartAddressed(tree: FlatTree, use: Node): boolean {
  let e = use;
  while (tree.parentKind(e) === K.ParenthesizedExpression || tree.parentKind(e) === K.SelectorExpression) e = tree.parent(e);
  return isAddressed(tree, e);
}

/** `e = x`, `e.f = x`, `e.a[0]++`. */
export function isPartWritten(tree: FlatTree, use: Node): boolean {
  let e = use;
  for (let p = tree.parent(e); ; e = p, p = tree.parent(p)) {
    const kind = tree.kind(p);
    if ((kind !== K.SelectorExpression && kind !== K.IndexExpression && kind !== K.ParenthesizedExpression) || tree.first(p) !== e) break;
  }
  return isWritten(tree, e);
}

/**
 * A function literal that the declaration only calls. The compiler may inline it, and then what its body allocates stands in the function
 * around it, or nowhere. Literals of `go` and `defer` statements are not inlined.
 */
export function isOnlyCalled({ tree, scopes }: DeclarationSyntax, func: Node): boolean {
  if (tree.kind(func) !== K.FuncLiteral) return false;
  const p = tree.parent(func);
  if (tree.kind(p) === K.CallExpression) {
    const statement = tree.parentKind(p);
    return tree.first(p) === func && statement !== K.GoStatement && statement !== K.DeferStatement;
  }
  const name = tree.kind(p) === K.ExpressionList && tree.first(p) === func ? firstName(tree, tree.parent(p)) : NONE;
  const v = scopes.variableOf(name);
  return v?.uses.every(u => u === name || (tree.parentKind(u) === K.CallExpression && tree.first(tree.parent(u)) === u)) ?? false;
}

/** The name on the left of `f := …`, `f = …` or `var f = …`. */
function firstName(tree: FlatTree, statement: Node): Node {
  const kind = tree.kind(statement);
  if (kind === K.VarSpec) return tree.first(statement);
  return kind === K.ShortVarDeclaration || kind === K.AssignmentStatement ? tree.first(tree.field(statement, F.Left)) : NONE;
}
