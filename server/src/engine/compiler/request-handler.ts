/** Functions that serve a request: they run once for each, for many at a time. */
import type { GoPackage } from '../go/package/go-package.js';
import type { TypeReader } from '../go/types/type-reader.js';
import type { TypeRef } from '../go/types/types.js';
import { F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';

interface HandlerContext {
  readonly tree: FlatTree;
  readonly types: TypeReader;
  readonly pkg: GoPackage;
}

/** The innermost function around the node if it serves a request: `(http.ResponseWriter, *http.Request)`, a method of a gRPC server; else NONE. */
export function handlerAround({ tree, types, pkg }: HandlerContext, node: Node): Node {
  const func = tree.ancestor(node, K.FuncLiteral, K.FunctionDeclaration, K.MethodDeclaration);
  const parameters = func === NONE ? [] : parameterTypes(tree, types, func);
  const isHttp = parameters.some(t => isNamed(t, 'net/http', 'Request')) && parameters.some(t => isNamed(t, 'net/http', 'ResponseWriter'));
  if (isHttp) return func;
  const isMethod = tree.kind(func) === K.MethodDeclaration && isNamed(parameters[0], 'context', 'Context');
  return isMethod && servesGrpc(types, pkg, tree, func) ? func : NONE;
}

function parameterTypes(tree: FlatTree, types: TypeReader, func: Node): TypeRef[] {
  const list = tree.field(func, F.Parameters);
  return list === NONE
    ? []
    : [...tree.children(list)].map(p => (tree.field(p, F.Type) === NONE ? { kind: 'unknown' } : types.ofType(tree.field(p, F.Type))));
}

/** protoc-gen-go-grpc has every server embed `UnimplementedXServer`. */
function servesGrpc(types: TypeReader, pkg: GoPackage, tree: FlatTree, method: Node): boolean {
  const receiver = tree.first(tree.field(method, F.Receiver));
  const type = receiver === NONE || tree.field(receiver, F.Type) === NONE ? undefined : types.ofType(tree.field(receiver, F.Type));
  const owner = type && pkg.underlying(type.kind === 'pointer' ? type.elem : type);
  return owner?.kind === 'struct' && owner.fields.some(f => f.embedded && /^Unimplemented\w+Server$/.test(f.name));
}

/** True for a type of another package and for a pointer to it. */
export function isNamed(type: TypeRef | undefined, pkg: string, name: string): boolean {
  const t = type?.kind === 'pointer' ? type.elem : type;
  return t?.kind === 'named' && t.pkg === pkg && t.name === name;
}
