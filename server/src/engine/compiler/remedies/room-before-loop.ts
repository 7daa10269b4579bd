/**
 * `x.items = append(x.items, v)` for each element of something -> room for all of them before the loop: `slices.Grow(x.items, len(xs))`, of
 * Go 1.21. For a variable that is declared empty there is a fix at its declaration.
 */
import { messages } from '../../base/message.js';
import { isPartWritten, isWritten } from '../../go/body/captures.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { loopOfBodyStatement, onlyValue } from '../../go/body/loops.js';
import { under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { isSteadyVariable } from './steady-variable.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/room-before-loop', {
  title: 'Make room for `{length}` elements before the loop',
  verified: '(verified: compiles; the loop grows `{slice}` at most once)',
});

/** First minor release with package slices. */
const SLICES = 21;
/** `x.items`. */
const FIELD = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)+$/u;

export function roomBeforeLoop(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, source, language } = context;
  const append = context.nodes.find(n => tree.kind(n) === K.CallExpression && tree.textOf(calleeOf(tree, n)) === 'append') ?? NONE;
  const [slice, element, more] = append === NONE ? [] : argumentsOf(tree, append);
  const statement = tree.parent(tree.parent(append));
  if (language.minor < SLICES || slice === undefined || element === undefined || more !== undefined) return undefined;
  if (tree.kind(element) === K.VariadicArgument || tree.kind(statement) !== K.AssignmentStatement || tree.op(statement) !== '=')
    return undefined;
  const text = tree.textOf(slice);
  const loop = loopOfBodyStatement(tree, statement);
  if (!FIELD.test(text) || tree.textOf(onlyValue(tree, statement, F.Left)) !== text || loop === NONE) return undefined;
  // Once more and once more it would copy all that is there.
  if (tree.parentKind(loop) !== K.StatementList || innermostLoop(tree, loop) !== NONE || leavesEarly(context, loop)) return undefined;
  const owner = scopes.variableOf(tree.selectorRoot(slice));
  const ranged = lengthOf(context, loop);
  const slices = importedAs(source, 'slices') ?? 'slices';
  const imports = importEdits(source, 'slices', undefined);
  const isOwn = owner !== undefined && !tree.within(owner.node, loop) && !owner.uses.some(u => tree.within(u, loop) && isWritten(tree, u));
  if (!isOwn || ranged === undefined || !imports || isHidden(context, slices) || isHidden(context, 'len')) return undefined;
  // The slice that is looped over is another one.
  if (ranged === text) return undefined;
  const before = { start: tree.starts[loop]!, end: tree.starts[loop]! };
  const length = `len(${ranged})`;
  return {
    title: say.title({ length }),
    safe: false,
    edits: [...imports, context.edit(before, `${text} = ${slices}.Grow(${text}, ${length})\n${indentOf(tree, loop)}`)],
    proof: 'builds',
    verified: say.verified({ slice: text }),
  };
}

/** What is ranged over, names only, of a type with a length. */
export function lengthOf(context: RemedyContext, loop: Node): string | undefined {
  const { tree, scopes } = context;
  const clause = tree.childOfKind(loop, K.RangeClause);
  const ranged = clause === NONE ? NONE : tree.unparen(tree.field(clause, F.Right));
  const root = ranged === NONE ? NONE : tree.selectorRoot(ranged);
  const v = tree.kind(root) === K.Identifier ? scopes.variableOf(root) : undefined;
  const { kind } = under(typeAt(context, ranged));
  if (!v || (kind !== 'slice' && kind !== 'map' && kind !== 'array') || !isSteadyVariable(context, v, loop)) return undefined;
  return v.uses.some(u => tree.within(u, loop) && isPartWritten(tree, u)) ? undefined : tree.textOf(ranged);
}

/** Most of the elements may be left out. */
export function leavesEarly({ tree }: RemedyContext, loop: Node): boolean {
  for (let n = loop + 1; n < tree.afters[loop]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.FuncLiteral) n = tree.afters[n]! - 1;
    else if (kind === K.BreakStatement || kind === K.GotoStatement || kind === K.LabeledStatement) return true;
  }
  return false;
}
