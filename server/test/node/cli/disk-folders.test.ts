/** The folders on disk as one run sees them. */
import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toKey } from '../../../src/node/cli/discover.js';
import { DiskFolders, listFolderOnDisk } from '../../../src/node/cli/disk-folders.js';
import { GoModFiles } from '../../../src/node/cli/go-mod-files.js';
import { tempFolder } from '../../support/cli-terminal.js';

describe('folders of a run', () => {
  let folder: ReturnType<typeof tempFolder>;
  let dir: string;
  let listed: string[];
  let disk: DiskFolders;
  beforeEach(() => {
    folder = tempFolder({ 'go.mod': 'module m\n', 'a/a.go': 'package a\n', 'a/Makefile': 'all:\n', 'a/notes.txt': 'x' });
    dir = toKey(folder.dir);
    listed = [];
    disk = new DiskFolders(path => {
      listed.push(path);
      return listFolderOnDisk(path);
    });
  });
  afterEach(() => folder.remove());

  it('are listed once, and say what is read there', () => {
    symlinkSync(join(folder.dir, 'a', 'a.go'), join(folder.dir, 'link.go'));
    const entries = () => disk.list(dir).entries.map(({ path, kind, language }) => [path, kind, language]);
    const all = [
      [`${dir}/a`, 'folder', undefined],
      [`${dir}/go.mod`, 'file', 'go.mod'],
      [`${dir}/link.go`, 'link', 'go'],
    ];
    assert.deepEqual(entries().sort(), all);
    writeFileSync(join(folder.dir, 'b.go'), 'package m\n');
    assert.deepEqual(entries().sort(), all);
    assert.deepEqual(listed, [dir]);
  });

  it('that cannot be listed are tried once, and lack nothing', () => {
    assert.deepEqual(
      [1, 2].map(() => disk.list(`${dir}/none`)),
      [1, 2].map(() => ({ entries: [], error: 'ENOENT' })),
    );
    assert.deepEqual(listed, [`${dir}/none`]);
    assert.ok(disk.mayHave(`${dir}/none/go.mod`));
  });

  it('lack a file only when they have been listed, and a listing would name it', () => {
    assert.ok(disk.mayHave(`${dir}/a/b.go`), 'nobody has looked');
    disk.list(`${dir}/a`);
    assert.ok(!disk.mayHave(`${dir}/a/b.go`));
    assert.ok(disk.mayHave(`${dir}/a/a.go`));
    assert.ok(disk.mayHave(`${dir}/a/default.pgo`), 'of a kind that is not listed');
  });

  it('may have a file under a name that is spelled otherwise, as on disks of Windows and macOS', () => {
    writeFileSync(join(folder.dir, 'a', 'cafe\u0301.go'), 'package a\n');
    disk.list(`${dir}/a`);
    assert.ok(disk.mayHave(`${dir}/a/makefile`));
    assert.ok(disk.mayHave(`${dir}/a/caf\u00E9.go`));
    assert.ok(!disk.mayHave(`${dir}/a/cafe.go`));
  });

  it('that lack a go.mod file are not asked for it', () => {
    disk.list(`${dir}/a`);
    writeFileSync(join(folder.dir, 'a', 'go.mod'), 'module late\n');
    assert.equal(new GoModFiles(undefined, disk).pathAbove(`${dir}/a`), `${dir}/go.mod`, 'as the listing has it');
    assert.equal(new GoModFiles().pathAbove(`${dir}/a`), `${dir}/a/go.mod`, 'who has listed nothing asks');
  });

  it('have one go.mod file for all below it, which is read once', () => {
    const reads: string[] = [];
    const files = new GoModFiles(path => {
      reads.push(path);
      return { text: 'module m\n', hasBom: false, faithful: true };
    }, disk);
    const found = ['a', 'a/b', 'c'].map(name => files.above(`${dir}/${name}`));
    assert.deepEqual(new Set(found), new Set([{ path: `${dir}/go.mod`, text: 'module m\n' }]));
    assert.ok(found.every(file => file === found[0]));
    assert.deepEqual(reads, [`${dir}/go.mod`]);
    rmSync(join(folder.dir, 'go.mod'));
    assert.equal(files.above(`${dir}/a`), found[0]);
  });
});
