/** Messages in the reader's words. Called where text leaves: by the writers of the command line, the language server, reports. */
import { type Arguments, englishTexts, type Message, messageKey, messages } from './message.js';
import { markdownCode, markdownData, markdownText, visible, withoutLinks } from './printable.js';

/** A language: text by message id. What it lacks stays English. */
export type Bundle = Readonly<Record<string, string>>;

let bundle: Bundle = {};

/** Chooses the language of this thread. */
export function useBundle(texts: Bundle): void {
  bundle = texts;
  worded.clear();
}

export interface Worded {
  /** What is wrong and why. */
  readonly text: string;
  /** What to do, as an imperative; empty where nothing is said about it. */
  readonly help: string;
}

/** How a place shows a text: its `code`, its own words, and arguments among them, which are data whatever they hold. */
interface Style {
  code(content: string): string;
  own(words: string): string;
  data(argument: string): string;
  /** One that is meant as a letter. */
  readonly backquote: string;
}

const PLAIN: Style = { code: code => inQuotes(visible(code)), own: words => words, data: visible, backquote: '`' };
const BACKQUOTES: Style = { ...PLAIN, code: code => `\`${visible(code)}\``, backquote: '\\`' };
const MARKDOWN: Style = { code: markdownCode, own: markdownText, data: markdownData, backquote: '\\`' };

const words = messages('words', { help: 'Help: {help}' });

/** Both parts as Markdown, in which nothing that came from a file turns into emphasis or a link. */
export function markdownParts(message: Message): Worded {
  return parts(message, MARKDOWN);
}

/** Both parts as plain text: code stands in quotes. */
export function plainParts(message: Message): Worded {
  return parts(message, PLAIN);
}

/** Both parts as plain text in which `code` stands in backquotes. */
export function backquotedParts(message: Message): Worded {
  return parts(message, BACKQUOTES);
}

/** One Markdown text: what is wrong, why, and the help behind it. */
export function markdown(message: Message): string {
  return joined(markdownParts(message), ' ');
}

/** The same as plain text in which `code` stands in backquotes. */
export function backquoted(message: Message): string {
  return joined(backquotedParts(message), ' ');
}

/** A help with the word before it that says that it is one. */
export function helped(help: string): string {
  const { id, args } = words.help({ help });
  return filled(textOf(id), args);
}

/** What is wrong and why as plain text, without the help: for headings and lines of trees. */
export function plainText(message: Message): string {
  return plainParts(message).text;
}

/** Plain text with the help on a line of its own, for places that show more than one line. */
export function plainLines(message: Message): string {
  return plainlyJoined(message, '\n');
}

/** The same for places that show plain text: code stands in quotes instead of backquotes. */
export function plain(message: Message): string {
  return plainlyJoined(message, ' ');
}

/** What editors show, by message: an edit leaves most findings as they were. */
const worded = new Map<string, string>();
const MAX_WORDED = 2000;

function plainlyJoined(message: Message, between: string): string {
  const key = between + messageKey(message);
  let text = worded.get(key);
  if (text === undefined) {
    text = joined(plainParts(message), between);
    if (worded.size >= MAX_WORDED) worded.clear();
    worded.set(key, text);
  }
  return text;
}

/** The same for notifications and status lines, which would make links of what looks like one. */
export function notice(message: Message): string {
  return withoutLinks(plain(message));
}

/** Our own Markdown as plain text: `code` in single quotes. A backquote that is meant as one stands behind a backslash. */
export function withoutBackquotes(text: string): string {
  return text.replace(/\\`|`([^`]*)`/g, (_, code?: string) => (code === undefined ? '`' : inQuotes(code)));
}

/** Without any quotes where the code has some itself. */
function inQuotes(code: string): string {
  return /['"“]/.test(code) || code === '' ? code : `'${code}'`;
}

function joined({ text, help }: Worded, between: string): string {
  return help === '' ? text : `${text}${between}${helped(help)}`;
}

function parts(message: Message, style: Style): Worded {
  // Broken into lines before it is filled: an argument may hold a line break of its own.
  const all = sentences(message).map(({ id, args }) =>
    textOf(id)
      .split('\n')
      .map(line => styled(line, args, style)),
  );
  const join = (lines: readonly string[]) => lines.filter(line => line !== '').join(' ');
  return { text: join(all.map(p => p[0]!)), help: join(all.flatMap(p => p.slice(1))) };
}

/** The message and all that follows it. */
function sentences(message: Message): Message[] {
  return [message, ...(message.then ?? []).flatMap(sentences)];
}

function textOf(id: string): string {
  return (Object.hasOwn(bundle, id) ? bundle[id] : undefined) ?? englishTexts().get(id) ?? id;
}

/** A text is taken apart before it is filled, so that no argument begins or ends its code. */
function styled(text: string, args: Arguments, style: Style): string {
  return text.replace(/\\`|`([^`]*)`|\{(\w+)\}|[^\\`{]+|[\\`{]/g, (part, code?: string, name?: string) => {
    if (part === '\\`') return style.backquote;
    if (code !== undefined) return style.code(filled(code, args));
    return name !== undefined && Object.hasOwn(args, name) ? style.data(String(args[name])) : style.own(part);
  });
}

function filled(text: string, args: Arguments): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(args, name) ? String(args[name]) : whole));
}
