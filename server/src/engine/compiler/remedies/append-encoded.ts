/**
 * A text that is made only to be appended -> appended where it goes: `append(b, hex.EncodeToString(x)...)` -> `hex.AppendEncode(b, x)`,
 * `append(b, strconv.Itoa(n)...)` -> `strconv.AppendInt(b, int64(n), 10)`, `append(b, t.Format(l)...)` -> `t.AppendFormat(b, l)`.
 */
import { messages } from '../../base/message.js';
import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { fullName } from './type-name.js';

const say = messages('remedy/append-encoded', {
  title: 'Append to `{name}` without an intermediate string',
  verified: '(verified: fewer heap allocations)',
});

interface Append {
  readonly name: string;
  /** First minor release. */
  readonly since: number;
  /** Arguments of the new call, from those of the old one. */
  readonly with?: (args: readonly string[]) => readonly string[];
}

/** Functions of packages, and methods of encodings and times, by what makes the string. */
const APPENDS = table<Append>({
  'encoding/hex.EncodeToString': { name: 'AppendEncode', since: 22 },
  'encoding/base64.EncodeToString': { name: 'AppendEncode', since: 22 },
  'encoding/base32.EncodeToString': { name: 'AppendEncode', since: 22 },
  'strconv.Itoa': { name: 'AppendInt', since: 16, with: ([n = '']) => [`int64(${n})`, '10'] },
  'strconv.FormatInt': { name: 'AppendInt', since: 16 },
  'strconv.FormatUint': { name: 'AppendUint', since: 16 },
  'strconv.FormatFloat': { name: 'AppendFloat', since: 16 },
  'strconv.FormatBool': { name: 'AppendBool', since: 16 },
  'strconv.Quote': { name: 'AppendQuote', since: 16 },
  'time.Time.Format': { name: 'AppendFormat', since: 16 },
});

export function appendEncoded(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, language } = context;
  const append = appendCall(context);
  const [buffer, spread] = append === NONE ? [] : argumentsOf(tree, append);
  if (buffer === undefined || spread === undefined || tree.kind(spread) !== K.VariadicArgument || scopes.variableOf(calleeOf(tree, append)))
    return undefined;
  const made = tree.first(spread);
  const callee = tree.kind(made) === K.CallExpression ? calleeOf(tree, made) : NONE;
  const to = tree.kind(callee) === K.SelectorExpression ? APPENDS[makerOf(context, callee)] : undefined;
  if (!to || language.minor < to.since || tree.comments.some(c => c.start > tree.starts[append]! && c.end < tree.ends[append]!))
    return undefined;
  const args = argumentsOf(tree, made).map(a => tree.textOf(a));
  const given = [tree.textOf(buffer), ...(to.with?.(args) ?? args)].join(', ');
  return {
    title: say.title({ name: tree.textOf(buffer) }),
    safe: false,
    edits: [context.edit(tree.span(append), `${tree.textOf(tree.first(callee))}.${to.name}(${given})`)],
    proof: 'fewer',
    saves: 1,
    verified: say.verified,
  };
}

/** `append(b, s...)`, when the finding is about it or about what makes the string. */
function appendCall({ tree, nodes }: RemedyContext): Node {
  for (const n of nodes) {
    const call = tree.parentKind(n) === K.VariadicArgument ? tree.parent(tree.parent(tree.parent(n))) : n;
    if (tree.kind(call) === K.CallExpression && tree.textOf(calleeOf(tree, call)) === 'append' && argumentsOf(tree, call).length === 2)
      return call;
  }
  return NONE;
}

/** `encoding/base64.EncodeToString` of `base64.StdEncoding.EncodeToString`, `time.Time.Format` of a time's. */
function makerOf(context: RemedyContext, callee: Node): string {
  const { tree, packages } = context;
  const operand = tree.first(callee);
  const name = tree.textOf(tree.last(callee));
  const from = packages.of(operand);
  if (from !== undefined) return `${from}.${name}`;
  if (tree.kind(operand) === K.SelectorExpression && packages.of(tree.first(operand))?.startsWith('encoding/') === true) {
    return `${packages.of(tree.first(operand))}.${name}`;
  }
  return `${fullName(typeAt(context, operand))}.${name}`;
}
