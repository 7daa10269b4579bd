/**
 * `enc.Encode(xs[i])`, `enc.Encode(x)` of a loop over `xs`, `json.Marshal(s.cfg)` of a pointer `s` -> `&xs[i]`, `&s.cfg`: the value is there already, and an
 * interface holds its address without a copy. Only where the type has no method of its own to encode it, which a pointer could have and a value not.
 */
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { methodsOf } from '../../go/types/lookup.js';
import type { Type } from '../../go/types/model.js';
import { under } from '../../go/types/predicates.js';
import { calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { freeIndex, isSet } from './element-by-index.js';
import { encodes } from './pointer-there.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { ownName } from './type-name.js';

const say = messages('remedy/element-pointer', {
  title: 'Pass `&{element}`, which is there already',
  verified: '(verified: the value is no longer copied to the heap)',
});

const OWN_ENCODING = /^(?:Marshal(?:JSON|Text|XML|XMLAttr|Binary)|GobEncode|AppendText|AppendBinary)$/;
const PLAIN = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

export function elementPointer(context: RemedyContext): Remedy | undefined {
  const { tree } = context;
  const value = context.nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = value === NONE ? NONE : tree.parent(tree.parent(value));
  if (tree.kind(call) !== K.CallExpression || !encodes(context, tree.unparen(calleeOf(tree, call)))) return undefined;
  if (!isPlainData(context, typeAt(context, value))) return undefined;
  if (tree.kind(value) === K.SelectorExpression) return ofField(context, value);
  return tree.kind(value) === K.IndexExpression ? ofIndex(context, value) : ofLoop(context, value);
}

/** `x.cfg` of a pointer that the function is given. */
function ofField(context: RemedyContext, value: Node): Remedy | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(tree.first(value));
  if (!v || (v.kind !== 'receiver' && v.kind !== 'parameter') || typeAt(context, v.node).kind !== 'pointer') return undefined;
  return addressed(context, value);
}

function ofIndex(context: RemedyContext, value: Node): Remedy | undefined {
  return under(typeAt(context, context.tree.first(value))).kind === 'slice' ? addressed(context, value) : undefined;
}

function addressed(context: RemedyContext, value: Node): Remedy {
  const element = context.tree.textOf(value);
  const edits = [context.edit(context.tree.span(value), `&${element}`)];
  return { title: say.title({ element }), safe: false, edits, proof: 'gone', verified: say.verified };
}

/** `for _, x := range xs` whose `x` is used there only. */
function ofLoop(context: RemedyContext, value: Node): Remedy | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(value);
  const clause = v ? tree.parent(tree.parent(v.node)) : NONE;
  if (v?.uses.length !== 1 || tree.kind(clause) !== K.RangeClause || innermostLoop(tree, value) !== tree.parent(clause)) return undefined;
  const left = tree.field(clause, F.Left);
  const [key, second] = expressionsOf(tree, left);
  const slice = tree.field(clause, F.Right);
  if (key === undefined || second !== v.node || scopes.functionOf(value) !== v.func || !PLAIN.test(tree.textOf(slice))) return undefined;
  if (under(typeAt(context, slice)).kind !== 'slice' || isSet(context, slice, tree.parent(clause))) return undefined;
  const index = tree.textOf(key) === '_' ? freeIndex(context) : tree.textOf(key);
  if (index === undefined) return undefined;
  const element = `${tree.textOf(slice)}[${index}]`;
  const edits = [context.edit(tree.span(left), index), context.edit(tree.span(value), `&${element}`)];
  return { title: say.title({ element }), safe: false, edits, proof: 'gone', verified: say.verified };
}

/** A struct of the package that is written field by field, whether it has an address or not. */
function isPlainData(context: RemedyContext, type: Type): boolean {
  return ownName(context, type) !== undefined && under(type).kind === 'struct' && isPlain(type, 0);
}

function isPlain(type: Type, depth: number): boolean {
  if (depth > 12) return false;
  switch (type.kind) {
    case 'named': {
      const { pkg, name } = type.object;
      if (pkg?.path === 'time') return name === 'Time' || name === 'Duration';
      return !methodsOf(type).some(m => OWN_ENCODING.test(m.object.name)) && isPlain(type.underlying, depth + 1);
    }
    case 'basic':
      return type.size > 0;
    case 'struct':
      return type.fields.every(f => !f.embedded && isPlain(f.type, depth + 1));
    case 'slice':
    case 'array':
    case 'pointer':
    case 'map':
      return isPlain(type.elem, depth + 1);
    default:
      return false;
  }
}
