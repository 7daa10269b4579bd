/** The language of the command line, with a translation that can be told from English: no edge shows words of its own. */
import assert from 'node:assert/strict';
import { translationsFor } from '../../../src/engine/base/locale.js';
import { useBundle } from '../../../src/engine/base/wording.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';
import { isTranslated, pseudoBundle, untranslated } from '../../support/pseudo-locale.js';

const MAIN = 'package main\n\n//preflight:ignore pool/no-such-rule gone\nfunc main() {}\n';
const HEADING = 'main.go:3:1 warning preflight/unused-suppression: ';

describe('go-preflight in another language', () => {
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder({ 'main.go': MAIN, 'broken.go': Buffer.from([0x70, 0]) });
  });
  afterEach(() => {
    folder.remove();
    useBundle({});
  });

  const bundle = (locale: string) => (translationsFor(locale).includes('xx') ? pseudoBundle() : {});
  const inXx = (...args: string[]) => cli(folder.dir, [...args, '--locale', 'xx'], { bundle });

  it('is what --locale says, else the environment, else English', async () => {
    const heading = async (args: string[], env: Record<string, string>) =>
      (await cli(folder.dir, ['check', 'main.go', ...args], { bundle, env })).stdout.split('\n')[0]!.slice(HEADING.length);
    const english = await heading([], {});
    for (const [args, env] of [
      [['--locale', 'xx'], {}],
      [['--locale=xx-YY'], { LC_ALL: 'C' }],
      [[], { LANG: 'xx_YY.UTF-8' }],
      [[], { LC_MESSAGES: 'xx', LANG: 'fr' }],
    ] as [string[], Record<string, string>][])
      assert.equal(await heading(args, env), `⟦${english}⟧`, JSON.stringify([args, env]));
    for (const env of [{ LC_ALL: 'C', LANG: 'xx' }, { LANG: 'POSIX' }, { LANG: 'fr_FR' }] as Record<string, string>[])
      assert.equal(await heading([], env), english, JSON.stringify(env));
    assert.equal(await heading(['--locale', 'en'], { LANG: 'xx' }), english);
  });

  it('holds for every word of the text', async () => {
    const { stdout, stderr } = await inXx('check', 'main.go', 'broken.go');
    const caret = '^'.repeat(MAIN.split('\n')[2]!.length);
    assert.equal(untranslated(stdout), `${HEADING}\n  3 | ${MAIN.split('\n')[2]}\n    | ${caret}\n    \n     \n\n\n (, , )\n`);
    assert.equal(untranslated(stderr), 'go-preflight: \n');
    assert.ok(stderr.includes('broken.go'), stderr);
  });

  it('holds for the other formats, whose ids are the same in every language', async () => {
    const [english, json] = await Promise.all(
      [[], ['--locale', 'xx']].map(async more =>
        JSON.parse((await cli(folder.dir, ['check', '--format', 'json', ...more], { bundle })).stdout),
      ),
    );
    const { message, messageId, args, fixes } = json.findings[0];
    assert.ok(isTranslated(message) && isTranslated(fixes[0].title), message);
    assert.deepEqual(
      [messageId, args, fixes[0].messageId],
      [english.findings[0].messageId, english.findings[0].args, english.findings[0].fixes[0].messageId],
    );
    const [result] = JSON.parse((await inXx('check', '--format', 'sarif')).stdout).runs[0].results;
    assert.ok(isTranslated(result.message.text) && isTranslated(result.message.markdown), result.message.text);
    assert.ok(isTranslated((await inXx('check', '--format', 'github')).stdout.split('::')[2]!));
  });

  it('holds for the help of every command', async () => {
    for (const command of [[], ...['check', 'escapes', 'explain', 'matrix', 'rules', 'inspect', 'cgo', 'doctor', 'lsp'].map(c => [c])]) {
      const { stdout, code } = await inXx(...command, '--help');
      assert.equal(code, 0);
      assert.ok(isTranslated(stdout), `${command}\n${untranslated(stdout)}`);
    }
  });

  it('holds for reports, refusals and what --fix did', async () => {
    for (const args of [
      ['doctor'],
      ['matrix'],
      ['explain', 'no/such-rule'],
      ['explain', 'nowhere.go:1'],
      ['explain', 'main.go:1'],
      ['check', 'nowhere'],
      ['check', '--tier', 'all'],
      ['check', '--fix', 'main.go'],
      ['escapes', '--since', 'HEAD'],
      ['escapes', '--baseline', 'nowhere.json'],
      ['escapes', '--write', 'main.go'],
      ['inspect', 'main.go'],
      ['inspect', 'nowhere'],
      ['cgo'],
      ['cgo', 'nowhere'],
    ]) {
      const { stdout, stderr } = await inXx(...args);
      const text = args.includes('--fix') ? stderr : stdout + stderr;
      assert.ok(isTranslated(text), `${args.join(' ')}\n${text}\n${untranslated(text)}`);
    }
  });
});
