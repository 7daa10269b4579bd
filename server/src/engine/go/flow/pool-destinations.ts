/** Readers and writers that are put while they still have what they read from or write to: a response, a connection, a buffer. */
import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { onlyValue } from '../body/loops.js';
import type { Variable } from '../names/variable.js';
import { calledFunction, type PoolCode } from './pool-code.js';
import { isBuiltin } from './pool-made.js';

/** Types whose Reset gives them another end, and that keep the last one (`compress/gzip/gzip.go`, `bufio/bufio.go`; Close changes nothing). */
const ENDS = table<true>({
  'bufio.Reader': true,
  'bufio.Writer': true,
  'compress/flate.Writer': true,
  'compress/gzip.Writer': true,
  'compress/zlib.Writer': true,
  'github.com/klauspost/compress/flate.Writer': true,
  'github.com/klauspost/compress/gzip.Writer': true,
  'github.com/andybalholm/brotli.Writer': true,
});

/** The last `v.Reset(x)` that gives it an end of this function; NONE where it lets go of that, or somebody else may. */
export function attachedTo(code: PoolCode, v: Variable): Node {
  const { tree, types, scopes } = code;
  const object = types.objects.get(v.node);
  const type = object?.kind === 'var' && object.type.kind === 'pointer' ? object.type.elem : undefined;
  if (type?.kind !== 'named' || !ENDS[`${type.object.pkg?.path}.${type.object.name}`]) return NONE;
  let found: Node = NONE;
  if (mayBeEmptied(code, v)) return NONE;
  for (const use of v.uses) {
    const selector = tree.parent(use);
    const call = tree.parent(selector);
    if (tree.kind(selector) !== K.SelectorExpression || tree.kind(call) !== K.CallExpression || calleeOf(tree, call) !== selector) continue;
    if (tree.textOf(tree.last(selector)) !== 'Reset') continue;
    const [end = NONE] = argumentsOf(tree, call);
    const own = scopes.variableOf(tree.selectorRoot(tree.withoutAddress(end)));
    if (!own) return NONE;
    found = call;
  }
  return found;
}

/** A function of the program gets the object, or it is set as a whole: `detach(br)`, `q.each(f)`, `*br = bufio.Reader{}`. */
export function mayBeEmptied(code: PoolCode, v: Variable): boolean {
  const { tree, types } = code;
  return v.uses.some(use => {
    const p = tree.parent(use);
    if (tree.kind(p) === K.UnaryExpression && tree.op(p) === '*') return tree.fields[tree.parent(p)] === F.Left && !isOfItself(code, p);
    const call = tree.kind(p) === K.ArgumentList || tree.kind(p) === K.SelectorExpression ? tree.parent(p) : NONE;
    if (tree.kind(call) !== K.CallExpression || (tree.kind(p) === K.SelectorExpression && tree.unparen(calleeOf(tree, call)) !== p))
      return false;
    const func = calledFunction(types, call);
    const path = func?.pkg?.path;
    return func ? path === undefined || !isKnownPackage(path) : types.objects.get(tree.unparen(calleeOf(tree, call)))?.kind !== 'builtin';
  });
}

/** `*q = (*q)[:0]`, `*q = append(*q, x)`. */
function isOfItself(code: PoolCode, target: Node): boolean {
  const { tree } = code;
  const value = tree.unparen(onlyValue(tree, tree.parent(tree.parent(target)), F.Right));
  return tree.kind(value) === K.SliceExpression || (tree.kind(value) === K.CallExpression && isBuiltin(code, value, 'append'));
}

/** Its functions let go of nothing. */
const isKnownPackage = (path: string): boolean => hasStdPackage(path, undefined) || /^github\.com\/(?:klauspost|andybalholm)\//.test(path);
