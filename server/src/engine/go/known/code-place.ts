/** How often the code at a place runs, as far as the function around it tells. */
import type { Span } from '../../base/finding.js';
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { leavesBehind } from '../body/loops.js';
import type { PoolCode } from '../flow/pool-code.js';
import type { Signature } from '../types/model.js';
import { ERROR } from '../types/universe.js';
import { nameOfType } from './known-code.js';

export interface CodePlace {
  /** Directly in `main` or `init`, or where a variable of the package gets its value. */
  readonly isEntry: boolean;
  /** The innermost function serves a request: it runs once for each, for many at a time. */
  readonly isHandler: boolean;
  /** The innermost function. */
  readonly func?: Span;
  /** The innermost loop of the innermost function that runs it again and again. */
  readonly loop?: Span;
  /** The loop waits for something in between: a tick, a message, a sleep. */
  readonly isPaced: boolean;
  /** Not each time that the function, or an iteration, runs. */
  readonly isConditional: boolean;
  /** The innermost function may return before it without an error, as what is done once does. */
  readonly isBehindReturn: boolean;
}

const CONDITIONS: ReadonlySet<K> = new Set([K.IfStatement, K.ExpressionCase, K.DefaultCase, K.TypeCase, K.CommunicationCase]);

export function placeOf(code: PoolCode, node: Node): CodePlace {
  const { tree, scopes } = code;
  const func = scopes.functionOf(node);
  const loop = scopes.loopOf(node);
  let isConditional = false;
  let isOnce = false;
  for (let n = node; n !== NONE && n !== func && n !== loop; n = tree.parent(n)) {
    const p = tree.parent(n);
    // The condition of an `if` and its statement before run each time.
    if (CONDITIONS.has(tree.kind(p)) && [F.Consequence, F.Alternative, F.None].includes(tree.fields[n]!)) isConditional = true;
    if (tree.kind(p) === K.StatementList && (tree.kind(n) === K.ReturnStatement || leavesBehind(tree, n))) isOnce = true;
  }
  const runsAgain = loop !== NONE && !isOnce;
  return {
    isEntry: func === NONE || (func === 0 && isEntry(code)),
    isHandler: func !== NONE && servesRequest(code, func),
    isConditional,
    isBehindReturn: func !== NONE && mayReturnBefore(code, func, node),
    ...(func !== NONE && { func: tree.span(func) }),
    isPaced: runsAgain && waits(code, loop),
    ...(runsAgain && { loop: tree.span(loop) }),
  };
}

const firstReturns = new WeakMap<PoolCode['tree'], Map<Node, Node>>();

function mayReturnBefore(code: PoolCode, func: Node, node: Node): boolean {
  const { tree } = code;
  const known = firstReturns.get(tree) ?? new Map<Node, Node>();
  firstReturns.set(tree, known);
  const first = known.get(func) ?? firstReturn(code, func);
  known.set(func, first);
  return first !== NONE && first < node && !tree.within(node, first);
}

/** The first return of the function that gives no error. */
function firstReturn({ tree, types, scopes }: PoolCode, func: Node): Node {
  for (let n = func; n < tree.afters[func]!; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || scopes.functionOf(n) !== func) continue;
    const last = expressionsOf(tree, tree.first(n)).at(-1) ?? NONE;
    const isError = last !== NONE && types.typeOf(last) === ERROR && tree.kind(last) !== K.Nil;
    if (!isError) return n;
  }
  return NONE;
}

/** What is called to wait, by whatever name it is qualified. */
const WAITING: ReadonlySet<string> = new Set(['Accept', 'Recv', 'Sleep', 'Wait']);

function waits({ tree, types }: PoolCode, loop: Node): boolean {
  const ranged = tree.field(tree.childOfKind(loop, K.RangeClause), F.Right);
  if (ranged !== NONE && types.typeOf(tree.unparen(ranged))?.kind === 'chan') return true;
  for (let n = loop; n < tree.afters[loop]!; n++) {
    const kind = tree.kinds[n];
    if (kind === K.SelectStatement || (kind === K.UnaryExpression && tree.op(n) === '<-')) return true;
    if (kind === K.CallExpression && WAITING.has(tree.textOf(tree.last(tree.first(n))))) return true;
  }
  return false;
}

function isEntry({ tree }: PoolCode): boolean {
  return tree.kind(0) === K.FunctionDeclaration && ['main', 'init'].includes(tree.textOf(tree.field(0, F.Name)));
}

/** What a server gives to the function that it calls for a request. */
const REQUESTS: ReadonlySet<string> = new Set([
  'net/http.Request',
  'github.com/gin-gonic/gin.Context',
  'github.com/labstack/echo.Context',
  'github.com/labstack/echo/v4.Context',
  'github.com/gofiber/fiber.Ctx',
  'github.com/gofiber/fiber/v2.Ctx',
  'github.com/gofiber/fiber/v3.Ctx',
  'github.com/valyala/fasthttp.RequestCtx',
]);

function servesRequest(code: PoolCode, func: Node): boolean {
  const names = signatureOf(code, func)?.params.map(({ type }) => nameOfType(type.kind === 'pointer' ? type.elem : type)) ?? [];
  return (
    names.some(n => n !== undefined && REQUESTS.has(n)) &&
    (!names.includes('net/http.Request') || names.includes('net/http.ResponseWriter'))
  );
}

function signatureOf({ tree, types }: PoolCode, func: Node): Signature | undefined {
  const object = tree.kind(func) === K.FuncLiteral ? undefined : types.objects.get(tree.field(func, F.Name));
  const type = tree.kind(func) === K.FuncLiteral ? types.typeOf(func) : object?.kind === 'func' ? object.type : undefined;
  return type?.kind === 'func' ? type : undefined;
}
