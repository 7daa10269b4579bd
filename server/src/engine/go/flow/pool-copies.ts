/** What copies a value that holds a pool: parameters, receivers, and expressions of variables. */
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { holdsPool } from '../package/pool-types.js';
import { calledName, type PoolCode } from './pool-code.js';
import { assignmentEdits, rangeEdits, receiverEdits } from './pool-copy-edits.js';
import type { PoolCopy } from './pool-facts.js';

/** Then the reader rests: less than a millisecond. */
const NODES_PER_SLICE = 2000;

export function* readCopies(code: PoolCode): Sliced<PoolCopy[]> {
  const { tree } = code;
  const out: PoolCopy[] = [];
  const root = tree.kind(0);
  if (root === K.FunctionDeclaration || root === K.MethodDeclaration) out.push(...readSignature(code, 0));
  for (let n = 1; n < tree.count; n++) {
    if (n % NODES_PER_SLICE === 0) yield;
    if (tree.kinds[n] === K.FuncLiteral) out.push(...readSignature(code, n));
    const replaced = tree.kinds[n] === K.AssignmentStatement ? readReplaced(code, n) : undefined;
    if (replaced) out.push(replaced);
    for (const [e, how] of copiedAt(tree, n)) {
      const copy = readCopy(code, e, how);
      if (copy) out.push(copy);
    }
  }
  return out;
}

function readSignature(code: PoolCode, func: Node): PoolCopy[] {
  const { tree, types } = code;
  const out: PoolCopy[] = [];
  for (const [field, how] of [
    [F.Receiver, 'receiver'],
    [F.Parameters, 'parameter'],
  ] as const) {
    const list = tree.field(func, field);
    if (list === NONE) continue;
    for (const p of tree.children(list)) {
      const typeNode = tree.field(p, F.Type);
      const type = tree.kind(p) === K.VariadicParameterDeclaration ? undefined : types.typeOf(typeNode);
      if (!type || !holdsPool(type)) continue;
      const pointer = how === 'receiver' ? receiverEdits(code, typeNode) : undefined;
      out.push({ span: tree.span(typeNode), how, text: tree.textOf(typeNode), ...(pointer && { pointer }) });
    }
  }
  return out;
}

function copiedAt(tree: FlatTree, n: Node): [Node, PoolCopy['how']][] {
  const all = (nodes: readonly Node[], how: PoolCopy['how']) => nodes.map((e): [Node, PoolCopy['how']] => [e, how]);
  switch (tree.kind(n)) {
    case K.ShortVarDeclaration:
    case K.AssignmentStatement: {
      const left = expressionsOf(tree, tree.field(n, F.Left));
      const right = expressionsOf(tree, tree.field(n, F.Right));
      return all(
        right.filter((_, i) => tree.textOf(left[i] ?? NONE) !== '_'),
        'assign',
      );
    }
    case K.VarSpec:
      return all(expressionsOf(tree, tree.field(n, F.Value)), 'assign');
    case K.ReturnStatement:
      return all(expressionsOf(tree, tree.first(n)), 'return');
    case K.CallExpression:
      return /^(?:new|len|cap|unsafe\.\w+|panic)$/.test(tree.textOf(tree.first(n))) ? [] : all(argumentsOf(tree, n), 'argument');
    case K.RangeClause: {
      const value = expressionsOf(tree, tree.field(n, F.Left))[1];
      return value === undefined || tree.textOf(value) === '_' ? [] : [[value, 'range']];
    }
    case K.LiteralElement:
      return tree.parentKind(n) === K.KeyedElement && tree.next(n) !== NONE ? [] : all([tree.first(n)], 'element');
    default:
      return [];
  }
}

/** Calls and literals give new values, which nobody else has. */
const COPIED: readonly K[] = [K.Identifier, K.SelectorExpression, K.IndexExpression, K.UnaryExpression];

function readCopy(code: PoolCode, node: Node, how: PoolCopy['how']): PoolCopy | undefined {
  const { tree, types } = code;
  const e = tree.unparen(node);
  const kind = tree.kind(e);
  if (!COPIED.includes(kind) || (kind === K.UnaryExpression && !isLedTo(tree, e))) return undefined;
  const object = types.objects.get(e);
  const type = types.typeOf(e) ?? (object?.kind === 'var' ? object.type : undefined);
  if (!type || object?.kind === 'type' || !holdsPool(type)) return undefined;
  const pointer = how === 'assign' ? assignmentEdits(code, e) : how === 'range' ? rangeEdits(code, e) : undefined;
  return { span: tree.span(e), how, text: tree.textOf(e), ...(pointer && { pointer }) };
}

/** `*p` and `*poolOf(s)`, but not `*newPool()`: what such a function gives is new. */
function isLedTo(tree: FlatTree, e: Node): boolean {
  const led = tree.unparen(tree.first(e));
  return tree.op(e) === '*' && !(tree.kind(led) === K.CallExpression && /^(?:new|make|create)/i.test(calledName(tree, led)));
}

/** Functions of such names make what they are called on ready, before anybody uses it. */
const PREPARES =
  /^(?:init|new|make|setup|set_?up|open|start|load|build|prepare|create|with|must|test|bench|unmarshal|decode|config|register|apply)/i;

/** `w.pool = sync.Pool{…}` of a field of a parameter or receiver, or a variable of the package, whatever holds before. */
function readReplaced(code: PoolCode, statement: Node): PoolCopy | undefined {
  const { tree, scopes, types } = code;
  const func = scopes.functionOf(statement);
  if (func !== 0 || tree.op(statement) !== '=' || PREPARES.test(tree.textOf(tree.field(0, F.Name)))) return undefined;
  // Under a condition it may be the first value.
  if (tree.ancestor(statement, K.IfStatement, K.ExpressionCase, K.DefaultCase) !== NONE) return undefined;
  const [target] = expressionsOf(tree, tree.field(statement, F.Left));
  const [value] = expressionsOf(tree, tree.field(statement, F.Right));
  if (target === undefined || value === undefined || tree.kind(tree.unparen(value)) !== K.CompositeLiteral) return undefined;
  const type = types.typeOf(tree.unparen(value));
  const isPool = type?.kind === 'named' && type.object.name === 'Pool' && type.object.pkg?.path === 'sync';
  if (!isPool || !isShared(code, tree.unparen(target))) return undefined;
  // Who takes a lock for it may let others use the pool under the same lock only. Few assignments come so far.
  if (/\.Lock\(\)/.test(tree.text)) return undefined;
  return { span: tree.span(statement), how: 'replaced', text: tree.textOf(target) };
}

function isShared({ tree, scopes }: PoolCode, target: Node): boolean {
  const isField = tree.kind(target) === K.SelectorExpression;
  const v = scopes.variableOf(isField ? tree.unparen(tree.first(target)) : target);
  if (!isField) return v === undefined && tree.kind(target) === K.Identifier;
  return v !== undefined && v.kind === 'receiver';
}
