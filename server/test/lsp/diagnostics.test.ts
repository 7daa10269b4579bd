import assert from 'node:assert/strict';
import { Pair } from './pair.js';
import { importRule, packageRule, stageRule, TEST_RULES, throwingRule } from './rules.js';

const MAIN = 'file:///app/main.go';
const OTHER = 'file:///app/other.go';
const GO = 'package main\n\nimport "unsafe"\n';
const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });

describe('protocol: diagnostics', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  it('carry version, source, code, page, steps and data', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, GO, 7);
    await pair.settled();
    assert.deepEqual(pair.published, [
      {
        uri: MAIN,
        version: 7,
        diagnostics: [
          {
            range: at(2, 7, 15),
            severity: 2,
            code: 'test/import',
            codeDescription: { href: 'https://github.com/go-preflight/go-preflight/blob/main/server/docs/rules/test/import.md' },
            source: 'go-preflight',
            message: "The import *unsafe* is 'here'.\nHelp: Remove *it*.",
            relatedInformation: [{ location: { uri: MAIN, range: at(2, 7, 15) }, message: "It is 'this' one." }],
            data: { rule: 'test/import', start: 21, end: 29, version: 7 },
          },
        ],
      },
    ]);
  });

  it('follow a change with its version, and stay unsaid when nothing changed', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, GO, 1);
    await pair.settled();
    await pair.change(MAIN, 2, { range: at(1, 0, 0), text: '// é😀\n' });
    await pair.settled();
    await pair.change(MAIN, 3, { range: at(4, 0, 0), text: '// below\n' });
    await pair.settled();
    await pair.change(MAIN, 4, { range: at(3, 7, 15), text: '"fmt"' });
    await pair.settled();
    assert.deepEqual(
      pair.published.map(({ version, diagnostics }) => [version, diagnostics.map(({ range }) => range.start.line)]),
      [
        [1, [2]],
        [2, [3]],
        [4, []],
      ],
    );
  });

  it('are at most a thousand for a file, the most severe ones, and the log says so', async () => {
    type Context = Parameters<NonNullable<typeof importRule.checks.go>>[0];
    const many = ({ report, ...context }: Context) =>
      importRule.checks.go!({
        ...context,
        report: found => {
          for (let i = 0; i < 1500; i++) report(i < 1400 ? found : { ...found, severity: 'error' });
        },
      });
    pair = await Pair.start({ rules: [{ ...importRule, checks: { go: many } }] });
    await pair.open(MAIN, GO);
    await pair.settled();
    const severities = pair.shown(MAIN)!.diagnostics.map(({ severity }) => severity);
    assert.deepEqual([severities.filter(s => s === 1).length, severities.length], [100, 1000]);
    assert.deepEqual(pair.host.logged, ['info: file:///app/main.go: only 1000 of 1500 findings are shown']);
  });

  it('count columns in UTF-16 units', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, 'package main\n\nimport /* é😀 */ "unsafe"\n');
    await pair.settled();
    assert.deepEqual(pair.shown(MAIN)?.diagnostics[0]?.range, at(2, 17, 25));
  });

  it('are analysed once for a burst of changes', async () => {
    let runs = 0;
    const counting = { ...importRule, checks: { go: () => void runs++ } };
    pair = await Pair.start({ rules: [counting] });
    await pair.open(MAIN, GO);
    await pair.settled();
    runs = 0;
    const edit = { range: at(3, 0, 0), text: '\n' };
    await pair.change(MAIN, 2, edit, edit, edit);
    await pair.settled();
    assert.equal(runs, 1);
  });

  it('of a closed document are taken back, and never come again', async () => {
    pair = await Pair.start({ rules: [importRule], files: { [MAIN]: GO } });
    await pair.open(MAIN, GO);
    await pair.settled();
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    await pair.close(MAIN);
    await pair.settled();
    assert.deepEqual(pair.published.at(-1), { uri: MAIN, diagnostics: [] });
    const before = pair.published.length;
    pair.settings = { goPreflight: { rules: { test: 'error' } } };
    await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: MAIN, type: 2 }] });
    await pair.settled();
    assert.equal(pair.published.length, before);
  });

  it('know the other files of the package, on disk and open', async () => {
    pair = await Pair.start({ rules: [packageRule], files: { [OTHER]: 'package main\n', 'file:///app/sub/x.go': 'package sub\n' } });
    await pair.open(MAIN, 'package main\n');
    await pair.settled();
    assert.equal(pair.shown(MAIN)?.diagnostics[0]?.message, 'The package has 1 other files.');
    await pair.open('file:///app/third.go', 'package main\n');
    await pair.settled();
    assert.equal(pair.shown(MAIN)?.diagnostics[0]?.message, 'The package has 2 other files.');
    pair.host.files.delete(OTHER);
    await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: OTHER, type: 3 }] });
    await pair.settled();
    assert.equal(pair.shown(MAIN)?.diagnostics[0]?.message, 'The package has 1 other files.');
  });

  it('read an open document from the editor, not from disk', async () => {
    pair = await Pair.start({ rules: [importRule, packageRule], files: { [MAIN]: GO, [OTHER]: 'package main\n' } });
    await pair.open(MAIN, 'package main\n');
    await pair.open(OTHER, 'package main\n');
    await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: MAIN, type: 2 }] });
    await pair.settled();
    assert.deepEqual(
      pair.shown(MAIN)?.diagnostics.map(({ code }) => code),
      ['test/package'],
    );
    assert.ok(!pair.host.reads.includes(MAIN));
  });

  it('obey settings, for every open document, also before the first are shown', async () => {
    pair = await Pair.start({ rules: TEST_RULES, settings: { goPreflight: { rules: { 'test/import': 'error', 'test/package': 'off' } } } });
    await pair.open(MAIN, GO);
    await pair.open(OTHER, GO);
    await pair.settled();
    assert.deepEqual(
      pair.published.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity)),
      [1, 1],
    );
    pair.settings = { goPreflight: { rules: { test: 'off' } } };
    await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await pair.settled();
    assert.deepEqual([pair.shown(MAIN)?.diagnostics, pair.shown(OTHER)?.diagnostics], [[], []]);
  });

  it('take settings from clients that cannot be asked', async () => {
    const settings = { goPreflight: { rules: { 'test/import': 'hint' } } };
    pair = await Pair.start({ rules: [importRule], capabilities: {}, initializationOptions: { settings } });
    await pair.open(MAIN, GO);
    await pair.settled();
    assert.equal(pair.shown(MAIN)?.diagnostics[0]?.severity, 4);
    assert.equal(pair.shown(MAIN)?.diagnostics[0]?.relatedInformation, undefined);
    await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: { goPreflight: { rules: { test: 'off' } } } });
    await pair.settled();
    assert.deepEqual(pair.shown(MAIN)?.diagnostics, []);
  });

  it('survive a rule that throws, which is logged once', async () => {
    pair = await Pair.start({ rules: [throwingRule, importRule] });
    await pair.open(MAIN, GO);
    await pair.open(OTHER, GO);
    await pair.settled();
    assert.equal(pair.shown(OTHER)?.diagnostics.length, 1);
    assert.deepEqual(
      pair.host.logged.map(line => line.split('\n')[0]),
      [`error: rule test/throwing failed on ${MAIN}: Error: on purpose`],
    );
  });

  it('leave out what a comment suppresses', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, 'package main\n\n//preflight:ignore test/import because\nimport "unsafe"\n');
    await pair.settled();
    assert.equal(pair.shown(MAIN), undefined);
  });

  it('know a document by its language when its name does not tell', async () => {
    pair = await Pair.start({ rules: [importRule, stageRule] });
    await pair.open('untitled:Untitled-1', GO, 1, 'go');
    await pair.open('file:///app/build.image', 'FROM scratch\n', 1, 'dockerfile');
    await pair.settled();
    assert.equal(pair.shown('untitled:Untitled-1')?.diagnostics.length, 1);
    assert.equal(pair.shown('file:///app/build.image')?.diagnostics.length, 1);
  });

  it('name a document as the client spells it', async () => {
    const [first, second] = ['file:///C:/app/a.go', 'file:///c%3A/app/b%20c.go'];
    pair = await Pair.start({ rules: [importRule, packageRule] });
    await pair.open(first, GO);
    await pair.open(second, GO);
    await pair.settled();
    assert.equal(pair.shown(first)?.diagnostics.length, 2, 'both are in one package');
    assert.equal(pair.shown(second)?.diagnostics.length, 2);
  });
});
