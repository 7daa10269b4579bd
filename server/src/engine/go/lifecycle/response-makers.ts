/** Functions of the program that hand an open response, rows, or a transaction, to their caller. */
import type { Sliced } from '../../base/slices.js';
import { expressionsOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { ACQUIRING, INTERFACE_ROWS, type Protocol, RESPONSE, ROWS, TRANSACTION } from '../../tables/lifecycles.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { calledFunction, fullName, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import { functionNow } from '../package/function-now.js';
import type { BodySources } from '../package/typed-file.js';
import type { Func, Type } from '../types/model.js';
import { isNamed } from '../types/named.js';
import { under } from '../types/predicates.js';
import { ERROR } from '../types/universe.js';

/** So many functions hand a response on, one to the other. */
const MAX_DEPTH = 3;

/** What a call of the function takes, whoever runs it: also of an interface of the program that stands for an HTTP client. */
export function takenBy(func: Func): Protocol | undefined {
  return ACQUIRING[fullName(func) ?? ''] ?? (sendsRequest(func) ? RESPONSE : asksRows(func) ? INTERFACE_ROWS : undefined);
}

/** A method of an interface that is declared like `Do` of `http.Client`, or like `RoundTrip`. */
function sendsRequest({ name, type, origin, interfaceName = origin?.interfaceName }: Func): boolean {
  if (interfaceName === undefined || (name !== 'Do' && name !== 'RoundTrip') || type.kind !== 'func') return false;
  const [request, ...others] = type.params;
  const [response, error] = type.results;
  const isPlain = others.length === 0 && type.results.length === 2 && error!.type === ERROR;
  return isPlain && isHeld(RESPONSE, response!.type) && request !== undefined && isNamed(request.type, 'net/http', 'Request');
}

/** A method of an interface that is declared like `Query` of `sql.DB`, or like `QueryContext`. */
function asksRows({ name, type, origin, interfaceName = origin?.interfaceName }: Func): boolean {
  if (interfaceName === undefined || (name !== 'Query' && name !== 'QueryContext') || type.kind !== 'func') return false;
  const query = type.params[name === 'Query' ? 0 : 1];
  const [rows, error] = type.results;
  const isPlain = type.results.length === 2 && error!.type === ERROR && query !== undefined && under(query.type).kind === 'basic';
  return isPlain && isNamed(rows!.type, 'database/sql', 'Rows');
}

/** The function returns one of these first, and nothing in it ends those that it returns without an error. */
export function* makerOf(func: Func, sources: BodySources): Sliced<Protocol | undefined> {
  for (const protocol of HANDED_ON) if (yield* makes(protocol, func, sources)) return protocol;
  return undefined;
}

function* makes(protocol: Protocol, func: Func, sources: BodySources, depth = 0): Sliced<boolean> {
  if (takenBy(func) === protocol) return true;
  const signature = func.type;
  const results = signature.kind === 'func' ? signature.results : [];
  const path = func.pkg?.path;
  if (results.length !== 2 || !isHeld(protocol, results[0]!.type) || path === undefined || hasStdPackage(path, undefined)) return false;
  if (depth >= MAX_DEPTH) return false;
  const types = yield* functionNow(func, sources);
  if (!types || types.tree.hasError) return false;
  const code = yield* readingPoolCode(types);
  const { tree } = code;
  let gives = false;
  for (let n = 0; n < tree.count; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || code.scopes.functionOf(n) !== 0) continue;
    const [value = NONE] = expressionsOf(tree, tree.first(n));
    if (tree.kind(value) === K.Nil || tree.textOf(value) === 'nil') continue;
    if (!(yield* givesOpen(code, protocol, value, sources, depth))) return false;
    gives = true;
  }
  return gives;
}

/** The returned value is the result of a call that makes one, or a variable that holds it untouched. */
function* givesOpen(code: PoolCode, protocol: Protocol, value: Node, sources: BodySources, depth: number): Sliced<boolean> {
  const { tree, types, scopes } = code;
  const e = tree.unparen(value);
  if (tree.kind(e) === K.CallExpression) {
    const func = calledFunction(types, e);
    return func !== undefined && (yield* makes(protocol, func, sources, depth + 1));
  }
  const v = scopes.variableOf(e);
  if (v?.kind !== 'local' || v.initIndex !== 0 || tree.kind(v.init) !== K.CallExpression) return false;
  if (!v.uses.every(use => staysOpen(tree, protocol, use))) return false;
  return yield* givesOpen(code, protocol, v.init, sources, depth);
}

/** A use that ends nothing, or only under a condition whose block returns something else. */
function staysOpen(tree: FlatTree, protocol: Protocol, use: Node): boolean {
  const p = tree.parent(use);
  if (tree.kind(p) === K.ExpressionList && tree.parentKind(p) === K.ReturnStatement) return true;
  const isMethod = tree.kind(p) === K.SelectorExpression && tree.parentKind(p) === K.CallExpression;
  if (protocol === TRANSACTION && isMethod && !protocol.releases.has(tree.textOf(tree.last(p)))) return true;
  const isPlain = tree.kind(p) === K.BinaryExpression || (tree.kind(p) === K.SelectorExpression && PLAIN.test(tree.textOf(tree.last(p))));
  if (isPlain) return true;
  const block = tree.ancestor(use, K.Block, K.FuncLiteral);
  const list = tree.childOfKind(block, K.StatementList);
  const end = [...tree.children(list)].find(s => tree.kind(s) === K.ReturnStatement);
  if (tree.parentKind(block) !== K.IfStatement || end === undefined) return false;
  const [value = NONE] = expressionsOf(tree, tree.first(end));
  return tree.textOf(value) !== tree.textOf(use);
}

const PLAIN = /^(?:Status|StatusCode|Header|ContentLength|Proto\w*)$/;

/** Types of results by protocol. Values of interfaces have no star. */
const TYPES: ReadonlyMap<Protocol, readonly (readonly [path: string, name: string])[]> = new Map([
  [RESPONSE, [['net/http', 'Response']]],
  [
    ROWS,
    [
      ['database/sql', 'Rows'],
      ['github.com/jmoiron/sqlx', 'Rows'],
      ['github.com/jackc/pgx/v5', 'Rows'],
    ],
  ],
  [
    TRANSACTION,
    [
      ['database/sql', 'Tx'],
      ['github.com/jmoiron/sqlx', 'Tx'],
      ['github.com/jackc/pgx/v5', 'Tx'],
    ],
  ],
]);

const HANDED_ON = [...TYPES.keys()];

const isHeld = (protocol: Protocol, type: Type): boolean => TYPES.get(protocol)!.some(([path, name]) => isNamed(type, path, name));
