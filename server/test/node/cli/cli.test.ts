/** The command line: exit codes, fixes, odd files, explanations. Rules have tests of their own; one finding that is always there will do. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { withoutBackquotes } from '../../../src/engine/base/wording.js';
import { RULES } from '../../../src/engine/rules/registry.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';

const UNUSED = '//preflight:ignore pool/no-such-rule gone';
const MAIN = `package main\n\n${UNUSED}\nfunc main() {}\n`;
const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n',
  'main.go': MAIN,
  'clean/clean.go': 'package clean\n',
  Dockerfile: 'FROM scratch\n',
};

/** One warning with a safe fix, which a comment may hide. */
const dockerfile = (suppressed: boolean) =>
  `FROM golang:1.26\n${suppressed ? '# preflight:ignore experiment/syntax on purpose\n' : ''}ENV GOEXPERIMENT=-greenteagc\nRUN make\n`;

interface Json {
  readonly findings: readonly unknown[];
  readonly stats: { readonly files: number };
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
    it('is 0 when all findings are suppressed', async () => {
      folder.remove();
      folder = tempFolder({ Dockerfile: dockerfile(false) });
      assert.equal(await code('check'), 1);
      folder.remove();
      folder = tempFolder({ Dockerfile: dockerfile(true) });
      assert.equal(await code('check'), 0);
    });
    it('is 0 when the rule is off', async () => assert.equal(await code('check', '--rule', 'preflight=off'), 0));
    for (const args of [
      ['check', '--format', 'xml'],
      ['check', '--fail-on', 'fatal'],
      ['check', '--rule', 'no/such=off'],
      ['check', '--rule', 'pool'],
      ['check', '--no-such-flag'],
      ['explain', 'no/such'],
      ['explain'],
      ['explain', 'main.go'],
      ['--color', 'sometimes', 'rules'],
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
      assert.equal(version.code, 0);
      assert.match(version.stdout, /^0\.0\.0-test\nTables: Go 1\.\d+ to 1\.\d+\. Runs on Node\.js \d+\.\d+\.\d+\.\n$/);
      assert.equal((await cli(folder.dir, ['check', '--help'])).code, 0);
    });
  });

  describe('--fix', () => {
    it('applies safe fixes and exits clean', async () => {
      const { code, stderr } = await cli(folder.dir, ['check', '--fix']);
      assert.equal(readFileSync(join(folder.dir, 'main.go'), 'utf8'), 'package main\n\nfunc main() {}\n');
      assert.match(stderr, /1 fix applied/);
      assert.equal(code, 0);
    });

    it('leaves suppressed findings alone', async () => {
      for (const suppressed of [true, false]) {
        folder.remove();
        folder = tempFolder({ Dockerfile: dockerfile(suppressed) });
        assert.equal((await cli(folder.dir, ['check', '--fix'])).code, 0);
        const expected = suppressed ? dockerfile(true) : dockerfile(false).replace('-greenteagc', 'nogreenteagc');
        assert.equal(readFileSync(join(folder.dir, 'Dockerfile'), 'utf8'), expected);
      }
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

    it('changes a file once that is found under two names', async () => {
      folder.remove();
      folder = tempFolder({ 'a.go': `package main\n\n${UNUSED}\nfunc main() {}\n\n${UNUSED}\nfunc other() {}\n` });
      symlinkSync(join(folder.dir, 'a.go'), join(folder.dir, 'b.go'));
      await cli(folder.dir, ['check', '--fix']);
      assert.equal(readFileSync(join(folder.dir, 'a.go'), 'utf8'), 'package main\n\nfunc main() {}\n\nfunc other() {}\n');
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
    it('that are binary or too large get one line each and lose nothing else', async () => {
      folder.remove();
      folder = tempFolder({
        'bin.go': Buffer.from([0x70, 0, 1, 2]),
        'late.go': `package a\n\n//${'x'.repeat(10_000)}\n\0`,
        'huge.go': `package a\n//${'x'.repeat(2_000_000)}\n`,
        'main.go': MAIN,
      });
      const { stderr, stdout, code } = await cli(folder.dir, ['check']);
      assert.equal(code, 2);
      assert.deepEqual(stderr.trimEnd().split('\n').length, 3);
      assert.match(stderr, /bin\.go is a binary file/);
      assert.match(stderr, /late\.go is a binary file/);
      assert.match(stderr, /huge\.go is too large to be analyzed/);
      assert.match(stdout, /main\.go:3:1/);
    });

    it('in folders that go leaves out are left out, unless they are named', async () => {
      folder.remove();
      folder = tempFolder(Object.fromEntries(['vendor/a', 'testdata', '_old', '.git', 'node_modules/x'].map(d => [`${d}/main.go`, MAIN])));
      assert.equal((await json()).stats.files, 0);
      assert.equal((await json('testdata')).stats.files, 1);
      assert.equal((await json('./...')).stats.files, 0);
    });

    it('named twice are checked once', async () => assert.equal((await json('main.go', '.', 'main.go')).findings.length, 1));
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
      for (const part of [rule.id, withoutBackquotes(rule.summary), 'Why it matters', 'Use instead', 'Limits'])
        assert.ok(stdout.includes(part), `${rule.id}: ${part}`);
      assert.ok(!/[«»]/.test(stdout), 'marks are for the tester');
    }
  });

  it('lists a family of rules', async () => {
    const { code, stdout } = await cli(folder.dir, ['explain', 'pool']);
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map(line => line.split(' ', 1)[0]);
    assert.deepEqual([code, ids], [0, RULES.map(r => r.id).filter(id => id.startsWith('pool/'))]);
  });

  it('says what it can explain', async () => {
    assert.match((await cli(folder.dir, ['explain', 'main.go'])).stderr, /main\.go: no line is named\. Write it as main\.go:12\./);
    assert.match((await cli(folder.dir, ['explain', 'nothing-like-it'])).stderr, /a family such as pool, or a place such as main\.go:12/);
  });

  it('suggests a rule after a typing error', async () => {
    assert.match((await cli(folder.dir, ['explain', 'unused-suppression'])).stderr, /Did you mean preflight\/unused-suppression\?/);
  });
});
