/**
 * A constructor that is too large to be inlined -> one that only makes the value, and a method that does the work: where the small one is inlined, the value
 * can stay on the caller's stack. The constructor's own name, parameters and result stay as they are.
 */
import { messages } from '../../base/message.js';
import { isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { UNKNOWN } from '../../go/types/model.js';
import { under } from '../../go/types/predicates.js';
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { statementsOf } from './package-function.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/small-constructor', {
  title: 'Move the work of `{func}` into a method, so that `{func}` can be inlined',
  verified: '(verified: compiles; callers that drop the value can keep it on the stack)',
});

/** Nodes of a body that the compiler surely does not inline: its budget is 80. */
const LARGE = 120;

export function smallConstructor(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, pkg } = context;
  const name = tree.textOf(tree.field(0, F.Name));
  const result = tree.field(0, F.Result);
  const type = tree.kind(result) === K.PointerType ? tree.textOf(tree.first(result)) : '';
  const [first, ...rest] = tree.kind(0) === K.FunctionDeclaration ? statementsOf(tree) : [];
  const last = rest.pop();
  if (first === undefined || last === undefined || rest.length === 0 || tree.field(0, F.TypeParameters) !== NONE || !pkg.type(type))
    return undefined;
  const v = tree.kind(first) === K.ShortVarDeclaration ? scopes.variableOf(onlyValue(tree, first, F.Left)) : undefined;
  const isOwn = v !== undefined && context.nodes.some(n => tree.within(n, v.init)) && tree.textOf(tree.first(tree.first(v.init))) === type;
  if (!v || !isOwn || tree.kind(last) !== K.ReturnStatement || scopes.variableOf(tree.first(tree.first(last))) !== v) return undefined;
  const work = { start: tree.starts[rest[0]!]!, end: tree.ends[rest.at(-1)!]! };
  const size = tree.afters[rest.at(-1)!]! - rest[0]!;
  if (size < LARGE || !isMovable(context, rest, v)) return undefined;
  const parameters = usedParameters(context, rest[0]!, tree.afters[rest.at(-1)!]!);
  const method = ['init', 'setup', 'fill'].find(m => pkg.method(type, m) === undefined && !hasField(context, type, m));
  if (!parameters || method === undefined) return undefined;
  const declared = parameters.map(p => `${p.name} ${tree.textOf(p.typeNode)}`).join(', ');
  const body = tree.text.slice(work.start, work.end);
  const end = tree.text.length;
  return {
    title: say.title({ func: name }),
    safe: false,
    edits: [
      context.edit(work, `${v.name}.${method}(${parameters.map(p => p.name).join(', ')})`),
      context.edit({ start: end, end }, `\n\nfunc (${v.name} *${type}) ${method}(${declared}) {\n\t${body}\n}`),
    ],
    proof: 'builds',
    verified: say.verified,
  };
}

/** Nothing in it leaves the function or the constructor's frame, and the value stays the one that was made. */
function isMovable({ tree, scopes }: RemedyContext, statements: readonly Node[], v: Variable): boolean {
  const [from, to] = [statements[0]!, tree.afters[statements.at(-1)!]!];
  for (let n = from; n < to; n++) {
    const kind = tree.kind(n);
    if (
      kind === K.ReturnStatement ||
      kind === K.DeferStatement ||
      kind === K.GotoStatement ||
      kind === K.LabeledStatement ||
      kind === K.FuncLiteral
    )
      return false;
    if (kind === K.CallExpression && tree.textOf(tree.first(n)) === 'recover') return false;
  }
  // Its fields are used, and its methods; what else is done with the pointer may let it out.
  return (
    v.uses.every(u => u >= to || (!isWritten(tree, u) && tree.parentKind(u) === K.SelectorExpression)) &&
    scopes.variables.every(o => o.kind !== 'type')
  );
}

/** The parameters that the statements use, in order; undefined where one has no plain type. */
function usedParameters({ scopes }: RemedyContext, from: Node, to: Node): Variable[] | undefined {
  const used = scopes.variables.filter(o => o.kind === 'parameter' && o.func === 0 && o.uses.some(u => u >= from && u < to));
  return used.some(p => p.variadic) ? undefined : used;
}

function hasField({ source }: RemedyContext, type: string, name: string): boolean {
  const struct = under(source.declared?.(type) ?? UNKNOWN);
  return struct.kind !== 'struct' || struct.fields.some(f => f.name === name);
}
