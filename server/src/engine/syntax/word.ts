/** Words of shell text and of Dockerfile instructions: literal text, variables, and what only a running shell could tell. */
import type { Span } from '../base/finding.js';

/** `:-` default when unset or empty, `-` default when unset, `:+` and `+` alternative when set; others are not evaluated. */
export type ExpansionOperator = ':-' | '-' | ':+' | '+' | 'other';

export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean; readonly span: Span }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly operator?: ExpansionOperator;
      readonly operand?: readonly WordPart[];
      readonly raw: string;
      readonly quoted: boolean;
      readonly span: Span;
    }
  /** Command substitution, arithmetic, arrays: `raw` is the source. `isOneWord`: a shell splits it nowhere. */
  | { readonly kind: 'unknown'; readonly raw: string; readonly quoted: boolean; readonly isOneWord?: true; readonly span: Span };

/** Spans are offsets into the file that holds the word. */
export interface Word {
  readonly span: Span;
  readonly parts: readonly WordPart[];
}

/** The word's text when it holds nothing but text. */
export function literal(word: Word | undefined): string | undefined {
  if (!word) return undefined;
  let text = '';
  for (const part of word.parts) {
    if (part.kind !== 'text') return undefined;
    text += part.text;
  }
  return text;
}

/** A word written as it stands, such as a string of an exec-form instruction. */
export function textWord(text: string, span: Span): Word {
  return { span, parts: [{ kind: 'text', text, quoted: true, span }] };
}

/** Cuts of one text; a text with more of them stays whole. */
const MAX_CUTS = 50;

/** Where a text goes on in another place of its file, as after a continued line: its straight runs, `start` first and `end` last. */
export function straightRuns(start: number, end: number, offsetAt: (index: number) => number): readonly number[] {
  const cuts = [start];
  // Most texts stand in one piece.
  if (end - start < 2 || offsetAt(end - 1) - offsetAt(start) === end - 1 - start) return [start, end];
  for (let i = start + 1, before = offsetAt(start); i < end; i++) {
    const offset = offsetAt(i);
    if (offset > before + 1) cuts.push(i);
    before = offset;
  }
  return cuts.length > MAX_CUTS ? [start, end] : [...cuts, end];
}

/**
 * A piece of a word with the offsets of its characters in the file: `at[i]` is where `text[i]` stands, `at[text.length]` the end.
 * Source of a variable is kept as it is written.
 */
export function sourceOf(word: Word): { readonly text: string; readonly at: readonly number[] } {
  let text = '';
  const at: number[] = [];
  for (const part of word.parts) {
    const piece = part.kind === 'text' ? part.text : part.raw;
    const exact = piece.length === part.span.end - part.span.start;
    for (let i = 0; i < piece.length; i++) at.push(exact ? part.span.start + i : part.span.start);
    text += piece;
  }
  at.push(word.parts.at(-1)?.span.end ?? word.span.end);
  return { text, at };
}
