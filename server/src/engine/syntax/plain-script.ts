/**
 * Shell text without branches, pipes, redirections and other syntax, read without the grammar: most scripts of build files are a few commands of
 * plain words, and there may be thousands of them. What is read here is what `ScriptReader` makes of the same text.
 */
import type { Span } from '../base/finding.js';
import type { Source } from './bash-words.js';
import { type Statement, withStops } from './failing-commands.js';
import type { ShellAssignment, ShellNode } from './shell-node.js';
import { straightRuns, type Word, type WordPart } from './word.js';

/** Longer texts, and longer lists of commands, are for the grammar, which rests on the way and has bounds of its own. */
const MAX_LENGTH = 2000;

/** Nowhere: they begin something else than a command. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'if then else elif fi for while until do done case esac in function select time coproc'.split(' '),
);
/** Not as a command: it is none, or what follows it need not run. */
const OTHER_COMMANDS: ReadonlySet<string> = new Set(
  'export declare typeset readonly local unset unsetenv test grep command which type false'.split(' '),
);

const SEPARATOR = /[ \t]{0,8}(?:(&&)[ \t\n]*|(?:;[ \t\n]*|\n[ \t\n]*))/y;
/** What a command is called. */
const NAME = /^[A-Za-z_./][\w./-]*$/;
const BLANKS = /[ \t]+/y;
const BARE = /[\w./:@%+,-][\w./:@%+,=-]*/y;
const INSIDE = /[\w./:@%+,= -]+/y;
const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;
const RAW = /'([^'\n\\]*)'/y;
const ASSIGNED = /([A-Za-z_]\w{0,99})=/y;

/** Undefined for what the grammar has to read. */
export function plainScript(source: Source): ShellNode[] | undefined {
  return source.text.length > MAX_LENGTH ? undefined : new PlainReader(source).script();
}

class PlainReader {
  private at = 0;
  /** Of the command, as it is written. */
  private name = '';
  private readonly text: string;

  constructor(private readonly source: Source) {
    this.text = source.text;
  }

  script(): ShellNode[] | undefined {
    const { text } = this;
    const end = text.trimEnd().length;
    this.at = end - text.trim().length;
    const out: Statement[] = [];
    let isGoingOn = false;
    while (this.at < end) {
      const command = this.command();
      if (!command) return undefined;
      if (isGoingOn) out.at(-1)!.nodes.push(command);
      else out.push({ nodes: [command], isPlain: true });
      if (this.at === end) break;
      const separator = this.take(SEPARATOR);
      if (!separator || (separator[1] && this.at >= end)) return undefined;
      isGoingOn = separator[1] !== undefined;
    }
    return withStops(out);
  }

  private command(): ShellNode | undefined {
    const start = this.at;
    const assignments: ShellAssignment[] = [];
    const words: Word[] = [];
    let end = start;
    for (;;) {
      const begun = this.at;
      const name = words.length === 0 ? this.take(ASSIGNED)?.[1] : undefined;
      const word = this.word();
      if (!word) {
        // Without a value it is the grammar's.
        if (name !== undefined) return undefined;
        break;
      }
      if (name === undefined && words.length === 0) this.name = this.text.slice(begun, this.at);
      if (name === undefined) words.push(word);
      else assignments.push({ name, nameSpan: this.span(begun, begun + name.length), value: word });
      end = this.at;
      if (!this.take(BLANKS)) break;
    }
    // Blanks at the end are the separator's.
    this.at = end;
    const [head] = words;
    if (!head || !NAME.test(this.name) || OTHER_COMMANDS.has(this.name)) return undefined;
    return { kind: 'command', span: this.span(start, end), assignments, words, writes: [] };
  }

  /** Undefined where none begins, and for a keyword. */
  private word(): Word | undefined {
    const start = this.at;
    const parts: WordPart[] = [];
    for (;;) {
      const before = this.at;
      if (!this.bare(parts) && !this.variable(parts, false) && !this.raw(parts) && !this.quoted(parts)) break;
      if (this.at === before) break;
    }
    const text = this.text.slice(start, this.at);
    // The grammar may end a word within the name of its second variable.
    if (text === '' || KEYWORDS.has(text) || parts.filter(p => p.kind === 'variable').length > 1) return undefined;
    return { span: this.span(start, this.at), parts };
  }

  private bare(parts: WordPart[]): boolean {
    const start = this.at;
    const found = this.take(BARE);
    if (found) parts.push(this.textPart(start, this.at, false));
    return found !== null;
  }

  private variable(parts: WordPart[], quoted: boolean): boolean {
    const start = this.at;
    const found = this.take(VARIABLE);
    if (found) parts.push({ kind: 'variable', name: found[1] ?? found[2]!, raw: found[0], quoted, span: this.span(start, this.at) });
    return found !== null;
  }

  private raw(parts: WordPart[]): boolean {
    const start = this.at;
    const found = this.take(RAW);
    if (found) parts.push(this.textPart(start + 1, this.at - 1, true));
    return found !== null;
  }

  private quoted(parts: WordPart[]): boolean {
    const start = this.at;
    if (this.text[start] !== '"') return false;
    this.at++;
    for (;;) {
      const from = this.at;
      if (this.take(INSIDE)) parts.push(...this.insideParts(from, this.at));
      else if (!this.variable(parts, true)) break;
    }
    if (this.text[this.at] === '"') {
      this.at++;
      return true;
    }
    this.at = start;
    return false;
  }

  private insideParts(start: number, end: number): WordPart[] {
    const runs = straightRuns(start, end, this.source.offsetAt);
    return runs.slice(1).map((to, i) => this.textPart(runs[i]!, to, true));
  }

  private textPart(start: number, end: number, quoted: boolean): WordPart {
    return { kind: 'text', text: this.text.slice(start, end), quoted, span: this.span(start, end) };
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  /** The end is the place after the last character, as `spanOf` has it. */
  private span(start: number, end: number): Span {
    const { offsetAt } = this.source;
    const from = offsetAt(start);
    return { start: from, end: end > start ? offsetAt(end - 1) + 1 : from };
  }
}
