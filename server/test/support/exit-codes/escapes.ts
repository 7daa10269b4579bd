/** Situations of `escapes`. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from '../../../src/engine/reports/allocation-record.js';
import type { CliResult } from '../cli-terminal.js';
import { fakeGo, fullDisk, listed } from './odd-go.js';
import {
  BROKEN,
  commit,
  LEAKS,
  leak,
  MOD,
  MODULE,
  real,
  record,
  type Situation,
  type Situations,
  withoutRights,
  write,
} from './situation.js';

const live = (more: Partial<Situation>): Situation => ({ needs: ['go'], files: LEAKS, args: ['escapes'], env: real, ...more });
const listsAll = ({ stdout }: CliResult) => assert.equal(stdout.match(/^\S+\.go:4:2 hint escape\//gm)?.length, 3);
const saysNothingGood = ({ stdout }: CliResult) => assert.doesNotMatch(stdout, /No findings \(/);
const breakB = (dir: string) => write(dir, 'b/b.go', BROKEN);
/** A record of all packages, and what has happened since. */
const after = (since: (dir: string) => void) => async (dir: string) => {
  await record(dir);
  since(dir);
};

const WRITE = ['escapes', '--write', 'heap.json'];
const BASELINE = ['escapes', '--baseline', 'heap.json'];
const SINCE = ['escapes', '--since', 'HEAD'];
const recordOf = (dir: string) => readRecord(readFileSync(join(dir, 'heap.json'), 'utf8'));
const isKept = (_: unknown, dir: string) => assert.equal(recordOf(dir)?.packages.length, 3);
const isNotThere = (_: unknown, dir: string) => assert.equal(existsSync(join(dir, 'heap.json')), false);
const written = (more: Partial<Situation>) => live({ args: WRITE, ...more });
const compared = (since: (dir: string) => void, more: Partial<Situation> = {}) =>
  live({ args: BASELINE, lay: after(since), also: saysNothingGood, ...more });
const sinceThen = (since: (dir: string) => void, more: Partial<Situation> = {}) =>
  live({
    needs: ['go', 'git'],
    args: SINCE,
    lay(dir) {
      commit(dir);
      since(dir);
    },
    ...more,
  });

