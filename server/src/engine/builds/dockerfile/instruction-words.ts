/** Words of Dockerfile instructions, split and unquoted as the builder's own lexer does (it is not a shell: no globs, no `$( )`). */
import type { Span } from '../../base/finding.js';
import type { LogicalText } from '../../syntax/logical-text.js';
import type { ExpansionOperator, Word, WordPart } from '../../syntax/word.js';

export interface Pair {
  readonly name: string;
  readonly nameSpan: Span;
  /** Undefined when there is no `=`. */
  readonly value?: Word;
}

/** The words of `text` from index `from` on. */
export function splitWords(text: LogicalText, escapeChar: string, from = 0): Word[] {
  const out: Word[] = [];
  const reader = new WordReader(text, escapeChar, from);
  for (let word = reader.next(); word; word = reader.next()) out.push(word);
  return out;
}

/** `ENV A=b C=d`, `ENV A b c`, `ARG A=b C`. Only ENV has the form without `=`. */
export function readPairs(keyword: 'ENV' | 'ARG', text: LogicalText, escapeChar: string): Pair[] {
  const words = splitWords(text, escapeChar);
  const first = words[0];
  if (!first) return [];
  if (keyword === 'ENV' && !/^\s*[^\s=]*=/.test(text.text)) {
    const begin = text.text.search(/\S/);
    const name = /^\S+/.exec(text.text.slice(begin))![0];
    const at = begin + name.length;
    const start = at + (/^\s*/.exec(text.text.slice(at))?.[0].length ?? 0);
    const reader = new WordReader(text, escapeChar, start);
    return [{ name, nameSpan: text.span(begin, at), value: reader.rest() }];
  }
  return words.map(pairOf);
}

function pairOf(word: Word): Pair {
  const head = word.parts[0];
  if (head?.kind !== 'text') return { name: '', nameSpan: word.span };
  const equals = head.text.indexOf('=');
  if (equals < 0) return { name: head.text, nameSpan: word.span };
  const start = head.span.start;
  const rest = word.parts.slice(1);
  const tail = head.text.slice(equals + 1);
  const valueStart = start + equals + 1;
  const parts: readonly WordPart[] =
    tail === '' ? rest : [{ ...head, text: tail, span: { start: valueStart, end: head.span.end } }, ...rest];
  return {
    name: head.text.slice(0, equals),
    nameSpan: { start, end: start + equals },
    value: { span: { start: valueStart, end: word.span.end }, parts },
  };
}

class WordReader {
  private parts: WordPart[] = [];
  private buffer = '';
  private bufferStart = 0;

  constructor(
    private readonly source: LogicalText,
    private readonly escapeChar: string,
    private at: number,
  ) {}

  /** The next word, or undefined at the end. */
  next(): Word | undefined {
    const text = this.source.text;
    while (this.at < text.length && /\s/.test(text[this.at]!)) this.at++;
    if (this.at >= text.length) return undefined;
    return this.read(true);
  }

  /** All that is left as one word, blanks included, blanks at the end left out. */
  rest(): Word {
    const word = this.read(false);
    const last = word.parts.at(-1);
    if (last?.kind !== 'text' || last.quoted) return word;
    const text = last.text.trimEnd();
    const end = last.span.end - (last.text.length - text.length);
    return {
      span: { start: word.span.start, end },
      parts: [...word.parts.slice(0, -1), { ...last, text, span: { start: last.span.start, end } }],
    };
  }

  private read(toBlank: boolean): Word {
    const text = this.source.text;
    const start = this.at;
    this.parts = [];
    this.begin();
    while (this.at < text.length) {
      const c = text[this.at]!;
      if (toBlank && /\s/.test(c)) break;
      if (c === "'") this.singleQuoted();
      else if (c === '"') this.doubleQuoted();
      else if (c === '$') this.variable(false);
      else if (c === this.escapeChar && this.at + 1 < text.length) this.take(text[this.at + 1]!, 2);
      else this.take(c, 1);
    }
    this.flush(false);
    return { span: this.source.span(start, this.at), parts: this.parts };
  }

  private singleQuoted(): void {
    this.flush(false);
    const end = this.source.text.indexOf("'", this.at + 1);
    const stop = end < 0 ? this.source.text.length : end;
    this.parts.push({
      kind: 'text',
      text: this.source.text.slice(this.at + 1, stop),
      quoted: true,
      span: this.source.span(this.at + 1, stop),
    });
    this.at = Math.min(stop + 1, this.source.text.length);
    this.begin();
  }

  private doubleQuoted(): void {
    const text = this.source.text;
    this.flush(false);
    this.at++;
    this.begin();
    while (this.at < text.length && text[this.at] !== '"') {
      const c = text[this.at]!;
      const next = text[this.at + 1];
      if (c === '$') this.variable(true);
      else if (c === this.escapeChar && (next === '"' || next === '$' || next === this.escapeChar)) this.take(next, 2);
      else this.take(c, 1);
    }
    this.flush(true);
    if (this.at < text.length) this.at++;
    this.begin();
  }

  private variable(quoted: boolean): void {
    const text = this.source.text;
    const rest = text.slice(this.at, this.at + 1024);
    const m = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?!\w)(?:(:?[-+?])([^{}]*)|([^}]*))\})/.exec(rest);
    if (!m) {
      this.take('$', 1);
      return;
    }
    this.flush(quoted);
    const span = this.source.span(this.at, this.at + m[0].length);
    const operandStart = this.at + m[0].length - 1 - (m[4]?.length ?? 0);
    this.at += m[0].length;
    const name = m[1] ?? m[2]!;
    const raw = m[0];
    if (m[3] !== undefined) {
      const operator: ExpansionOperator = m[3] === ':-' || m[3] === '-' || m[3] === ':+' || m[3] === '+' ? m[3] : 'other';
      const operand = new WordReader(this.source, this.escapeChar, operandStart).upTo(this.at - 1);
      this.parts.push({ kind: 'variable', name, operator, operand, raw, quoted, span });
    } else if (m[5]) this.parts.push({ kind: 'variable', name, operator: 'other', raw, quoted, span });
    else this.parts.push({ kind: 'variable', name, raw, quoted, span });
    this.begin();
  }

  private upTo(end: number): readonly WordPart[] {
    while (this.at < end) {
      if (this.source.text[this.at] === '$') this.variable(false);
      else this.take(this.source.text[this.at]!, 1);
    }
    this.flush(false);
    return this.parts;
  }

  private begin(): void {
    this.buffer = '';
    this.bufferStart = this.at;
  }

  private take(text: string, width: number): void {
    if (this.buffer === '') this.bufferStart = this.at;
    this.buffer += text;
    this.at += width;
  }

  private flush(quoted: boolean): void {
    if (this.buffer !== '') this.parts.push({ kind: 'text', text: this.buffer, quoted, span: this.source.span(this.bufferStart, this.at) });
    this.begin();
  }
}
