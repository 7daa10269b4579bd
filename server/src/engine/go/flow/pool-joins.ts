/** Places that wait until somebody else is done with an object. */
import { argumentsOf, F, K, type Node } from '../../syntax/flat-tree.js';
import type { Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import { calledFunction, fullName, namedCallee, type PoolCode } from './pool-code.js';

/** What waits has such a name, whoever declares it. */
const WAITS = /^(?:wait|join|drain)/i;
/** Builtins look at a channel and do not wait for it. */
const NO_WAIT = new Set(['close', 'len', 'cap', 'append', 'make', 'copy', 'clear', 'delete', 'print', 'println']);

/** After it, whoever had something has done with it; a wait that may end for another reason is none. */
export function isJoin(code: PoolCode, n: Node): boolean {
  const { tree, types } = code;
  switch (tree.kind(n)) {
    case K.UnaryExpression:
      return tree.op(n) === '<-' && !endsByItself(code, tree.unparen(tree.first(n)));
    case K.RangeClause: {
      const type = types.typeOf(tree.unparen(tree.field(n, F.Right)));
      return type !== undefined && under(type).kind === 'chan';
    }
    case K.SendStatement:
      return true;
    case K.CallExpression: {
      const callee = namedCallee(tree, n);
      const name = tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee);
      if (WAITS.test(name)) return true;
      return !NO_WAIT.has(name) && argumentsOf(tree, n).some(a => isWaitedFor(types.typeOf(tree.unparen(a))));
    }
    default:
      return false;
  }
}

/** `ctx.Done()`, `time.After(d)`, a timer's `C`. */
function endsByItself({ tree, types }: PoolCode, channel: Node): boolean {
  const type = types.typeOf(channel);
  const u = type && under(type);
  if (u?.kind === 'chan' && u.elem.kind === 'named' && u.elem.object.name === 'Time' && u.elem.object.pkg?.path === 'time') return true;
  const func = tree.kind(channel) === K.CallExpression ? calledFunction(types, channel) : undefined;
  return func !== undefined && fullName(func) === 'context.Context.Done';
}

function isWaitedFor(type: Type | undefined): boolean {
  if (!type) return false;
  const u = under(type);
  if (u.kind === 'chan') return true;
  const t = u.kind === 'pointer' ? u.elem : type;
  return t.kind === 'named' && /Group$/.test(t.object.name);
}
