/** The constant arguments of a variadic call, `c.Add(1, L{"a", "b"}, L{"c", "d"})` -> a slice of the package that is made once: `c.Add(1, addArgs...)`. */
import { messages } from '../../base/message.js';
import { isBuiltin } from '../../go/types/universe.js';
import { isStaticLiteral } from '../../sites/silence.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { above } from './above.js';
import { freeName } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/prebuilt-arguments', {
  title: 'Build the arguments once, as `{name}`',
  verified: '(verified: no longer allocates)',
});

export function prebuiltArguments(context: RemedyContext): Remedy | undefined {
  const { tree } = context;
  const call = callOf(context);
  const args = call === NONE ? [] : argumentsOf(tree, call);
  const callee = tree.unparen(calleeOf(tree, call));
  const called = tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee);
  // What a builtin is given is copied.
  if (args.length === 0 || isBuiltin(called) || (tree.kind(0) !== K.FunctionDeclaration && tree.kind(0) !== K.MethodDeclaration))
    return undefined;
  const given = literals(tree, args) ?? declared(context, called, args);
  if (!given || given.own.length === 0 || given.own.some(a => !isSettled(context, a) || tree.textOf(a).includes('\n'))) return undefined;
  const name = freeName(context, `${called[0]!.toLowerCase()}${called.slice(1)}Args`);
  if (name === undefined) return undefined;
  return {
    title: say.title({ name }),
    // The callee may write into the slice, or keep it.
    safe: false,
    edits: [
      above(context, `var ${name} = []${given.type}{${given.values.join(', ')}}`),
      context.edit({ start: tree.starts[given.own[0]!]!, end: tree.ends[given.own.at(-1)!]! }, `${name}...`),
    ],
    proof: 'gone',
    verified: say.verified,
  };
}

/** The last arguments of a call, which make its slice. */
interface Given {
  readonly type: string;
  readonly own: readonly Node[];
  /** As elements of a literal of that type. */
  readonly values: readonly string[];
}

/** The call that the finding is, or that it is an argument of. */
function callOf({ tree, nodes }: RemedyContext): Node {
  const call = nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const outer = tree.parentKind(call) === K.ArgumentList ? tree.parent(tree.parent(call)) : NONE;
  return tree.kind(outer) === K.CallExpression && isMaker(tree, call) ? outer : call;
}

/** `L{"a", "b"}, L{"c", "d"}` at the end of the arguments. */
function literals(tree: FlatTree, args: readonly Node[]): Given | undefined {
  const type = typeOf(tree, args.at(-1));
  const own = args.slice(args.findLastIndex(a => typeOf(tree, a) !== type) + 1);
  return type === '' ? undefined : { type, own, values: own.map(a => tree.textOf(tree.last(a))) };
}

/** What the variadic parameter of the function or method of that name takes, where the package has one, or several that agree. */
function declared({ tree, packageFiles }: RemedyContext, called: string, args: readonly Node[]): Given | undefined {
  const found = new Set<string>();
  for (const { syntax } of packageFiles(called) ?? []) {
    for (const { tree: other } of syntax.declarations) {
      for (let n = 0; n < other.count; n++) {
        const isDeclared = [K.MethodElem, K.FunctionDeclaration, K.MethodDeclaration].includes(other.kind(n));
        if (!isDeclared || other.textOf(other.field(n, F.Name)) !== called) continue;
        const parameters = [...other.children(other.field(n, F.Parameters))];
        const last = parameters.at(-1) ?? NONE;
        if (
          other.kind(last) !== K.VariadicParameterDeclaration ||
          parameters.some(p => p !== last && other.next(other.first(p)) !== other.last(p))
        )
          continue;
        found.add(`${parameters.length - 1} ${other.textOf(other.last(last))}`);
      }
    }
  }
  const [only, ...others] = found;
  const [, count = '', type = ''] = /^(\d+) (.*)$/s.exec(only ?? '') ?? [];
  const own = args.slice(Number(count));
  const isPlain = type !== '' && others.length === 0 && own.every(a => tree.kind(a) === K.CallExpression || isLiteral(tree, a));
  return isPlain ? { type, own, values: own.map(a => tree.textOf(a)) } : undefined;
}

/** Options and attributes, by how the functions that make them are called. */
const MAKERS = /^(?:With|Attr|String|Int|Int64|Bool|Float64|Label|Tag|Field)\p{Lu}?\w*$/u;

function isMaker(tree: FlatTree, call: Node): boolean {
  const callee = tree.unparen(calleeOf(tree, call));
  return MAKERS.test(tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee));
}

/** The same value each time: a literal of literals, or an option that is made of such. */
function isSettled(context: RemedyContext, e: Node): boolean {
  const { tree, packages, scopes } = context;
  if (tree.kind(e) !== K.CallExpression) return isStaticLiteral(tree, e);
  const callee = tree.unparen(calleeOf(tree, e));
  const isFunction =
    tree.kind(callee) === K.SelectorExpression ? packages.of(tree.first(callee)) !== undefined : !scopes.variableOf(callee);
  const args = argumentsOf(tree, e);
  const hasKey = args.length > 1 || tree.textOf(callee).includes('With');
  return isFunction && isMaker(tree, e) && hasKey && args.every(a => isLiteral(tree, a) || isSettled(context, a));
}

const LITERALS: ReadonlySet<K> = new Set([K.InterpretedStringLiteral, K.RawStringLiteral, K.IntLiteral, K.FloatLiteral, K.True, K.False]);
const isLiteral = (tree: FlatTree, e: Node) => LITERALS.has(tree.kind(e));

/** `L` of `L{"a", "b"}`; empty for all else. */
const typeOf = (tree: FlatTree, argument: Node | undefined): string =>
  argument !== undefined && tree.kind(argument) === K.CompositeLiteral && tree.kind(tree.first(argument)) !== K.SliceType
    ? tree.textOf(tree.first(argument))
    : '';
