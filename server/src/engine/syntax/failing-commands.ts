/** What becomes of a script when one of its commands fails: it ends there, or it goes on as if nothing had happened. */
import type { OnFailure, ShellCommand, ShellNode } from './shell-node.js';
import type { Word } from './word.js';

export interface Statement {
  readonly nodes: ShellNode[];
  /** Commands with nothing but `&&` between them. */
  readonly isPlain: boolean;
}

/**
 * The commands of a script, those marked that surely end it: without `set -e` the last statement alone decides, with it the last command of
 * each (POSIX.1-2024, `set`).
 */
export function withStops(statements: readonly Statement[]): ShellNode[] {
  let isStrict = false;
  return statements.flatMap(({ nodes: list, isPlain }, i) => {
    const isLast = i === statements.length - 1;
    const marked = list.map((node, at): ShellNode => {
      const stops = isPlain && (isLast || (isStrict && at === list.length - 1));
      return stops && node.kind === 'command' ? { ...node, onFailure: 'ends' } : node;
    });
    for (const node of list) if (node.kind === 'command') isStrict = strictAfter(node) ?? isStrict;
    return marked;
  });
}

/** `|| true` stands behind them. */
export const forgiven = (nodes: readonly ShellNode[]): ShellNode[] =>
  nodes.map((node): ShellNode => {
    if (node.kind === 'command') return { ...node, onFailure: 'goes on' };
    return node.kind === 'subshell' || node.kind === 'maybe' ? { ...node, body: forgiven(node.body) } : node;
  });

/** True for what stands behind `||` and neither ends the script nor fails. */
export const goesOn = (otherwise: string): boolean => {
  const [name, argument] = otherwise.trim().split(/[\s;]+/, 2);
  return name === 'true' || name === ':' || name === 'echo' || (name === 'exit' && argument === '0');
};

/** Of a command in a script that another command runs. */
export function within(caller: OnFailure | undefined, own: OnFailure | undefined): OnFailure | undefined {
  if (caller === 'goes on' || own === 'goes on') return 'goes on';
  return caller === 'ends' && own === 'ends' ? 'ends' : undefined;
}

/** Undefined where the command leaves `set -e` as it is. */
function strictAfter({ words }: ShellCommand): boolean | undefined {
  const [name, ...flags] = words.map(plain);
  if (name !== 'set') return undefined;
  const found = flags.findLast(flag => /^[-+][a-z]*e/.test(flag));
  return found === undefined ? undefined : found.startsWith('-');
}

const plain = ({ parts }: Word): string => parts.map(part => (part.kind === 'text' ? part.text : '')).join('');
