// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** No regular expression of the product needs more than a number of steps for each character, whatever the text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hardTexts } from '../support/regex-hard-texts.js';
import { regexLiterals } from '../support/regex-literals.js';
import { CountedRegex, TooManySteps } from '../support/regex-steps.js';

const ROOT = join(__dirname, '../../..');
const SIZE = 200;
/** Steps for a text of twice the size; more than any linear expression needs. */
const LIMIT = 200_000;
/** Twice the text, at most about twice the steps. */
const GROWTH = 2.5;
/** Short of this many steps for each character growth is no matter. */
const FREE = 8;

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap(e => {
    const path = join(dir, e.name);
    return e.isDirectory() ? sources(path) : e.name.endsWith('.ts') ? [path] : [];
  });
}

/** The text that shows it, or undefined when the expression is linear. */
function hardFor(source: string, flags: string): string | undefined {
  const regex = new CountedRegex(source, flags, LIMIT);
  for (const write of hardTexts(regex.root)) {
    const text = write(2 * SIZE);
    try {
      const steps = regex.search(text);
      if (steps > FREE * text.length && steps > GROWTH * regex.search(write(SIZE))) return text;
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      return text;
    }
  }
  return undefined;
}

describe('regular expressions', function () {
  this.timeout(120_000);

  it('are found in sources, and nothing else is', () => {
    const text =
      'const a = b / c / d; // /no/\nx.replace(/a[/]\\//g, `${/in/.test("/no/")} /no/`); return /^\\s+$/m;\n/* /no/ */ f(\'/no/\', /e/)';
    assert.deepEqual(
      regexLiterals(text).map(r => `${r.line} ${r.source} ${r.flags}`),
      ['2 a[/]\\/ g', '2 in ', '2 ^\\s+$ m', '3 e '],
    );
  });

  for (const [source, flags] of [
    ['\\s+$', ''],
    ['^\\s*go', 'm'],
    ['(a+)+b', ''],
    ['/\\*[^]*?\\*/', ''],
    ['(?<!\\\\)(?:a|b)*c', ''],
    ['\\w+@', 'g'],
  ] as const) {
    it(`takes /${source}/${flags} for hard`, () => assert.ok(hardFor(source, flags) !== undefined));
  }

  for (const [source, flags] of [
    ['^\\s+$', ''],
    ['^[ \\t]*go', 'm'],
    ['^(?:a+,)+b', ''],
    ['\\bgo\\b', 'g'],
    ['^([^=]*)=(.*)$', ''],
    ['[a-z]', 'g'],
  ] as const) {
    it(`takes /${source}/${flags} for easy`, () => assert.equal(hardFor(source, flags), undefined));
  }

  it('are linear, all of them', () => {
    const hard: string[] = [];
    let count = 0;
    for (const path of [join(ROOT, 'server/src'), join(ROOT, 'client/src')].flatMap(sources)) {
      for (const { line, source, flags } of regexLiterals(readFileSync(path, 'utf8'))) {
        count++;
        const text = hardFor(source, flags);
        if (text !== undefined)
          hard.push(
            `${relative(ROOT, path)}:${line} /${source}/${flags} with ${JSON.stringify(text.slice(0, 20))}…${JSON.stringify(text.slice(-3))}`,
          );
      }
    }
    assert.ok(count > 500, `only ${count} were found`);
    assert.deepEqual(hard, []);
  });
});
