/** What strangers write into names, code and messages of tools to be obeyed where it is shown, and what each kind of place must not obey. */
import assert from 'node:assert/strict';

const ESC = '\u001b';

/** Each with a word of its own, by which it is found again. */
export const HOSTILE: Readonly<Record<string, string>> = {
  clipboard: `clipboard${ESC}]52;c;aGk=\u0007`,
  colour: `colour${ESC}[45mX${ESC}[2J`,
  c1: 'c1\u009b2J\u009d52;c;aGk=\u009c',
  delete: 'delete\u007f\b\u0001',
  carriage: 'carriage\rreturn',
  bidi: 'bidi\u202etxt.og\u2066x\u2069\u200f\u061c',
  line: 'line\n::error file=x::INJECTED',
  separator: 'separator\u2028::error file=x::INJECTED',
  command: '::error file=x::command',
  runner: 'runner##[error]x##vso[task.setvariable]y',
  image: '![image](http://evil.example/p.png)',
  link: '[link](command:evil)',
  address: 'address www.evil.example https://evil.example',
  html: '<img src=html>',
  code: 'code`a``b```c\\`',
  quote: '`![quoted](http://evil.example/p.png)`',
  emphasis: '**emphasis** _x_ | a | ~~b~~',
  item: '- item',
  icon: '$(check) icon',
};

export const ALL_HOSTILE = Object.values(HOSTILE).join(' ');

/** What no name of a file can hold is left out. */
export const asFileName = (text: string) => text.replaceAll('/', '∕');

/** C0, DEL, C1, separators of lines and controls of direction. */
const CONTROL = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

/** One line or, with `\n`, several: nothing in it is a control character. */
export function assertVisible(text: string, isOneLine = false): void {
  const rest = isOneLine ? text.replaceAll('\t', '') : text.replace(/[\t\n]/g, '');
  assert.ok(!CONTROL.test(rest), `a control character in ${JSON.stringify(text)}`);
}

/** Nothing but our own colours is obeyed by a terminal, and nothing by the runner that keeps the log. */
export function assertTerminal(text: string): void {
  // picocolors: red, green, yellow, blue, cyan; bold and dim; and what ends them.
  assertVisible(text.replace(new RegExp(`${ESC}\\[(?:1|2|22|3[1-469])m`, 'g'), ''));
  for (const line of text.split('\n')) assert.doesNotMatch(line, /^\s*::|##\w*\[/, 'a command to a runner');
}

/** A notification or a status line of an editor. */
export function assertNotice(text: string): void {
  assertVisible(text, true);
  assert.doesNotMatch(text, /\]\(\s*\w+:/, 'a link');
}

/** Rendered, it has no link but to `targets`, no image, HTML, address or emphasis of a stranger's. */
export function assertMarkdown(text: string, targets = /^$/): void {
  assertVisible(text);
  const live = liveMarkdown(text);
  const rest = live.replace(/(!?)\[[^[\]]*\]\(([^()\s]*)\)/g, (_, image: string, target: string) => {
    assert.equal(image, '', `an image in ${text}`);
    assert.match(target, targets, `a link in ${text}`);
    return '';
  });
  assert.doesNotMatch(rest, /\]\(|<[a-z/!]|:\/\/|www\.|~~|\*emphasis|(?:^|\s)_x_/i, `something is rendered in ${text}`);
  assert.doesNotMatch(rest, /^- item/m);
}

/** Markdown without what stands behind a backslash and without its code (CommonMark 6.1: a run of backquotes ends at one of its length). */
function liveMarkdown(text: string): string {
  let live = '';
  for (let at = 0; at < text.length; ) {
    const run = /^`+/.exec(text.slice(at))?.[0];
    if (text[at] === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '')) at += 2;
    else if (run) {
      const end = new RegExp(`(?<!\`)${run}(?!\`)`).exec(text.slice(at + run.length));
      at += run.length + (end ? end.index + run.length : 0);
    } else live += text[at++];
  }
  return live;
}
