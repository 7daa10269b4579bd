/** Situations of the commands that explain and report. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fakeGo } from './odd-go.js';
import { BROKEN, LEAKS, leak, MOD, MODULE, real, type Situation, type Situations, WITH_FAULT } from './situation.js';

const live = (args: readonly string[], more: Partial<Situation> = {}): Situation => ({
  needs: ['go'],
  files: LEAKS,
  args,
  env: real,
  ...more,
});
const circle = (dir: string) => symlinkSync('Dockerfile', join(dir, 'Dockerfile'));
const MAIN = { 'go.mod': MOD, 'main.go': 'package main\n\nfunc main() {}\n' };
const NEEDS = { ...MAIN, 'main.go': 'package main\n\nimport _ "example.com/none/x"\n\nfunc main() {}\n' };

export const REPORTS: Situations = {
  explain: {
    'a rule': { args: ['explain', 'pool/copied'] },
    'a place, with what is on the heap there': live(['explain', 'a/a.go:4'], {
      also: ({ stdout }) => assert.match(stdout, /^a\/a\.go:4:2/),
    }),
    'a place where the compiler reports no heap allocation': live(['explain', 'a/a.go:1']),
    'a rule that does not exist': { args: ['explain', 'pool/copie'] },
    'a file that does not exist, or is no Go file': { args: ['explain', 'none.go:1'] },
    'a line that the file does not have': live(['explain', 'a/a.go:99']),
    'a file that is not compiled here, or is generated': live(['explain', 'a/o.go:3'], {
      files: { ...LEAKS, 'a/o.go': `//go:build plan9\n\n${leak('a', 'O')}` },
    }),
    'the package does not build': live(['explain', 'b/b.go:3'], { files: { ...LEAKS, 'b/b.go': BROKEN } }),
    'no go command': { files: LEAKS, args: ['explain', 'a/a.go:4'] },
  },
  matrix: {
    'the matrix is shown, whatever differs in it': { files: WITH_FAULT, args: ['matrix'] },
    'a folder where nothing builds (said on stderr)': { files: { 'a.md': '' }, args: ['matrix'] },
    'a path that does not exist': {
      files: WITH_FAULT,
      args: ['matrix', 'nope', '.'],
      also: ({ stdout }) => assert.match(stdout, /Dockerfile/),
    },
    'a file that builds cannot be read': { needs: ['POSIX'], files: WITH_FAULT, lay: circle, args: ['matrix'] },
    'a go.mod without a module line': { files: { ...WITH_FAULT, 'go.mod': 'go 1.20\n' }, args: ['matrix'] },
  },
  inspect: {
    'a binary, wherever it was built': { args: ['inspect', process.execPath] },
    'something in the workspace around cannot be read (said on stderr)': {
      needs: ['go', 'POSIX'],
      files: MAIN,
      lay(dir) {
        build(dir);
        circle(dir);
      },
      args: ['inspect', 'app'],
    },
    'a file that does not exist, or is a folder': { args: ['inspect', 'a'] },
    'a file that is no binary': { args: ['inspect', 'go.mod'] },
  },
  cgo: {
    'all packages were found, by `go list`': live(['cgo'], { files: MAIN, also: ({ stdout }) => assert.match(stdout, /go list/) }),
    'all packages were found in the sources, without a go command': { files: MAIN, args: ['cgo'] },
    'a folder without Go files (said on stderr)': { files: { 'a.md': '' }, args: ['cgo'] },
    'a folder that does not exist': { args: ['cgo', 'nope'] },
    'a package that a program imports is not on this machine': { files: NEEDS, args: ['cgo'] },
    'go fails: the sources are read instead': {
      needs: ['POSIX'],
      files: MAIN,
      args: ['cgo'],
      env: dir => fakeGo(dir, 'echo "go: slip" >&2\nexit 1\n'),
      also: ({ stdout }) => assert.match(stdout, /example\.com\/app/),
    },
  },
  doctor: {
    'a report, whatever is wrong with the machine': { args: ['doctor'], env: () => ({ PATH: '/nowhere' }) },
    'a folder that does not exist': { args: ['doctor', 'nope'] },
  },
  rules: { 'the list': { files: MODULE, args: ['rules'] } },
};

function build(dir: string): void {
  const { status, stderr } = spawnSync('go', ['build', '-o', 'app', '.'], { cwd: dir, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}
