/** The command line: exit codes, formats, fixes, odd files. Rules have tests of their own; one finding that is always there will do. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { RULES } from '../src/engine/rules/registry.js';
import { cli, tempFolder } from './cli-terminal.js';

const UNUSED = '//preflight:ignore pool/no-such-rule gone';
const MAIN = `package main\n\n${UNUSED}\nfunc main() {}\n`;
const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n',
  'main.go': MAIN,
  'clean/clean.go': 'package clean\n',
  Dockerfile: 'FROM scratch\n',
};

interface Json {
  readonly version: number;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly confidence: string;
    readonly file: string;
    readonly range: unknown;
    readonly message: string;
    readonly steps: readonly unknown[];
    readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly edits: readonly unknown[] }[];
    readonly suppressed: boolean;
  }[];
  readonly stats: { readonly files: number; readonly lines: number; readonly milliseconds: number };
}

describe('go-preflight', () => {
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder(FILES);
  });
  afterEach(() => folder.remove());

  const json = async (...args: string[]) => JSON.parse((await cli(folder.dir, ['check', '--format', 'json', ...args])).stdout) as Json;

  describe('exit code', () => {
    const code = async (...args: string[]) => (await cli(folder.dir, args)).code;

    it('is 0 for clean files', async () => assert.equal(await code('check', 'clean'), 0));
    it('is 1 for findings at the threshold', async () => assert.equal(await code('check'), 1));
    it('is 0 for findings below it', async () => assert.equal(await code('check', '--fail-on', 'error'), 0));
    it('is 1 when a rule is made severe', async () => {
      assert.equal(await code('check', '--fail-on', 'error', '--rule', 'preflight/unused-suppression=error'), 1);
    });
    it('is 0 when the rule is off', async () => assert.equal(await code('check', '--rule', 'preflight=off'), 0));
    for (const args of [
      ['check', 'no-such-folder'],
      ['check', '--format', 'xml'],
      ['check', '--fail-on', 'fatal'],
      ['check', '--rule', 'no/such=off'],
      ['check', '--rule', 'pool'],
      ['check', '--no-such-flag'],
      ['explain', 'no/such'],
      ['explain'],
      ['no-such-command'],
    ]) {
      it(`is 2 for \`${args.join(' ')}\`, with a reason`, async () => {
        const { code: actual, stderr, stdout } = await cli(folder.dir, args);
        assert.equal(actual, 2);
        assert.match(stderr, /\S/);
        assert.equal(stdout, '');
      });
    }
    it('is 0 for --version and --help', async () => {
      const version = await cli(folder.dir, ['--version']);
      assert.deepEqual([version.code, version.stdout], [0, '0.0.0-test\n']);
      assert.equal((await cli(folder.dir, ['check', '--help'])).code, 0);
    });
  });

  describe('--format json', () => {
    it('is the documented shape', async () => {
      const { version, findings, stats } = await json();
      assert.equal(version, 1);
      assert.deepEqual(findings, [
        {
          rule: 'preflight/unused-suppression',
          severity: 'warning',
          confidence: 'estimated',
          file: 'main.go',
          range: { start: { line: 2, character: 0 }, end: { line: 2, character: UNUSED.length } },
          message: findings[0]?.message,
          steps: [],
          fixes: [
            {
              title: 'Remove the suppression',
              safe: true,
              edits: [{ file: 'main.go', range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }, newText: '' }],
            },
          ],
          suppressed: false,
        },
      ]);
      assert.deepEqual([stats.files, stats.lines], [3, 6]);
    });

    it('counts columns in UTF-16 and a byte order mark not at all', async () => {
      folder.remove();
      folder = tempFolder({ 'a.go': `\uFEFFpackage a\n\nvar s = "é😀" ${UNUSED}\n` });
      const { findings } = await json();
      assert.deepEqual((findings[0]!.range as { start: unknown }).start, { line: 2, character: 'var s = "é😀" '.length });
    });
  });

  it('--format github writes escaped annotations', async () => {
    folder.remove();
    folder = tempFolder({ 'a,b.go': MAIN });
    const { stdout } = await cli(folder.dir, ['check', '--format', 'github']);
    assert.match(stdout, /^::warning file=a%2Cb\.go,line=3,endLine=3,col=1,endColumn=\d+,title=preflight\/unused-suppression::\S.*\n$/);
    const hints = await cli(folder.dir, ['check', '--format', 'github', '--rule', 'preflight=hint']);
    assert.equal(hints.stdout, '');
  });

  describe('--format sarif', () => {
    const schema = JSON.parse(readFileSync(join(__dirname, 'fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<string, unknown>;
    // A draft-04 schema; its keywords mean the same in later drafts, only the names of itself do not.
    delete schema.$schema;
    delete schema.id;
    // One of its patterns is no regular expression in Unicode mode.
    const ajv = new Ajv({ strict: false, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(schema);

    it('is valid SARIF 2.1.0', async () => {
      const log = JSON.parse((await cli(folder.dir, ['check', '--format', 'sarif'])).stdout) as Log;
      assert.ok(validate(log), JSON.stringify(validate.errors, null, 1));
      const [result] = log.runs[0]!.results!;
      assert.equal(result?.ruleId, 'preflight/unused-suppression');
      assert.equal(log.runs[0]!.tool.driver.rules?.[result.ruleIndex!]?.id, result.ruleId);
      assert.deepEqual(result.locations?.[0]?.physicalLocation?.artifactLocation, { uri: 'main.go', uriBaseId: 'SRCROOT' });
      assert.deepEqual(result.locations?.[0]?.physicalLocation?.region, {
        startLine: 3,
        startColumn: 1,
        endLine: 3,
        endColumn: UNUSED.length + 1,
      });
      assert.equal(result.fixes?.length, 1);
    });

    it('is valid when there is nothing to say, and refuses what is no SARIF', async () => {
      const log = JSON.parse((await cli(folder.dir, ['check', '--format', 'sarif', 'clean'])).stdout) as Log;
      assert.ok(validate(log), JSON.stringify(validate.errors));
      assert.ok(!validate({ ...log, runs: [{}] }), 'the validation must be able to fail');
    });
  });

  describe('--format text', () => {
    it('shows place, rule, line and carets', async () => {
      const { stdout } = await cli(folder.dir, ['check', 'main.go']);
      const [heading = '', source, carets, fix] = stdout.split('\n');
      assert.match(heading, /^main\.go:3:1 warning preflight\/unused-suppression: /);
      assert.equal(source, `  3 | ${UNUSED}`);
      assert.equal(carets, `    | ${'^'.repeat(UNUSED.length)}`);
      assert.equal(fix, '    fix: Remove the suppression');
      assert.match(stdout, /\n1 warning \(1 file, 4 lines, \d+\.\d\d s\)\n$/);
    });

    it('is coloured on a terminal only, and as NO_COLOR and FORCE_COLOR say', async () => {
      const coloured = async (isTerminal: boolean, env: NodeJS.ProcessEnv) =>
        (await cli(folder.dir, ['check'], { stdoutIsTerminal: isTerminal, env })).stdout.includes('\u001B[');
      assert.equal(await coloured(true, {}), true);
      assert.equal(await coloured(false, {}), false);
      assert.equal(await coloured(true, { NO_COLOR: '1' }), false);
      assert.equal(await coloured(false, { FORCE_COLOR: '1' }), true);
      assert.equal(await coloured(true, { NO_COLOR: '1', FORCE_COLOR: '1' }), false);
      assert.equal(await coloured(true, { FORCE_COLOR: '0' }), false);
    });
  });

  describe('--fix', () => {
    it('applies safe fixes and exits clean', async () => {
      const { code, stderr } = await cli(folder.dir, ['check', '--fix']);
      assert.equal(readFileSync(join(folder.dir, 'main.go'), 'utf8'), 'package main\n\nfunc main() {}\n');
      assert.match(stderr, /1 fix applied/);
      assert.equal(code, 0);
    });

    it('keeps byte order mark, line ends and mode, and writes through a link', async () => {
      folder.remove();
      folder = tempFolder({ 'real/main.go': `\uFEFF${MAIN.replaceAll('\n', '\r\n')}` });
      const file = join(folder.dir, 'real/main.go');
      chmodSync(file, 0o640);
      symlinkSync(file, join(folder.dir, 'link.go'));
      await cli(folder.dir, ['check', '--fix', 'link.go']);
      assert.equal(readFileSync(file, 'utf8'), '\uFEFFpackage main\r\n\r\nfunc main() {}\r\n');
      assert.equal(statSync(file).mode & 0o777, 0o640);
    });

    it('does not touch a file that is not valid UTF-8', async () => {
      const bytes = Buffer.concat([Buffer.from(MAIN), Buffer.from([0x2f, 0x2f, 0xff, 0xfe, 0x0a])]);
      folder.remove();
      folder = tempFolder({ 'main.go': bytes });
      const { stderr } = await cli(folder.dir, ['check', '--fix']);
      assert.deepEqual(readFileSync(join(folder.dir, 'main.go')), bytes);
      assert.match(stderr, /main\.go is not valid UTF-8, so it was not changed/);
    });
  });

  describe('files', () => {
    it('that are binary or too large get one warning each and lose nothing else', async () => {
      folder.remove();
      folder = tempFolder({
        'bin.go': Buffer.from([0x70, 0, 1, 2]),
        'huge.go': `package a\n//${'x'.repeat(2_000_000)}\n`,
        'main.go': MAIN,
      });
      const { stderr, stdout, code } = await cli(folder.dir, ['check']);
      assert.equal(code, 1);
      assert.deepEqual(stderr.trimEnd().split('\n').length, 2);
      assert.match(stderr, /bin\.go is a binary file/);
      assert.match(stderr, /huge\.go is too large to be analysed/);
      assert.match(stdout, /main\.go:3:1/);
    });

    it('in folders that go leaves out are left out, unless they are named', async () => {
      folder.remove();
      folder = tempFolder(Object.fromEntries(['vendor/a', 'testdata', '_old', '.git', 'node_modules/x'].map(d => [`${d}/main.go`, MAIN])));
      assert.equal((await json()).stats.files, 0);
      assert.equal((await json('testdata')).stats.files, 1);
      assert.equal((await json('./...')).stats.files, 0);
    });

    it('that are neither Go nor Dockerfile are named', async () => {
      assert.match((await cli(folder.dir, ['check', 'go.mod'])).stderr, /go\.mod: neither a Go file nor a Dockerfile/);
    });

    it('named twice are checked once', async () => assert.equal((await json('main.go', '.', 'main.go')).findings.length, 1));
  });

  it('shows progress on a terminal only when it takes long', async () => {
    const { stderr } = await cli(folder.dir, ['check'], { stderrIsTerminal: true });
    assert.equal(stderr, '');
  });

  it('explains every rule and lists them', async () => {
    const listed = await cli(folder.dir, ['rules']);
    const { rules } = JSON.parse((await cli(folder.dir, ['rules', '--json'])).stdout) as { rules: { id: string }[] };
    assert.deepEqual(
      rules.map(r => r.id),
      RULES.map(r => r.id),
    );
    for (const rule of RULES) {
      assert.ok(listed.stdout.includes(rule.id));
      const { code, stdout } = await cli(folder.dir, ['explain', rule.id]);
      assert.equal(code, 0);
      for (const part of [rule.id, rule.summary, 'Why it matters', 'Use instead', 'Limits'])
        assert.ok(stdout.includes(part), `${rule.id}: ${part}`);
      assert.ok(!/[«»]/.test(stdout), 'marks are for the tester');
    }
  });

  it('suggests a rule after a typing error', async () => {
    assert.match((await cli(folder.dir, ['explain', 'unused-suppression'])).stderr, /Did you mean preflight\/unused-suppression\?/);
  });
});
