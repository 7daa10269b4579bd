/**
 * `l.Debug("m", "n", n)` as a statement -> `if l.Enabled(Debug) { … }`: what is logged is boxed only where somebody reads it. Of the package's own
 * loggers the question is the one that the method itself begins with (`if !l.Enabled(Debug) { return }`), of known ones a table's.
 */
import { messages } from '../../base/message.js';
import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { earlyReturn } from './early-return.js';
import { importEdits, importedAs } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
import { typeName } from './type-name.js';
import { isWithoutEffect } from './without-effect.js';

const say = messages('remedy/level-guard', {
  title: 'Call it only if `{condition}`',
  verified: '(verified: compiles, and the arguments are boxed only when it is)',
});

const NAME = /^[\p{L}_][\p{L}\p{N}_.]*$/u;
const LEVELLED = /^(Trace|Debug|Info|Warn|Error)(?:f|w|ln|(Context))?$/;
/** Questions that loggers answer; `{l}` is the logger, `{Level}` the level in the method's name, `{pkg}` the package that has its levels. */
const QUESTIONS = table<{ readonly pkg: string; readonly ask: string }>({
  'log/slog.Logger': { pkg: 'log/slog', ask: '{l}.Enabled({ctx}, {pkg}.Level{Level})' },
  'go.uber.org/zap.Logger': { pkg: 'go.uber.org/zap', ask: '{l}.Core().Enabled({pkg}.{Level}Level)' },
  'go.uber.org/zap.SugaredLogger': { pkg: 'go.uber.org/zap', ask: '{l}.Level().Enabled({pkg}.{Level}Level)' },
  'github.com/sirupsen/logrus.Logger': { pkg: 'github.com/sirupsen/logrus', ask: '{l}.IsLevelEnabled({pkg}.{Level}Level)' },
  'github.com/sirupsen/logrus.Entry': { pkg: 'github.com/sirupsen/logrus', ask: '{l}.Logger.IsLevelEnabled({pkg}.{Level}Level)' },
  'github.com/hashicorp/go-hclog.Logger': { pkg: '', ask: '{l}.Is{Level}()' },
});

export function levelGuard(context: RemedyContext): Remedy | undefined {
  const { tree, source } = context;
  const call = loggingCall(context);
  const statement = tree.parent(call);
  if (call === NONE || tree.kind(statement) !== K.ExpressionStatement || tree.parentKind(statement) !== K.StatementList) return undefined;
  const condition = knownQuestion(context, call) ?? earlyReturn(context, call);
  const text = tree.textOf(statement);
  if (condition === undefined || isAsked(context, statement, condition) || (text.includes('\n') && text.includes('`'))) return undefined;
  if (
    !isWithoutEffect(context, tree.childOfKind(call, K.ArgumentList)) ||
    tree.comments.some(c => tree.starts[call]! < c.start && c.end < tree.ends[call]!)
  ) {
    return undefined;
  }
  const needsContext = condition.includes('.Background()');
  const imports = needsContext ? importEdits(source, 'context', undefined) : [];
  if (!imports || (needsContext && isHidden(context, 'context'))) return undefined;
  const indent = indentOf(tree, statement);
  return {
    title: say.title({ condition }),
    safe: false,
    edits: [...imports, context.edit(tree.span(statement), `if ${condition} {\n${indent}\t${text.replaceAll('\n', '\n\t')}\n${indent}}`)],
    proof: 'builds',
    verified: say.verified,
  };
}

/** The call that the finding is, or is an argument of. */
function loggingCall({ tree, nodes }: RemedyContext): Node {
  for (const call of nodes.flatMap(n => [n, tree.parent(tree.parent(n))])) {
    const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
    if (tree.parentKind(call) === K.ExpressionStatement && [K.SelectorExpression, K.Identifier].includes(tree.kind(callee))) return call;
  }
  return NONE;
}

function knownQuestion(context: RemedyContext, call: Node): string | undefined {
  const { tree, source } = context;
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const logger = tree.textOf(tree.first(callee));
  const [, level, takesContext] = LEVELLED.exec(tree.textOf(tree.last(callee))) ?? [];
  const question = QUESTIONS[typeName(context, tree.first(callee)) ?? ''];
  const pkg = question && question.pkg !== '' ? importedAs(source, question.pkg) : '';
  if (level === undefined || !question || pkg === undefined || !NAME.test(logger)) return undefined;
  const ctx =
    takesContext === undefined
      ? `${importedAs(source, 'context') ?? 'context'}.Background()`
      : tree.textOf(argumentsOf(tree, call)[0] ?? NONE);
  if ((pkg !== '' && isHidden(context, pkg)) || !NAME.test(ctx.replace(/\(\)$/, ''))) return undefined;
  return question.ask.replace('{l}', logger).replace('{pkg}', pkg).replace('{Level}', level).replace('{ctx}', ctx);
}

/** A condition before the statement asks the same, or a part of it. */
function isAsked({ tree }: RemedyContext, statement: Node, condition: string): boolean {
  const questions = condition.split(' && ').filter(q => !q.endsWith(' nil'));
  for (let n = 0; n < statement; n++) {
    const asked = tree.kind(n) === K.IfStatement ? tree.textOf(tree.field(n, F.Condition)) : '';
    if (questions.some(q => asked.includes(q))) return true;
  }
  return false;
}
