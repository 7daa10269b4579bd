/** What `check` writes in each format, about one finding that is always there. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { cli, tempFolder } from '../../support/cli-terminal.js';

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

describe('go-preflight check', () => {
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder(FILES);
  });
  afterEach(() => folder.remove());

  const json = async (...args: string[]) => JSON.parse((await cli(folder.dir, ['check', '--format', 'json', ...args])).stdout) as Json;

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
          messageId: 'preflight/unused-suppression/unknownRule',
          args: { rule: 'pool/no-such-rule' },
          steps: [],
          fixes: [
            {
              title: 'Remove the comment',
              messageId: 'preflight/unused-suppression/removeFix',
              args: {},
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

  describe('--format gitlab', () => {
    it('is a Code Quality report with relative paths and lines that count from 1', async () => {
      const [issue, ...others] = JSON.parse((await cli(folder.dir, ['check', '--format', 'gitlab'])).stdout) as Record<string, unknown>[];
      assert.deepEqual(others, []);
      const { description, fingerprint, ...rest } = issue!;
      assert.deepEqual(rest, {
        ...{ check_name: 'preflight/unused-suppression', severity: 'major' },
        location: { path: 'main.go', lines: { begin: 3, end: 3 } },
      });
      assert.match(String(description), /pool\/no-such-rule/);
      assert.match(String(fingerprint), /^[0-9a-f]{64}$/);
    });

    it('is an empty list when there is nothing to say', async () => {
      assert.equal((await cli(folder.dir, ['check', '--format', 'gitlab', 'clean'])).stdout, '[]\n');
    });
  });

  describe('--format junit', () => {
    const suite = (xml: string) =>
      /<testsuite name="go-preflight" tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(xml)!.slice(1).map(Number);

    it('has a failed test for what the run fails for, and a passed one for other findings', async () => {
      const failing = (await cli(folder.dir, ['check', '--format', 'junit'])).stdout;
      assert.deepEqual(suite(failing), [1, 1, 0]);
      assert.match(
        failing,
        /<testcase classname="main\.go" name="preflight\/unused-suppression \(main\.go:3:1\)" file="main\.go" line="3">\n +<failure message="[^"]+" type="warning">main\.go:3:1 warning /,
      );
      const passing = await cli(folder.dir, ['check', '--format', 'junit', '--fail-on', 'error']);
      assert.deepEqual([passing.code, ...suite(passing.stdout)], [0, 1, 0, 0]);
      assert.match(passing.stdout, /<system-out>main\.go:3:1 warning preflight\/unused-suppression: /);
    });

    it('has an error for what could not be looked at, and a passed test when all is well', async () => {
      writeFileSync(join(folder.dir, 'clean/broken.go'), Buffer.from([0x70, 0]));
      assert.deepEqual(suite((await cli(folder.dir, ['check', '--format', 'junit', 'clean'])).stdout), [1, 0, 1]);
      rmSync(join(folder.dir, 'clean/broken.go'));
      assert.deepEqual(suite((await cli(folder.dir, ['check', '--format', 'junit', 'clean'])).stdout), [1, 0, 0]);
    });

    it('is XML whatever a file is called', async () => {
      folder.remove();
      const name = `a<b>&"'\u0001\u202e.go`;
      folder = tempFolder({ [name]: MAIN });
      const { stdout } = await cli(folder.dir, ['check', '--format', 'junit']);
      assert.ok(stdout.includes(`classname="a&lt;b&gt;&amp;&quot;'\\x01\\u202e.go"`), stdout);
    });
  });

  it('calls a finding alike when its line has moved, and two that read alike differently', async () => {
    const names = async () => {
      const log = JSON.parse((await cli(folder.dir, ['check', '--format', 'sarif', 'main.go'])).stdout) as Log;
      return log.runs[0]!.results!.map(r => r.partialFingerprints?.['goPreflight/v1']);
    };
    const [before] = await names();
    writeFileSync(join(folder.dir, 'main.go'), `package main\n\n\n${UNUSED}\nfunc main() {}\n\n${UNUSED}\nfunc f() {}\n`);
    const after = await names();
    assert.equal(after.length, 2);
    assert.equal(after[0], before);
    assert.notEqual(after[1], before);
  });

  describe('--format sarif', () => {
    const schema = JSON.parse(readFileSync(join(__dirname, '../../fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<
      string,
      unknown
    >;
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
      const { id, text, markdown } = result.message;
      assert.equal(id, 'preflight/unused-suppression/unknownRule');
      assert.ok(markdown?.includes('`pool/no-such-rule`') && !text?.includes('`'), `${text} ${markdown}`);
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
      const [heading = '', source, carets, help, fix] = stdout.split('\n');
      assert.match(heading, /^main\.go:3:1 warning preflight\/unused-suppression: /);
      assert.equal(source, `  3 | ${UNUSED}`);
      assert.equal(carets, `    | ${'^'.repeat(UNUSED.length)}`);
      assert.match(help!, /^ {4}Help: \S/);
      assert.equal(fix, '    fix: Remove the comment');
      assert.match(stdout, /\n1 warning \(1 file, 4 lines, \d+\.\d\d s\)\n$/);
    });

    it('has findings only with --quiet', async () => {
      const [whole, quiet] = await Promise.all(
        [[], ['-q']].map(async more => (await cli(folder.dir, ['check', 'main.go', ...more])).stdout),
      );
      assert.ok(whole!.startsWith(quiet!) && /fix: .*\n\n$/.test(quiet!), quiet);
      assert.equal((await cli(folder.dir, ['check', '--quiet', 'clean'])).stdout, '');
    });

    it('is coloured on a terminal only, and as --color, NO_COLOR and FORCE_COLOR say', async () => {
      const coloured = async (isTerminal: boolean, env: NodeJS.ProcessEnv, ...words: string[]) =>
        (await cli(folder.dir, ['check', ...words], { stdoutIsTerminal: isTerminal, env })).stdout.includes('\u001B[');
      assert.equal(await coloured(true, {}), true);
      assert.equal(await coloured(false, {}), false);
      assert.equal(await coloured(true, { NO_COLOR: '1' }), false);
      assert.equal(await coloured(false, { FORCE_COLOR: '1' }), true);
      assert.equal(await coloured(true, { NO_COLOR: '1', FORCE_COLOR: '1' }), false);
      assert.equal(await coloured(true, { FORCE_COLOR: '0' }), false);
      assert.equal(await coloured(true, {}, '--color', 'never'), false);
      assert.equal(await coloured(false, { NO_COLOR: '1' }, '--color=always'), true);
      assert.equal(await coloured(false, {}, '--color=auto'), false);
    });
  });
});
