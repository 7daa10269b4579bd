/** The constant arguments of a variadic call, `c.Add(1, L{"a", "b"}, L{"c", "d"})` -> a slice of the package that is made once: `c.Add(1, addArgs...)`. */
import { messages } from '../../base/message.js';
import { BUILTINS } from '../../go/types/types.js';
import { isStaticLiteral } from '../../sites/silence.js';
import { argumentsOf, calleeOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { above } from './above.js';
import { freeName } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/prebuilt-arguments', {
  title: 'Build the arguments once, as `{name}`',
  verified: '(verified: no longer allocates)',
});

export function prebuiltArguments(context: RemedyContext): Remedy | undefined {
  const { tree } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const args = call === NONE ? [] : argumentsOf(tree, call);
  const type = typeOf(tree, args.at(-1));
  const from = args.findLastIndex(a => typeOf(tree, a) !== type) + 1;
  const own = args.slice(from);
  if (type === '' || own.length === 0 || own.some(a => !isStaticLiteral(tree, a) || tree.textOf(a).includes('\n'))) return undefined;
  const callee = tree.unparen(calleeOf(tree, call));
  const called = tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee);
  // What a builtin is given is copied.
  if (BUILTINS.has(called)) return undefined;
  const name = freeName(context, `${called[0]!.toLowerCase()}${called.slice(1)}Args`);
  if (name === undefined) return undefined;
  const values = own.map(a => tree.textOf(tree.last(a))).join(', ');
  return {
    title: say.title({ name }),
    // The callee may write into the slice, or keep it.
    safe: false,
    edits: [
      above(context, `var ${name} = []${type}{${values}}`),
      context.edit({ start: tree.starts[own[0]!]!, end: tree.ends[own.at(-1)!]! }, `${name}...`),
    ],
    proof: 'gone',
    verified: say.verified,
  };
}

/** `L` of `L{"a", "b"}`; empty for all else. */
const typeOf = (tree: FlatTree, argument: Node | undefined): string =>
  argument !== undefined && tree.kind(argument) === K.CompositeLiteral && tree.kind(tree.first(argument)) !== K.SliceType
    ? tree.textOf(tree.first(argument))
    : '';
