/** Functions that mean to stay locked to their thread: what they change in it must not be seen by others, or they serve with it. */
import type { Sliced } from '../../base/slices.js';
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { calledFunction, type PoolCode } from '../flow/pool-code.js';
import { functionNow } from '../package/function-now.js';
import type { BodySources } from '../package/typed-file.js';
import { under } from '../types/predicates.js';

const THREADS = /^(?:C|syscall|golang\.org\/x\/sys\/\w+)$|(?:^|\/)(?:net)?ns$|(?:^|\/)netlink$|(?:^|\/)unix$/;
const CHANGES = /^(?:Setns|Exec|Ptrace\w*|Unshare|Set\w*|Prctl\w*|Sched\w*|Syscall\w*|RawSyscall\w*|Mount|Chroot|PivotRoot|Cap\w*)$/;
/** The same in the text of another function. */
const CHANGES_IN = /\b(?:syscall|unix)\.(?:Setns|Unshare|Set\w+id|Set\w+ID|Setgroups|Prctl|Sched\w+|Chroot|Mount)\(|\bnetns\.\w+\(/;
const SPACES = /(?:ns|namespace)$/i;

/** From which node on it may do so; NONE: nowhere. Who leaves before has changed nothing. */
export function* keepsThreadFrom(code: PoolCode, func: Node, sources: BodySources): Sliced<Node> {
  const { tree } = code;
  if (serves(code, func)) return func;
  for (let n = func; n < tree.afters[func]!; n++) {
    const kind = tree.kinds[n];
    if ((kind === K.SelectorExpression && changesHere(code, n)) || (kind === K.CallExpression && (yield* changesThere(code, n, sources))))
      return n;
  }
  return NONE;
}

function changesHere({ tree, types }: PoolCode, selector: Node): boolean {
  const name = tree.textOf(tree.last(selector));
  const qualifier = types.objects.get(tree.first(selector));
  if (qualifier?.kind !== 'package') {
    const type = types.typeOf(tree.first(selector));
    return /^(?:Set|Setns|Enter)$/.test(name) && type?.kind === 'named' && SPACES.test(type.object.name);
  }
  return THREADS.test(qualifier.path) && (CHANGES.test(name) || !/^(?:syscall|golang)/.test(qualifier.path));
}

/** A function of the program does it. */
function* changesThere({ types }: PoolCode, call: Node, sources: BodySources): Sliced<boolean> {
  const func = calledFunction(types, call);
  const path = func?.pkg?.path;
  if (!func || path === undefined || hasStdPackage(path, undefined)) return false;
  return CHANGES_IN.test((yield* functionNow(func, sources))?.tree.text ?? '');
}

/** `for f := range calls`: it ends with whoever closes the channel. */
function serves({ tree, types }: PoolCode, func: Node): boolean {
  const list = tree.childOfKind(tree.field(func, F.Body), K.StatementList);
  for (const s of tree.children(list)) {
    const clause = tree.kind(s) === K.ForStatement ? tree.childOfKind(s, K.RangeClause) : NONE;
    const type = clause === NONE ? undefined : types.typeOf(tree.field(clause, F.Right));
    if (type && under(type).kind === 'chan') return true;
  }
  return false;
}
