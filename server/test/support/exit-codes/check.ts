/** Situations of `check` without the compiler, and of its fixes. */
import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleById } from '../../../src/engine/rules/registry.js';
import type { CliResult } from '../cli-terminal.js';
import { makePipe } from '../odd-files.js';
import { FAULT, MOD, MODULE, type Situation, type Situations, WITH_FAULT, withoutRights, write } from './situation.js';

const finds = ({ stdout }: CliResult) => assert.match(stdout, /good\/Dockerfile:2:\d+ \w+ experiment\/syntax/);
const says =
  (text: RegExp) =>
  ({ stderr }: CliResult) =>
    assert.match(stderr, text);

/** Beside a fault that is found all the same. */
const beside = (more: Omit<Situation, 'args'> & { readonly args?: readonly string[] }): Situation => ({
  args: ['check', '.'],
  ...more,
  files: { ...WITH_FAULT, ...more.files },
  also(result, dir) {
    finds(result);
    more.also?.(result, dir);
  },
});

const suppressed = FAULT.replace('ENV', '# preflight:ignore experiment/syntax on purpose\nENV');
const manyGets = `package a\n\nimport "sync"\n\nvar p sync.Pool\n\nfunc f() {\n${Array.from({ length: 6000 }, (_, i) => `\tb${i} := p.Get().(*int)\n\tp.Put(b${i})\n`).join('')}}\n`;

async function withFailingRule(run: () => Promise<CliResult>): Promise<CliResult> {
  const { checks } = ruleById('pool/new-missing') as { checks: { go?: unknown } };
  const { go } = checks;
  checks.go = () => {
    throw new Error('slip');
  };
  try {
    return await run();
  } finally {
    checks.go = go;
  }
}

/** Somebody adds a line to the Dockerfile whenever its rules have run. */
async function withAWriter(run: () => Promise<CliResult>, dir: string): Promise<CliResult> {
  const { checks } = ruleById('experiment/syntax') as { checks: { dockerfile?: ((...args: unknown[]) => unknown) | undefined } };
  const { dockerfile } = checks;
  checks.dockerfile = (...args) => {
    appendFileSync(join(dir, 'Dockerfile'), '# more\n');
    return dockerfile?.(...args);
  };
  try {
    return await run();
  } finally {
    checks.dockerfile = dockerfile;
  }
}

const fix = (more: Partial<Situation>): Situation => ({ files: { Dockerfile: FAULT }, args: ['check', '--fix'], ...more });
const kept = (_: CliResult, dir: string) => assert.equal(readFileSync(join(dir, 'Dockerfile'), 'utf8').replaceAll('# more\n', ''), FAULT);
const unchanged = (_: CliResult, dir: string) => assert.equal(readFileSync(join(dir, 'Dockerfile'), 'utf8'), FAULT);

