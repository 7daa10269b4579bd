/**
 * `enc.Encode(xs[i])`, `enc.Encode(x)` of a loop over `xs`, `json.Marshal(s.cfg)` of a pointer `s` -> `&xs[i]`, `&s.cfg`: the value is there already, and an
 * interface holds its address without a copy. Only where the type has no method of its own to encode it, which a pointer could have and a value not.
 */
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import type { TypeRef } from '../../go/types/types.js';
import { calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { freeIndex, isSet } from './element-by-index.js';
import { encodes } from './pointer-there.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/element-pointer', {
  title: 'Pass `&{element}`, which is there already',
  verified: '(verified: the value is no longer copied to the heap)',
});

const OWN_ENCODING = /^(?:Marshal(?:JSON|Text|XML|XMLAttr|Binary)|GobEncode|AppendText|AppendBinary)$/;
const PLAIN = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

export function elementPointer(context: RemedyContext): Remedy | undefined {
  const { tree, types, pkg } = context;
  const value = context.nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = value === NONE ? NONE : tree.parent(tree.parent(value));
  if (tree.kind(call) !== K.CallExpression || !encodes(context, tree.unparen(calleeOf(tree, call)))) return undefined;
  if (!isPlainData(context, pkg.resolve(types.ofExpression(value)))) return undefined;
  if (tree.kind(value) === K.SelectorExpression) return ofField(context, value);
  return tree.kind(value) === K.IndexExpression ? ofIndex(context, value) : ofLoop(context, value);
}

/** `x.cfg` of a pointer that the function is given. */
function ofField(context: RemedyContext, value: Node): Remedy | undefined {
  const { tree, scopes, types, pkg } = context;
  const v = scopes.variableOf(tree.first(value));
  if (!v || (v.kind !== 'receiver' && v.kind !== 'parameter') || pkg.resolve(types.ofVariable(v)).kind !== 'pointer') return undefined;
  return addressed(context, value);
}

function ofIndex(context: RemedyContext, value: Node): Remedy | undefined {
  const { tree, types, pkg } = context;
  return pkg.underlying(types.ofExpression(tree.first(value))).kind === 'slice' ? addressed(context, value) : undefined;
}

function addressed(context: RemedyContext, value: Node): Remedy {
  const element = context.tree.textOf(value);
  const edits = [context.edit(context.tree.span(value), `&${element}`)];
  return { title: say.title({ element }), safe: false, edits, proof: 'gone', verified: say.verified };
}

/** `for _, x := range xs` whose `x` is used there only. */
function ofLoop(context: RemedyContext, value: Node): Remedy | undefined {
  const { tree, scopes, types, pkg } = context;
  const v = scopes.variableOf(value);
  const clause = v ? tree.parent(tree.parent(v.node)) : NONE;
  if (v?.uses.length !== 1 || tree.kind(clause) !== K.RangeClause || innermostLoop(tree, value) !== tree.parent(clause)) return undefined;
  const left = tree.field(clause, F.Left);
  const [key, second] = expressionsOf(tree, left);
  const slice = tree.field(clause, F.Right);
  if (key === undefined || second !== v.node || scopes.functionOf(value) !== v.func || !PLAIN.test(tree.textOf(slice))) return undefined;
  if (pkg.underlying(types.ofExpression(slice)).kind !== 'slice' || isSet(context, slice, tree.parent(clause))) return undefined;
  const index = tree.textOf(key) === '_' ? freeIndex(context) : tree.textOf(key);
  if (index === undefined) return undefined;
  const element = `${tree.textOf(slice)}[${index}]`;
  const edits = [context.edit(tree.span(left), index), context.edit(tree.span(value), `&${element}`)];
  return { title: say.title({ element }), safe: false, edits, proof: 'gone', verified: say.verified };
}

/** A struct of the package that is written field by field, whether it has an address or not. */
function isPlainData({ pkg }: RemedyContext, type: TypeRef): boolean {
  if (type.kind !== 'named' || type.pkg !== '' || pkg.underlying(type).kind !== 'struct') return false;
  const hasOwn = pkg.files.some(f =>
    f.declarations.some(d => d.symbols.functions.some(fn => fn.receiver !== undefined && OWN_ENCODING.test(fn.name))),
  );
  return (
    !hasOwn &&
    isPlain(
      pkg.underlying(type),
      t => pkg.resolve(t),
      t => pkg.underlying(t),
      0,
    )
  );
}

function isPlain(type: TypeRef, resolve: (t: TypeRef) => TypeRef, under: (t: TypeRef) => TypeRef, depth: number): boolean {
  const t = resolve(type);
  if (depth > 6) return false;
  if (t.kind === 'named')
    return t.pkg === '' ? isPlain(under(t), resolve, under, depth + 1) : t.pkg === 'time' && (t.name === 'Time' || t.name === 'Duration');
  if (t.kind === 'basic') return t.name !== 'any' && t.name !== 'error';
  if (t.kind === 'struct') return t.fields.every(f => !f.embedded && isPlain(f.type, resolve, under, depth + 1));
  return (
    (t.kind === 'slice' || t.kind === 'array' || t.kind === 'pointer' || t.kind === 'map') && isPlain(t.elem, resolve, under, depth + 1)
  );
}
