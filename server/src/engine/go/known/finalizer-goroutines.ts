/** Goroutines that refer to an object until somebody stops them by a channel of it: while they run, its finalizer does not. */
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledFunction, namedCallee, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import { functionNow } from '../package/function-now.js';
import type { KnownCode, KnownUse } from './known-code.js';

/** The call of `go v.run()` whose loop ends by a channel in `v` alone; NONE where there is none. */
export function* goroutineOf(code: KnownCode, { name, node }: KnownUse): Sliced<Node> {
  const { tree, scopes } = code;
  const [object, action] = argumentsOf(tree, node);
  const v = object === undefined || name !== 'runtime.SetFinalizer' ? undefined : scopes.variableOf(tree.unparen(object));
  if (!v || action === undefined || tree.textOf(tree.unparen(action)) === 'nil') return NONE;
  for (const use of v.uses) {
    const callee = tree.parent(use);
    const call = tree.parent(callee);
    const isStarted = tree.kind(call) === K.CallExpression && namedCallee(tree, call) === callee && tree.parentKind(call) === K.GoStatement;
    const func = isStarted && tree.kind(callee) === K.SelectorExpression ? calledFunction(code.types, call) : undefined;
    const types = func?.isMethod ? yield* functionNow(func, code.file.sources) : undefined;
    if (types && !types.tree.hasError && runsUntilStopped(yield* readingPoolCode(types))) return call;
  }
  return NONE;
}

/** The method is a loop without an end that uses its receiver, and every way out of it waits for a channel in the receiver. */
function runsUntilStopped(code: PoolCode): boolean {
  const { tree, scopes } = code;
  const receiver = scopes.variableOf(tree.field(tree.first(tree.field(0, F.Receiver)), F.Name));
  const list = tree.childOfKind(tree.field(0, F.Body), K.StatementList);
  const loop = tree.last(list);
  if (!receiver || tree.kind(loop) !== K.ForStatement || tree.first(loop) !== tree.field(loop, F.Body)) return false;
  if (!receiver.uses.some(u => tree.within(u, loop))) return false;
  let stops = 0;
  for (let n = loop; n < tree.afters[loop]!; n++) {
    const kind = tree.kinds[n];
    if (kind === K.CallExpression && /^(?:panic|runtime\.Goexit)$/.test(tree.textOf(tree.first(n)))) return false;
    const isWayOut = kind === K.ReturnStatement || kind === K.GotoStatement || (kind === K.BreakStatement && tree.first(n) !== NONE);
    if (!isWayOut) continue;
    if (!isStop(code, tree.ancestor(n, K.CommunicationCase, K.FuncLiteral, K.ForStatement), receiver)) return false;
    stops++;
  }
  return stops > 0;
}

/** `case <-v.stop:`. */
function isStop({ tree, scopes }: PoolCode, own: Node, receiver: Variable): boolean {
  if (tree.kind(own) !== K.CommunicationCase) return false;
  const statement = tree.field(own, F.Communication);
  let e = tree.kind(statement) === K.UnaryExpression ? statement : tree.unparen(tree.first(statement));
  if (tree.kind(e) !== K.UnaryExpression || tree.op(e) !== '<-') return false;
  e = tree.unparen(tree.first(e));
  return tree.kind(e) === K.SelectorExpression && scopes.variableOf(tree.unparen(tree.first(e))) === receiver;
}
