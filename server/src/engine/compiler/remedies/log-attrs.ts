/** `log.Debug("m", "n", n)` of log/slog -> `log.LogAttrs(ctx, slog.LevelDebug, "m", slog.Int("n", n))`: attributes are boxed only when they are written. */
import { messages } from '../../base/message.js';
import { argumentsOf, calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { fullName, typeName } from './type-name.js';

const say = messages('remedy/log-attrs', {
  title: 'Pass attributes with LogAttrs',
  verified: '(verified: fewer heap allocations, and none for these when the level is disabled)',
});

const LEVELLED = /^(Debug|Info|Warn|Error)(Context)?$/;
/** Constructors of attributes, by the type of the value. */
const MAKERS: Readonly<Record<string, string>> = {
  ...{ string: 'String', int: 'Int', int64: 'Int64', uint64: 'Uint64', bool: 'Bool', float64: 'Float64' },
  ...{ 'time.Duration': 'Duration', 'time.Time': 'Time' },
};

export function logAttrs(context: RemedyContext): Remedy | undefined {
  const { tree, packages, source } = context;
  const call = callAround(context);
  const callee = call === NONE ? NONE : tree.unparen(calleeOf(tree, call));
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const [, level, hasContext] = LEVELLED.exec(tree.textOf(tree.last(callee))) ?? [];
  const slog = importedAs(source, 'log/slog');
  const logger = tree.first(callee);
  const isSlog = packages.of(logger) === 'log/slog' || typeName(context, logger) === 'log/slog.Logger';
  if (level === undefined || !isSlog || slog === undefined || isHidden(context, slog)) return undefined;
  const args = argumentsOf(tree, call);
  const ctx = hasContext === undefined ? `${importedAs(source, 'context') ?? 'context'}.Background()` : tree.textOf(args[0] ?? NONE);
  const [message, ...rest] = hasContext === undefined ? args : args.slice(1);
  const attributes =
    message === undefined || rest.some(a => tree.kind(a) === K.VariadicArgument) ? undefined : attributesOf(context, rest, slog);
  const imports = hasContext === undefined ? importEdits(source, 'context', undefined) : [];
  if (!attributes || !imports || message === undefined || tree.textOf(call).includes('\n')) return undefined;
  if (hasContext === undefined && isHidden(context, 'context')) return undefined;
  const text = [ctx, `${slog}.Level${level}`, tree.textOf(message), ...attributes].join(', ');
  return {
    title: say.title,
    safe: false,
    edits: [...imports, context.edit(tree.span(call), `${tree.textOf(logger)}.LogAttrs(${text})`)],
    proof: 'fewer',
    verified: say.verified,
  };
}

/** The call that the finding is an argument of. */
function callAround({ tree, nodes }: RemedyContext): Node {
  const list = nodes.map(n => tree.parent(n)).find(p => tree.kind(p) === K.ArgumentList);
  const call = list === undefined ? NONE : tree.parent(list);
  return tree.kind(call) === K.CallExpression ? call : NONE;
}

/** Attributes as they are, and pairs of a key and a value as attributes; undefined where a key is no string literal, or has no value. */
function attributesOf(context: RemedyContext, rest: readonly Node[], slog: string): string[] | undefined {
  const { tree } = context;
  const out: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const text = tree.textOf(rest[i]!);
    if (tree.kind(rest[i]!) === K.CallExpression && text.startsWith(`${slog}.`)) {
      out.push(text);
      continue;
    }
    const value = rest[i + 1];
    if (tree.kind(rest[i]!) !== K.InterpretedStringLiteral || value === undefined) return undefined;
    out.push(`${slog}.${MAKERS[fullName(typeAt(context, value))] ?? 'Any'}(${text}, ${tree.textOf(value)})`);
    i++;
  }
  return out;
}
