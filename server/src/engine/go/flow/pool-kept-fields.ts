/** Fields of pooled structs that still refer to what one call is about: its request, its connection, its context. */
import { table } from '../../base/table.js';
import { expressionsOf, F, K, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import { isExported, type Type } from '../types/model.js';
import type { PutNodes } from './pool-calls.js';
import type { PoolCode } from './pool-code.js';
import type { FieldOfType } from './pool-object-facts.js';

/** What lives as long as a call, and holds much. */
const OF_A_CALL = table<true>({
  'net/http.Request': true,
  'net/http.ResponseWriter': true,
  'net/http.Response': true,
  'net.Conn': true,
  'context.Context': true,
});

export interface KeptField {
  readonly name: string;
  readonly set: Node;
  readonly of: FieldOfType;
}

/** `c.r = r` of a parameter, in the block of the put or one around it, and the function takes it away nowhere. */
export function keptField(code: PoolCode, v: Variable, { call }: PutNodes): KeptField | undefined {
  const { tree, types, scopes } = code;
  const object = types.objects.get(v.node);
  const type = object?.kind === 'var' && object.type.kind === 'pointer' ? object.type.elem : undefined;
  if (type?.kind !== 'named' || object?.kind !== 'var' || type.object.pkg !== object.pkg) return undefined;
  if (v.uses.some(use => tree.op(tree.parent(use)) === '*' && tree.fields[tree.parent(tree.parent(use))] === F.Left)) return undefined;
  for (const use of v.uses) {
    const target = tree.parent(use);
    const list = tree.parent(target);
    const statement = tree.parent(list);
    if (tree.kind(target) !== K.SelectorExpression || tree.fields[list] !== F.Left || tree.op(statement) !== '=') continue;
    if (statement > call || !tree.within(call, tree.parent(statement))) continue;
    const left = expressionsOf(tree, list);
    const value = tree.unparen(expressionsOf(tree, tree.field(statement, F.Right))[left.indexOf(target)] ?? target);
    const field = tree.textOf(tree.last(target));
    if (
      scopes.variableOf(value)?.kind !== 'parameter' ||
      !isOfCall(types.typeOf(value)) ||
      (isExported(field) && isExported(type.object.name))
    )
      continue;
    return { name: `${v.name}.${field}`, set: statement, of: { type: type.object.name, field } };
  }
  return undefined;
}

function isOfCall(type: Type | undefined): boolean {
  const held = type?.kind === 'pointer' ? type.elem : type;
  return held?.kind === 'named' && OF_A_CALL[`${held.object.pkg?.path}.${held.object.name}`] === true;
}
