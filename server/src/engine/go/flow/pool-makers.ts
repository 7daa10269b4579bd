/** `New` functions of pools that open something, or start a goroutine: what nobody but its owner ends. */
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { GoFileFacts } from '../package/facts.js';
import { functionNow } from '../package/function-now.js';
import { isSyncPool } from '../package/pool-types.js';
import type { TypedFile, TypeSources } from '../package/typed-file.js';
import { calledFunction, fullName, type PoolCode, readingPoolCode } from './pool-code.js';
import { newOf } from './pool-contents.js';

export interface OpeningPool {
  readonly offset: number;
  /** The call, or the `go` statement. */
  readonly span: Span;
  /** What is called; absent: a goroutine. */
  readonly callee?: string;
}

/** Functions whose result holds a descriptor or goroutines until it is closed. */
const OPENS =
  /^(?:os\.(?:Open|OpenFile|Create|CreateTemp)|net\.(?:Dial\w*|Listen\w*)|crypto\/tls\.Dial\w*|database\/sql\.Open\w*|google\.golang\.org\/grpc\.(?:Dial\w*|NewClient)|time\.NewTicker)$/;
const MAKES = /\bPool\{/;

export function* readOpeningPools({ declarations }: GoFileFacts, typed: TypedFile): Sliced<readonly OpeningPool[]> {
  const out: OpeningPool[] = [];
  for (const { offset } of declarations) {
    const declaration = typed.at(offset);
    if (!declaration || declaration.tree.hasError || !MAKES.test(declaration.tree.text)) continue;
    const types = yield* declaration.typing();
    if (!types) continue;
    const code = yield* readingPoolCode(types);
    for (const made of newFunctions(code)) {
      const found = yield* openedIn(code, made, typed.sources);
      if (found) out.push({ ...found, offset });
    }
  }
  return out;
}

/** Function literals that pools have as `New`. */
function newFunctions({ tree, types }: PoolCode): Node[] {
  const out: Node[] = [];
  for (let n = 0; n < tree.count; n++) {
    const type = tree.kinds[n] === K.CompositeLiteral ? types.typeOf(n) : undefined;
    const made = type && isSyncPool(type) ? newOf(tree, n) : NONE;
    if (tree.kind(made) === K.FuncLiteral) out.push(made);
  }
  return out;
}

type Opened = Omit<OpeningPool, 'offset'>;

function* openedIn(code: PoolCode, func: Node, sources: TypeSources): Sliced<Opened | undefined> {
  const { tree, types } = code;
  const own = openingAt(code, func);
  if (own) return own;
  for (let n = func; n < tree.afters[func]!; n++) {
    const called = tree.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
    const inner = called && !called.isMethod ? yield* functionNow(called, sources) : undefined;
    if (!inner || inner.tree.hasError) continue;
    const found = openingAt(yield* readingPoolCode(inner), 0);
    if (found?.callee !== undefined) return { span: tree.span(n), callee: found.callee };
  }
  return undefined;
}

/** Closed again in the same function, it is only used there. */
function openingAt({ tree, types }: PoolCode, func: Node): Opened | undefined {
  if (/\.(?:Close|Stop)\(/.test(tree.textOf(func))) return undefined;
  for (let n = func; n < tree.afters[func]!; n++) {
    if (tree.kinds[n] === K.GoStatement) return { span: tree.span(n) };
    const called = tree.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
    const name = called && fullName(called);
    if (name !== undefined && OPENS.test(name)) return { span: tree.span(n), callee: name.slice(name.lastIndexOf('/') + 1) };
  }
  return undefined;
}