export const CHECK: Situations = {
  check: {
    'no findings': { args: ['check'] },
    'a finding of at least `--fail-on`': { files: WITH_FAULT, args: ['check'], also: finds },
    'findings below `--fail-on`': { files: WITH_FAULT, args: ['check', '--fail-on', 'error'], also: finds },
    'findings that comments suppress': { files: { Dockerfile: suppressed }, args: ['check'] },
    'the rule is off': { files: WITH_FAULT, args: ['check', '--rule', 'experiment/syntax=off'] },
    '`--rule` makes a finding severe': { files: WITH_FAULT, args: ['check', '--fail-on', 'error', '--rule', 'experiment/syntax=error'] },
    '`.go-preflight.yaml` turns the rule off': {
      files: { ...WITH_FAULT, '.go-preflight.yaml': 'rules: {experiment: off}\n' },
      args: ['check'],
    },
    'a named file that `.go-preflight.yaml` excludes (said on stderr)': {
      files: { ...WITH_FAULT, '.go-preflight.yaml': 'exclude: good/\n' },
      args: ['check', 'good/Dockerfile'],
      also: says(/good\/Dockerfile/),
    },
    'something wrong in `.go-preflight.yaml`, the rest of which counts': beside({
      files: { '.go-preflight.yaml': 'rules: {no/such: off}\n' },
      also: says(/\.go-preflight\.yaml:1: .*no\/such/),
    }),
    'a file of `--config` that cannot be read': beside({ args: ['check', '--config', 'missing.yaml'], also: says(/missing\.yaml/) }),
    'a folder without anything to check (said on stderr)': { files: { 'docs/a.md': '' }, args: ['check', 'docs'] },
    'a named file that is only read for what it says about others, such as go.mod (said on stderr)': { args: ['check', 'go.mod'] },
    'files with syntax errors: looked at as far as they can be read': {
      files: { 'a.go': 'package a\n\nfunc f( {\n', Dockerfile: 'FROM scratch\nRUNNN x\n', '.github/workflows/a.yml': 'on: [\n' },
      args: ['check'],
    },
    'something that cannot be read in `vendor` or `testdata`': {
      lay(dir) {
        for (const name of ['vendor', 'testdata']) {
          write(dir, `${name}/x/bin.go`, Buffer.alloc(4));
          symlinkSync('self.go', join(dir, name, 'self.go'));
        }
      },
      args: ['check'],
    },
    'another file of the package of a named file cannot be read (said on stderr)': {
      files: { ...MODULE, 'a/b.go': Buffer.alloc(4) },
      args: ['check', 'a/a.go'],
    },
    'a YAML file too large to be analyzed that its folder alone makes a manifest (said on stderr)': {
      files: { 'config/crd.yaml': `apiVersion: v1\nkind: Pod\nx: ${'y'.repeat(2_000_000)}\n` },
      args: ['check'],
      also: says(/crd\.yaml is too large to be analyzed/),
    },
    'a path that does not exist': { args: ['check', 'nope'], also: says(/nope: no such file or directory/) },
    'a path that does not exist, beside one with findings, which are printed': beside({ args: ['check', 'nope', 'good', 'a'] }),
    'a pattern that matches nothing': {
      args: ['check', 'nope/...', 'a/*.none'],
      also: ({ stderr }) => assert.equal(stderr.trim().split('\n').length, 2),
    },
    'a named file of a kind that is not checked': { files: { ...MODULE, 'README.md': '' }, args: ['check', 'README.md', 'a'] },
    'a file that cannot be read': beside({
      needs: ['POSIX'],
      lay(dir) {
        chmodSync(dir, 0o755);
        write(dir, 'a/b.go', 'package a\n');
        chmodSync(join(dir, 'a/b.go'), 0);
      },
      during: withoutRights,
      also: says(/b\.go cannot be read \(EACCES\)/),
    }),
    'a folder that cannot be read': beside({
      needs: ['POSIX'],
      files: { 'shut/a.go': 'package shut\n' },
      lay(dir) {
        chmodSync(dir, 0o755);
        chmodSync(join(dir, 'shut'), 0);
      },
      during: async (run, dir) => withoutRights(run).finally(() => chmodSync(join(dir, 'shut'), 0o755)),
      also: says(/The folder .*shut cannot be read/),
    }),
    'a pipe or a device': beside({
      needs: ['POSIX'],
      lay(dir) {
        makePipe(join(dir, 'a/pipe.go'));
        symlinkSync('/dev/zero', join(dir, 'a/zero.go'));
      },
    }),
    'a link out of the folder and its repository': beside({ needs: ['POSIX'], lay: dir => symlinkSync(__filename, join(dir, 'a/out.go')) }),
    'more than 10 links to one file': beside({
      needs: ['POSIX'],
      lay(dir) {
        for (let i = 0; i <= 10; i++) symlinkSync('a.go', join(dir, `a/link${i}.go`));
      },
      also: says(/Only 10 links to one file are read/),
    }),
    'folders more than 100 deep in each other': beside({
      needs: ['POSIX'],
      lay(dir) {
        const deep = join(dir, ...Array.from({ length: 102 }, () => 'd'));
        mkdirSync(deep, { recursive: true });
        writeFileSync(join(deep, 'deep.go'), 'package deep\n');
      },
      also: says(/more than 100 folders deep is not read/),
    }),
    'links in circles': beside({ needs: ['POSIX'], lay: dir => symlinkSync('self.go', join(dir, 'a/self.go')) }),
    'a binary file, or one that is too large': beside({
      files: { 'a/bin.go': Buffer.alloc(4), 'a/huge.go': `package a\n//${'x'.repeat(2_000_000)}\n` },
      also: ({ stderr }) => assert.equal(stderr.trim().split('\n').length, 2),
    }),
    'a file that would take too long to analyze': beside({
      files: { 'a/gets.go': manyGets },
      also: ({ stderr }) => assert.match(stderr, /gets\.go is not fully analyzed/),
    }),
    'a rule that fails': beside({
      files: { 'a/p.go': 'package a\n\nimport "sync"\n\nvar p sync.Pool\n' },
      during: withFailingRule,
      also: says(/slip/),
    }),
    'a go.mod that cannot be read': beside({ files: { 'go.mod': Buffer.alloc(4) }, also: says(/go\.mod is a binary file/) }),
    'a go.mod without a module line': beside({ files: { 'go.mod': 'go 1.20\n' }, also: says(/go\.mod has no module line/) }),
    'a go.mod with the marks of a merge conflict': beside({
      files: { 'go.mod': `${MOD}<<<<<<< HEAD\n` },
      also: says(/go\.mod:4 is the mark of a merge conflict/),
    }),
  },
  'check --fix': {
    'everything was fixed': fix({ also: (_, dir) => assert.match(readFileSync(join(dir, 'Dockerfile'), 'utf8'), /nogreenteagc/) }),
    'findings of at least `--fail-on` are left': fix({ files: { Dockerfile: `${FAULT}ENV GOEXPERIMENT=nonsense\n` } }),
    'a file to fix is read-only': fix({ lay: dir => chmodSync(join(dir, 'Dockerfile'), 0o444), also: unchanged }),
    'a file to fix is a link out of the folder': fix({
      needs: ['POSIX'],
      files: { 'other/Dockerfile': FAULT, 'own/x.md': '' },
      lay: dir => symlinkSync('../other/Dockerfile', join(dir, 'own/Dockerfile')),
      args: ['check', '--fix', 'own/Dockerfile'],
      also: (_, dir) => assert.ok(lstatSync(join(dir, 'own/Dockerfile')).isSymbolicLink()),
    }),
    'a file to fix is not valid UTF-8': fix({ files: { Dockerfile: Buffer.concat([Buffer.from(`${FAULT}# `), Buffer.from([0xff, 10])]) } }),
    'a file to fix cannot be written': fix({
      needs: ['POSIX'],
      lay(dir) {
        chmodSync(dir, 0o555);
        chmodSync(join(dir, 'Dockerfile'), 0o666);
      },
      during: async (run, dir) => withoutRights(run).finally(() => chmodSync(dir, 0o755)),
      also: unchanged,
    }),
    'a file to fix changes whenever it has been looked at': fix({ during: withAWriter, also: kept }),
  },
} satisfies Record<string, Record<string, Situation>>;
