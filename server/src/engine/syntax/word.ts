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
