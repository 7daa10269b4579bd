/** Diffs as people and agents write them, and what a change does to findings. */
import assert from 'node:assert/strict';
import { parsePatch } from 'diff';
import { changesOf } from '../../../src/node/mcp/changes.js';
import { Folders } from '../../../src/node/mcp/folders.js';
import { recounted } from '../../../src/node/mcp/recounted.js';
import { tempFolder } from '../../support/cli-terminal.js';

const OLD = 'one\n-- two\nthree\n\nfive\nsix\nseven\neight\n';

describe('a change', () => {
  let folder: ReturnType<typeof tempFolder>;
  const of = (patch: string) => {
    const changes = changesOf({ patch }, Folders.of({ named: folder.dir, cwd: '/' }, undefined));
    return Object.fromEntries([...changes].map(([path, text]) => [path.slice(folder.dir.length + 1), text]));
  };
  before(() => {
    folder = tempFolder({ 'a.txt': OLD, 'b.txt': OLD, 'crlf.txt': OLD.replaceAll('\n', '\r\n') });
  });
  after(() => folder.remove());

  const body = ' one\n--- two\n+++ 2\n three\n\n five\n';
  const head = '--- a/a.txt\n+++ b/a.txt\n';
  const NEW = OLD.replace('-- two', '++ 2');
  for (const [title, patch, want] of [
    ['right numbers', `${head}@@ -1,5 +1,5 @@\n${body}`, { 'a.txt': NEW }],
    ['wrong numbers', `${head}@@ -1,2 +7,9 @@ func x\n${body}`, { 'a.txt': NEW }],
    ['no numbers', `${head}@@ ... @@\n${body}`, { 'a.txt': NEW }],
    ['no prefixes', `--- a.txt\n+++ a.txt\n@@ -1,5 +1,5 @@\n${body}`, { 'a.txt': NEW }],
    ['lines that have moved', `${head}@@ -60,3 +60,3 @@\n six\n-seven\n+7\n`, { 'a.txt': OLD.replace('seven', '7') }],
    ['two hunks', `${head}@@ -1 +1 @@\n-one\n+1\n@@ -8 +8 @@\n-eight\n+8\n`, { 'a.txt': OLD.replace('one', '1').replace('eight', '8') }],
    [
      'two files and text around',
      `Here it is:\n\ndiff --git a/a.txt b/a.txt\n${head}@@ -1 +1 @@\n-one\n+1\n\ndiff --git a/b.txt b/b.txt\n--- a/b.txt\n+++ b/b.txt\n@@ -1 +1 @@\n-one\n+1\n\n`,
      { 'a.txt': OLD.replace('one', '1'), 'b.txt': OLD.replace('one', '1') },
    ],
    ['a new file', '--- /dev/null\n+++ b/new.txt\n@@ -0,0 +1,2 @@\n+x\n+y\n', { 'new.txt': 'x\ny\n' }],
    ['a file that goes', `--- a/a.txt\n+++ /dev/null\n@@ -1,8 +0,0 @@\n${OLD.replace(/^(?=.|\n.)/gm, '-')}`, { 'a.txt': undefined }],
    ['another name', `--- a/a.txt\n+++ b/c.txt\n@@ -1 +1 @@\n-one\n+1\n`, { 'a.txt': undefined, 'c.txt': OLD.replace('one', '1') }],
    [
      'line ends of Windows',
      `--- a/crlf.txt\n+++ b/crlf.txt\n@@ -1 +1 @@\n-one\n+1\n`,
      { 'crlf.txt': OLD.replace('one', '1').replaceAll('\n', '\r\n') },
    ],
  ] as const)
    it(`may have ${title}`, () => assert.deepEqual(of(patch), want));

  it('keeps right numbers as they are', () => {
    const patch = `${head}@@ -1,5 +1,5 @@\n${body.replace('\n\n', '\n \n')}`;
    assert.equal(recounted(patch), patch);
    assert.deepEqual(parsePatch(recounted(patch)), parsePatch(patch));
  });

  for (const [title, patch] of [
    ['text', 'Change it, please.'],
    ['a hunk without a file', '@@ -1 +1 @@\n-one\n+1\n'],
    ['lines that are not there', `${head}@@ -1 +1 @@\n-ones\n+1\n`],
    ['marks that a diff does not have', `${head}@@ -1 +1 @@\n-one\n*1\n`],
    ['a file that is not there', '--- a/none.txt\n+++ b/none.txt\n@@ -1 +1 @@\n-one\n+1\n'],
  ] as const)
    it(`is refused with ${title}`, () => assert.throws(() => of(patch), { name: 'Error' }));
});
