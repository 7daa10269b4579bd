/**
 * What a function's body costs of the compiler's budget for inlining, as near as syntax and types tell (cmd/compile/internal/inline, hairyVisitor:
 * one for each node of the body, 57 for a call that is not inlined, the callee's own cost for one that is).
 */
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { type Func, Mode } from '../types/model.js';

/** Dearer functions are not inlined. */
export const INLINE_BUDGET = 80;
const CALL = 57;
const CLOSURE = 16;
/** Beyond it nobody asks how dear it is. */
const TOO_DEAR = 1000;

/** Packages of which calls often become instructions. */
const INTRINSIC = new Set(['math/bits', 'sync/atomic', 'internal/runtime/atomic', 'internal/runtime/sys']);

/** Undefined: never inlined, whatever it costs. */
export function inlineCost(tree: FlatTree, types: TreeTypes, body: Node, costOf: (func: Func) => number | undefined): number | undefined {
  let cost = 0;
  const open: Node[] = [body];
  const conversions = new Set(types.conversions.map(c => c.node));
  for (let n = open.pop(); n !== undefined; n = open.pop()) {
    if (cost > TOO_DEAR) return undefined;
    if (types.constants.has(n)) {
      cost += conversions.has(n) ? 2 : 1;
      continue;
    }
    if (conversions.has(n)) cost++;
    switch (tree.kind(n)) {
      case K.GoStatement:
      case K.DeferStatement:
        return undefined;
      case K.FuncLiteral:
        // Its body is not counted.
        cost += CLOSURE;
        continue;
      case K.ShortVarDeclaration:
      case K.VarSpec:
        cost += 1 + expressionsOf(tree, tree.field(n, F.Left)).length;
        break;
      case K.Identifier:
      case K.BinaryExpression:
      case K.UnaryExpression:
      case K.IndexExpression:
      case K.SliceExpression:
      case K.TypeAssertionExpression:
      case K.CompositeLiteral:
      case K.KeyedElement:
      case K.ReturnStatement:
      case K.AssignmentStatement:
      case K.IfStatement:
      case K.ForStatement:
      case K.SendStatement:
      case K.SelectStatement:
      case K.CommunicationCase:
      case K.ExpressionSwitchStatement:
      case K.TypeSwitchStatement:
      case K.ExpressionCase:
      case K.BreakStatement:
      case K.ContinueStatement:
      case K.Nil:
      case K.True:
      case K.False:
        cost++;
        break;
      case K.IncStatement:
      case K.DecStatement:
        cost += 2;
        break;
      case K.SelectorExpression: {
        const operand = tree.first(n);
        cost++;
        if (types.objects.get(operand)?.kind !== 'package') open.push(operand);
        continue;
      }
      case K.TypeConversionExpression:
      case K.CallExpression: {
        const own = callCost(tree, types, n, costOf);
        if (own === undefined) return undefined;
        cost += own;
        break;
      }
      case K.VarDeclaration:
      case K.ParameterList:
      case K.SliceType:
      case K.MapType:
      case K.ArrayType:
      case K.PointerType:
      case K.StructType:
      case K.FunctionType:
      case K.InterfaceType:
      case K.ChannelType:
      case K.QualifiedType:
      case K.GenericType:
        if (tree.kind(n) !== K.VarDeclaration) continue;
        break;
      default:
    }
    for (const c of tree.children(n)) open.push(c);
  }
  return cost;
}

function callCost(tree: FlatTree, types: TreeTypes, n: Node, costOf: (func: Func) => number | undefined): number | undefined {
  const callee = tree.unparen(tree.kind(n) === K.TypeConversionExpression ? tree.field(n, F.Type) : tree.first(n));
  if (types.modes[callee] === Mode.Type || tree.kind(callee) === K.SliceType) return 1;
  if (types.modes[callee] === Mode.Builtin) return tree.textOf(callee) === 'recover' ? undefined : 0;
  let named = callee;
  while (tree.kind(named) === K.IndexExpression || tree.kind(named) === K.GenericType || tree.kind(named) === K.TypeInstantiationExpression)
    named = tree.first(named);
  const name = tree.kind(named) === K.SelectorExpression || tree.kind(named) === K.QualifiedType ? tree.last(named) : named;
  const object = types.objects.get(name);
  if (tree.kind(callee) === K.FuncLiteral) return 1;
  if (object?.kind !== 'func') return CALL + 1;
  if (object.pkg && INTRINSIC.has(object.pkg.path)) return 1;
  const cost = costOf(object);
  return 1 + (cost === undefined || cost > INLINE_BUDGET || name === NONE ? CALL : cost);
}
