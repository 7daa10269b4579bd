/** Situations of `check --tier all`. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { CliResult } from '../cli-terminal.js';
import { makePipe } from '../odd-files.js';
import { fakeGo, fullDisk, listed } from './odd-go.js';
import { BROKEN, LEAKS, leak, MOD, real, type Situation, type Situations } from './situation.js';

const ALL = ['check', '--tier', 'all'];
const live = (more: Partial<Situation>): Situation => ({ needs: ['go'], args: ALL, env: real, ...more });
const fake = (list: (dir: string) => string, more: Partial<Situation> = {}): Situation => ({
  needs: ['POSIX'],
  files: LEAKS,
  args: ALL,
  env: dir => fakeGo(dir, list(dir)),
  also: estimates,
  ...more,
});

/** What the compiler says nothing about is still there as an estimate. */
function estimates({ stdout }: CliResult): void {
  for (const name of ['a', 'b', 'c']) assert.match(stdout, new RegExp(`^${name}/${name}\\.go:4:2 hint escape/`, 'm'));
}

const lines = (stderr: string) => stderr.trim().split('\n').length;
const folders = Array.from({ length: 120 }, (_, i) => [`p${i}/p.go`, 'package p\n'] as const);

export const TIER: Situations = {
  'check --tier all': {
    'every package was compiled': live({ files: LEAKS, also: estimates }),
    'build constraints leave nothing of a package, or it has tests only': live({
      files: { 'go.mod': MOD, 't/t_test.go': 'package t\n', 'u/u.go': '//go:build plan9\n\npackage u\n', 'u/u_test.go': 'package u\n' },
    }),
    'more folders than fit on a command line, one of which `./...` leaves out': live({
      files: { 'go.mod': `${MOD}\nignore ./p7\n`, ...Object.fromEntries(folders), 'p7/leak.go': leak('p') },
      args: [...ALL, '--format', 'json'],
      also: ({ stdout }) => assert.match(stdout, /"confidence": ?"confirmed"/),
    }),
    'no go command: the estimates are printed': { files: LEAKS, args: ALL, also: estimates },
    'a package does not build': live({ files: { ...LEAKS, 'd/b.go': BROKEN }, also: estimates }),
    'tests that `--tests` asks for do not build': live({
      files: { ...LEAKS, 'a/a_test.go': BROKEN.replace('b', 'a') },
      args: [...ALL, '--tests'],
    }),
    'a package needs a module that is not on this machine': live({
      files: { ...LEAKS, 'd/d.go': 'package d\n\nimport _ "example.com/none/x"\n' },
      also: ({ stderr }) => assert.match(stderr, /app\/d does not build/),
    }),
    'a package imports one of the same module that has a pipe among its sources: go is not started': live({
      needs: ['go', 'POSIX'],
      files: { ...LEAKS, 'd/d.go': 'package d\n\nimport _ "example.com/app/a"\n' },
      lay: dir => void makePipe(join(dir, 'a/pipe.go')),
      args: [...ALL, 'd'],
      also: ({ stderr }) => assert.match(stderr, /^go-preflight: \S+\/a\/pipe\.go is not a regular file, so .*\n$/),
    }),
    'go is killed': fake(dir => `${listed(dir, 'a')}kill -9 $$\n`, { also: ({ stderr }) => assert.match(stderr, /SIGKILL/) }),
    'go ends well and prints nothing': fake(() => 'exit 0\n', { also: ({ stderr }) => assert.equal(lines(stderr), 3) }),
    'go says nothing about one package of several': fake(dir => listed(dir, 'a', 'c'), {
      also: ({ stderr }) => assert.match(stderr, /^go-preflight: .*\/b: the go command says nothing about this package\.\n$/),
    }),
    'go fails after it has answered for one package of several': fake(dir => `${listed(dir, 'a')}echo "go: slip" >&2\nexit 1\n`, {
      also: ({ stderr }) => assert.match(stderr, /The go command failed: go: slip/),
    }),
    'what is called go answers something else': fake(() => 'echo hello\n'),
    'a go.mod that go refuses': live({ files: { ...LEAKS, 'go.mod': `${MOD}unheard of\n` }, also: estimates }),
    'a go.mod that go refuses, beside a module that it compiles': live({
      files: { ...LEAKS, 'd/go.mod': 'modul x\n', 'd/d.go': leak('d') },
      also: result => {
        estimates(result);
        assert.match(result.stdout, /^d\/d\.go:4:2 hint/m);
        assert.equal(lines(result.stderr), 1);
      },
    }),
    'the disk of GOCACHE is full': fake(() => '', { needs: ['POSIX'], env: fullDisk }),
  },
};
