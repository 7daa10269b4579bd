/**
 * Text of strangers (names of files, code, what tools print) made fit for the places where text leaves. A terminal obeys control characters,
 * bidirectional ones reorder what is read, Markdown has links and images, CI logs have commands, notifications have links.
 */

/** C0, DEL and C1, the line and paragraph separators, and what changes the direction of text. */
const CONTROL = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;
/** The same without the ends of lines and tabs, of which a report of megabytes is full. */
const CONTROL_IN_LINE = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069](?<![\n\t])/gu;

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };

/** One line: control characters as `\x1b`, `\u202e` or `\n`. A tab moves nothing that has been written, and stays. */
export function visible(text: string): string {
  return text.replace(CONTROL, char => (char === '\t' ? char : nameOf(char)));
}

/** The same with its line ends. */
export function visibleLines(text: string): string {
  return text.replace(CONTROL_IN_LINE, (char, at: number) => (char === '\r' && text[at + 1] === '\n' ? char : nameOf(char)));
}

/** What the program itself writes to a terminal, with its colours where it has them, and without anything else that a terminal obeys. */
export function forTerminal(text: string, isColoured: boolean): string {
  if (!isColoured) return visibleLines(text);
  return text
    .split(COLOUR)
    .map((part, i) => (i % 2 === 1 ? part : visibleLines(part)))
    .join('');
}

const COLOUR = new RegExp(`(${String.fromCharCode(0x1b)}\\[\\d*m)`);

function nameOf(char: string): string {
  const code = char.charCodeAt(0);
  return NAMES[char] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

/** Lines none of which is a command to the runner that keeps the log: GitHub takes `::` at the start of a line and `##[` anywhere in it. */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\r\n\u2028\u2029]*):(?=:)/gm, '$1\\x3a').replace(RUNNER_COMMAND, '#\\x23');
}

/** `##[error]`, and `##vso[…]` of Azure Pipelines. */
const RUNNER_COMMAND = /##(?=\w*\[)/g;

/** JSON that is safe to show and reads back exactly: what `visible` would name is escaped. */
export function jsonText(value: unknown): string {
  const named = (char: string) => `\\u${hex(char.charCodeAt(0), 4)}`;
  return `${JSON.stringify(value, null, 2).replace(CONTROL_IN_LINE, named).replace(RUNNER_COMMAND, '#\\u0023')}\n`;
}

/** Prose in Markdown that stays what it is: no emphasis, link, image, HTML or code. */
export function markdownText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}

/** The same for text of strangers, in which an address is no link and an entity no character either. */
export function markdownData(text: string): string {
  return inertStart(inertAddresses(markdownText(visible(text))));
}

/** The same for tables that are read as they are written too: what would be nothing in its place stays without a backslash. */
export function markdownCell(text: string): string {
  return inertStart(inertAddresses(visible(text).replace(/[\\`*[\]<|~]|(?<!\w)_|_(?!\w)|^[#>]/g, '\\$&')));
}

function inertAddresses(markdown: string): string {
  return markdown
    .replace(/&(?=[\w\\#]+;)/g, '\\&')
    .replace(/:\/(?=\/)/g, ':\\/')
    .replace(/www\./gi, www => `${www.slice(0, 3)}\\.`)
    .replace(/@(?=[\w-]+\.[\w-])/g, '\\@');
}

/** Nothing begins a list. */
function inertStart(markdown: string): string {
  return markdown.replace(/^([-+]|\d+[.)])(?=\s)/, mark => `${mark.slice(0, -1)}\\${mark.slice(-1)}`);
}

/** Code in Markdown, whatever backquotes it has itself. */
export function markdownCode(code: string): string {
  const shown = visible(code);
  const runs = shown.match(/`+/g);
  if (!runs) return `\`${shown}\``;
  const fence = '`'.repeat(Math.max(...runs.map(run => run.length)) + 1);
  return `${fence} ${shown} ${fence}`;
}

/** An address as the target of a Markdown link: nothing in it ends the link. */
export function markdownTarget(uri: string): string {
  return uri.replace(/[\s()<>[\]\\`*"']/g, char => `%${hex(char.charCodeAt(0), 2).toUpperCase()}`);
}

/** Plain text for notifications and the like, in which editors make `[text](address)` a link to click on. */
export function withoutLinks(text: string): string {
  return text.replace(/\]\((?=\s*[a-z][a-z\d+.-]*:)/gi, ']\\x28');
}

/** Plain text for status items, in which editors make `$(name)` an icon. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\((?=[\w~-]+\))/g, '\\$(');
}
