/** Functions that serve a request: they run once for each, for many at a time. */
import type { Type } from '../go/types/model.js';
import { isNamed } from '../go/types/named.js';
import { under } from '../go/types/predicates.js';
import { F, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

type HandlerContext = Pick<SiteContext, 'tree' | 'typed'>;

/** The innermost function around the node if it serves a request: `(http.ResponseWriter, *http.Request)`, a method of a gRPC server; else NONE. */
export function handlerAround(context: HandlerContext, node: Node): Node {
  const { tree } = context;
  const func = tree.ancestor(node, K.FuncLiteral, K.FunctionDeclaration, K.MethodDeclaration);
  const parameters = func === NONE ? [] : parameterTypes(context, func);
  const isHttp = parameters.some(t => isNamed(t, 'net/http', 'Request')) && parameters.some(t => isNamed(t, 'net/http', 'ResponseWriter'));
  if (isHttp) return func;
  const isMethod = tree.kind(func) === K.MethodDeclaration && parameters[0] !== undefined && isNamed(parameters[0], 'context', 'Context');
  return isMethod && servesGrpc(context, func) ? func : NONE;
}

/** As they are written, one for each that stands there. */
function parameterTypes(context: HandlerContext, func: Node): Type[] {
  const { tree } = context;
  const list = tree.field(func, F.Parameters);
  return list === NONE ? [] : [...tree.children(list)].map(p => typeAt(context, tree.field(p, F.Type)));
}

/** protoc-gen-go-grpc has every server embed `UnimplementedXServer`. */
function servesGrpc(context: HandlerContext, method: Node): boolean {
  const { tree } = context;
  const type = typeAt(context, tree.field(tree.first(tree.field(method, F.Receiver)), F.Type));
  const owner = under(type.kind === 'pointer' ? type.elem : type);
  return owner.kind === 'struct' && owner.fields.some(f => f.embedded && /^Unimplemented\w+Server$/.test(f.name));
}