export const ESCAPES: Situations = {
  escapes: {
    'heap allocations, listed': live({ also: listsAll }),
    'a folder without Go files (said on stderr)': live({ files: { Dockerfile: 'FROM scratch\n' } }),
    'nothing to compile, such as files for other systems (said on stderr)': live({
      files: { 'go.mod': MOD, 'a.go': '//go:build plan9\n\npackage a\n' },
    }),
    'a Dockerfile in the folder cannot be read': live({
      needs: ['go', 'POSIX'],
      lay: dir => symlinkSync('Dockerfile', join(dir, 'Dockerfile')),
      also: listsAll,
    }),
    'a path that does not exist': live({ args: ['escapes', 'nope', '.'], also: listsAll }),
    'a named file that is no Go file': live({
      files: { ...LEAKS, Dockerfile: 'FROM scratch\n' },
      args: ['escapes', 'Dockerfile', '.'],
      also: listsAll,
    }),
    'no go command': { args: ['escapes'], also: saysNothingGood },
    'a package does not build: the others are listed': live({ files: { ...LEAKS, 'd/d.go': BROKEN }, also: listsAll }),
    'go says nothing about one package of several': live({
      needs: ['POSIX'],
      env: dir => fakeGo(dir, listed(dir, 'a', 'c')),
      also: saysNothingGood,
    }),
    'the disk of GOCACHE is full': live({ needs: ['POSIX'], env: fullDisk, also: saysNothingGood }),
  },
  'escapes --write': {
    'the record was written': written({ also: isKept }),
    'the first record, of packages some of which do not build: it was written, and says so': written({
      lay: breakB,
      also: (_, dir) => assert.deepEqual(recordOf(dir)?.notBuilt, ['example.com/app/b']),
    }),
    'a package of the old record does not build now: the old record is kept': written({ lay: after(breakB), also: isKept }),
    'go says nothing about a package: nothing is written': written({
      needs: ['POSIX'],
      env: dir => fakeGo(dir, listed(dir, 'a', 'c')),
      also: isNotThere,
    }),
    'the disk of GOCACHE is full: the old record is kept': written({ needs: ['go', 'POSIX'], lay: record, env: fullDisk, also: isKept }),
    'nothing to compile: the old record is kept': written({
      lay: after(dir => {
        for (const name of ['a', 'b', 'c']) rmSync(join(dir, name), { recursive: true });
      }),
      also: isKept,
    }),
    'the file is not a record': written({
      args: ['escapes', '--write', 'go.mod'],
      also: (_, dir) => assert.equal(readFileSync(join(dir, 'go.mod'), 'utf8'), MOD),
    }),
    'the record is read-only': written({ lay: after(dir => chmodSync(join(dir, 'heap.json'), 0o444)), also: isKept }),
    'the record cannot be written': {
      needs: ['POSIX'],
      files: { 'go.mod': MOD, 'a/a.go': leak('a') },
      args: ['escapes', '--write', 'shut/heap.json'],
      env: dir => fakeGo(dir, listed(dir, 'a')),
      lay(dir) {
        chmodSync(dir, 0o755);
        write(dir, 'shut/x', '');
        chmodSync(join(dir, 'shut'), 0o555);
      },
      during: withoutRights,
    },
  },
  'escapes --baseline': {
    'nothing new': compared(() => undefined, { also: ({ stdout }) => assert.match(stdout, /^No findings \(/) }),
    'allocations went away': compared(dir => write(dir, 'b/b.go', 'package b\n'), {
      also: ({ stdout }) => assert.match(stdout, /is no longer on the heap/),
    }),
    'another release of Go made the record (said on stderr)': compared(
      dir => write(dir, 'heap.json', readFileSync(join(dir, 'heap.json'), 'utf8').replace(/"go1[^"]*"/, '"go1.18"')),
      { also: () => undefined },
    ),
    'new heap allocations': compared(dir => write(dir, 'a/new.go', leak('a', 'New'))),
    'new heap allocations, and a package does not build': compared(
      dir => {
        write(dir, 'a/new.go', leak('a', 'New'));
        write(dir, 'd/d.go', BROKEN);
      },
      { also: ({ stdout }) => assert.match(stdout, /New heap allocation in New/) },
    ),
    'a package of the record does not build now': compared(breakB),
    'a package did not build when the record was made': live({
      args: BASELINE,
      async lay(dir) {
        breakB(dir);
        await record(dir);
        write(dir, 'b/b.go', leak('b'));
      },
      also: saysNothingGood,
    }),
    'the disk of GOCACHE is full': compared(() => undefined, { needs: ['go', 'POSIX'], env: fullDisk }),
    'the record is not there, or is none': {
      args: ['escapes', '--baseline', 'none.json'],
      or: [['escapes', '--baseline', 'go.mod']],
      files: MODULE,
    },
    '`--since` as well': { args: [...BASELINE, '--since', 'HEAD'] },
  },
  'escapes --since': {
    'nothing new': sinceThen(() => undefined),
    'new heap allocations': sinceThen(dir => write(dir, 'a/new.go', leak('a', 'New'))),
    'a package does not build at that revision': sinceThen(dir => write(dir, 'b/b.go', leak('b')), {
      files: { ...LEAKS, 'b/b.go': BROKEN },
    }),
    'go refuses go.mod at that revision': sinceThen(dir => write(dir, 'go.mod', MOD), { files: { ...LEAKS, 'go.mod': 'modul x\n' } }),
    'no such revision': sinceThen(() => undefined, { args: ['escapes', '--since', 'nope'] }),
    'no repository, or no git': live({ args: SINCE, needs: ['go', 'git'] }),
  },
};
