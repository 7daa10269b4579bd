/** Messages in the reader's words. Called where text leaves: by the writers of the command line, the language server, reports. */
import { type Arguments, englishTexts, type Message, messages } from './message.js';

/** A language: text by message id. What it lacks stays English. */
export type Bundle = Readonly<Record<string, string>>;

let bundle: Bundle = {};

/** Chooses the language of this thread. */
export function useBundle(texts: Bundle): void {
  bundle = texts;
}

export interface Worded {
  /** What is wrong and why. */
  readonly text: string;
  /** What to do, as an imperative; empty where nothing is said about it. */
  readonly help: string;
}

const words = messages('words', { help: 'Help: {help}' });

/** Both parts with `code` in backquotes, as Markdown has it. */
export function worded(message: Message): Worded {
  // Broken into lines before it is filled: an argument may hold a line break of its own.
  const parts = sentences(message).map(({ id, args }) =>
    textOf(id)
      .split('\n')
      .map(line => filled(line, args)),
  );
  const join = (lines: readonly string[]) => lines.filter(line => line !== '').join(' ');
  return { text: join(parts.map(p => p[0]!)), help: join(parts.flatMap(p => p.slice(1))) };
}

/** One Markdown text: what is wrong, why, and the help behind it. */
export function markdown(message: Message): string {
  const { text, help } = worded(message);
  return help === '' ? text : `${text} ${helped(help)}`;
}

/** Markdown for readers: outside of its code in backquotes, nothing that came from a file turns into emphasis or a link. */
export function inert(text: string): string {
  return text.replace(/\\`|`[^`]*`|[\\`*_{}[\]<>#|~]/g, part => (part.length > 1 ? part : `\\${part}`));
}

/** A help with the word before it that says that it is one. */
export function helped(help: string): string {
  const { id, args } = words.help({ help });
  return filled(textOf(id), args);
}

/** What is wrong and why as plain text, without the help: for headings and lines of trees. */
export function plainText(message: Message): string {
  return withoutBackquotes(worded(message).text);
}

/** Plain text with the help on a line of its own, for places that show more than one line. */
export function plainLines(message: Message): string {
  const { text, help } = worded(message);
  return withoutBackquotes(help === '' ? text : `${text}\n${helped(help)}`);
}

/** The same for places that show plain text: code stands in quotes instead of backquotes. */
export function plain(message: Message): string {
  return withoutBackquotes(markdown(message));
}

/** `code` in single quotes; without any where the code has quotes itself. A backquote that is meant as one stands behind a backslash. */
export function withoutBackquotes(text: string): string {
  return text.replace(/\\`|`([^`]*)`/g, (_, code?: string) => {
    if (code === undefined) return '`';
    return /['"“]/.test(code) || code === '' ? code : `'${code}'`;
  });
}

/** The message and all that follows it. */
function sentences(message: Message): Message[] {
  return [message, ...(message.then ?? []).flatMap(sentences)];
}

function textOf(id: string): string {
  return (Object.hasOwn(bundle, id) ? bundle[id] : undefined) ?? englishTexts().get(id) ?? id;
}

function filled(text: string, args: Arguments): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(args, name) ? String(args[name]) : whole));
}
