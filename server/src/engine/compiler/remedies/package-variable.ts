/**
 * `strings.NewReplacer("a", "b")` and `regexp.MustCompile("…")` of literals in a function -> a variable of the package that is made once. Both may be
 * used by several goroutines at a time.
 */
import { messages } from '../../base/message.js';
import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { above } from './above.js';
import { freeName, isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/package-variable', {
  title: 'Make it once, as the package-level variable {name}',
  verified: '(verified: no longer allocates in each call)',
});

/** What they make, as a part of the variable's name. */
const MAKERS = table<string>({ 'strings.NewReplacer': 'Replacer', 'regexp.MustCompile': 'Pattern', 'regexp.MustCompilePOSIX': 'Pattern' });

export function packageVariable(context: RemedyContext): Remedy | undefined {
  const { tree, packages } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || (tree.kind(0) !== K.FunctionDeclaration && tree.kind(0) !== K.MethodDeclaration))
    return undefined;
  const kind = MAKERS[`${packages.of(tree.first(callee))}.${tree.textOf(tree.last(callee))}`];
  const args = argumentsOf(tree, call);
  if (
    kind === undefined ||
    args.length === 0 ||
    !args.every(a => isLiteral(context, a)) ||
    isHidden(context, tree.textOf(tree.first(callee)))
  )
    return undefined;
  const func = tree.textOf(tree.field(0, F.Name));
  const name = freeName(context, `${func[0]!.toLowerCase()}${func.slice(1)}${kind}`);
  if (name === undefined) return undefined;
  return {
    title: say.title({ name }),
    // A pattern that does not compile stops the program at its start.
    safe: false,
    edits: [above(context, `var ${name} = ${tree.textOf(call)}`), context.edit(tree.span(call), name)],
    proof: 'outOfCall',
    verified: say.verified,
  };
}

function isLiteral({ tree }: RemedyContext, argument: Node): boolean {
  const kind = tree.kind(argument);
  return (kind === K.InterpretedStringLiteral || kind === K.RawStringLiteral) && !tree.textOf(argument).includes('\n');
}
