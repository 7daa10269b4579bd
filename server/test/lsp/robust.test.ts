import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { withHeads } from '../../src/lsp/features/heads.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { Pair } from './pair.js';
import { importRule, packageRule, TEST_RULES } from './rules.js';

const MAIN = 'file:///app/main.go';
const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });

/** Mulberry32: the same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const PIECES = [
  ...['\n', '\r\n', ' ', '\t', '"', '`', '/*', '*/', '//', '{', '}', '(', ')', 'é', '😀', '\ud800', '\0', '\u2028', '\r'],
  ...['import "unsafe"\n', 'import (\n\t_ "unsafe"\n)\n', 'func f() {\n\treturn\n}\n', 'package main\n', '"unsafe"', 'x := 1\n'],
  ...['//preflight:ignore test/import why\n', '//preflight:ignore pool/copied\n', 'type T struct{ a int }\n'],
];

describe('protocol: robustness', function () {
  this.timeout(300_000);
  let pair: Pair;
  afterEach(() => pair.stop());

  it('keeps text and findings equal to a fresh parse over 2,000 random edits', async () => {
    pair = await Pair.start({ rules: [importRule] });
    const engine = await loadEngine();
    const pick = random(20261121);
    let model = TextDocument.create(MAIN, 'go', 1, 'package main\n\nimport "unsafe"\n\nfunc main() {\n}\n');
    await pair.open(MAIN, model.getText(), 1);
    for (let edit = 2; edit <= 2001; edit++) {
      const changes = Array.from({ length: 1 + pick(3) }, () => {
        const length = model.getText().length;
        const start = pick(length + 1);
        const end = Math.min(length, start + (pick(4) === 0 ? pick(length > 3000 ? 2000 : 20) : 0));
        const change = { range: { start: model.positionAt(start), end: model.positionAt(end) }, text: PIECES[pick(PIECES.length)]! };
        model = TextDocument.update(model, [change], edit);
        return change;
      });
      await pair.change(MAIN, edit, ...changes);
      if (edit % 20 !== 0) continue;
      await pair.settled();
      const fresh = new Workspace(engine, { rules: [importRule] });
      fresh.open(MAIN, model.getText());
      const expected = withHeads(model.getText(), fresh.findings(MAIN)).filter(({ suppressed }) => !suppressed);
      fresh.close(MAIN);
      const shown = pair.shown(MAIN)?.diagnostics ?? [];
      assert.deepEqual(
        shown.map(({ code, range }) => [code, range]),
        expected.map(({ rule, span }) => [rule, { start: model.positionAt(span.start), end: model.positionAt(span.end) }]),
        `after edit ${edit} of ${JSON.stringify(model.getText())}`,
      );
    }
    assert.deepEqual(pair.host.logged, []);
  });

  it('takes thousands of changes in one message as one', async () => {
    pair = await Pair.start({ rules: [importRule] });
    const line = '// unsafe is a word in this comment\n';
    const text = `package main\n\nimport "unsafe"\n${line.repeat(5000)}`;
    await pair.open(MAIN, text, 1);
    await pair.settled();
    const changes = Array.from({ length: 5000 }, (_, i) => ({ range: at(3 + i, 3, 9), text: 'safer than' }));
    await pair.change(
      MAIN,
      2,
      { range: at(0, 0, 0), text: '\n' },
      ...changes.map(c => ({ ...c, range: at(c.range.start.line + 1, 3, 9) })),
    );
    await pair.settled();
    assert.deepEqual(pair.shown(MAIN)?.diagnostics[0]?.range, at(3, 7, 15));
    assert.deepEqual(pair.host.logged, []);
  });

  const odd: Record<string, string> = {
    empty: '',
    'a byte order mark': '\uFEFFpackage main\n\nimport "unsafe"\n',
    CRLF: 'package main\r\n\r\nimport "unsafe"\r\n',
    NUL: 'package main\n\0\0\0import "unsafe"\n\0',
    'lone surrogates': 'package main\n\nvar s = "\ud800"\n\udfff\n',
    'replacement characters': 'package \uFFFD\uFFFD main\n\uFFFDimport "unsafe"\n',
    'deep nesting': `package main\n\nvar x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`,
    'an open raw string': `package main\n\nvar s = \`${'x\n'.repeat(10_000)}`,
    'a line of 5 MB': `package main\n\nvar s = "${'x'.repeat(5_000_000)}"\n`,
    '5 MB of nothing but braces': '{'.repeat(5_000_000),
  };
  for (const [name, text] of Object.entries(odd)) {
    it(`lives on after ${name}`, async () => {
      pair = await Pair.start({ rules: TEST_RULES });
      for (const uri of [MAIN, 'file:///app/Dockerfile', 'file:///app/go.mod']) {
        await pair.open(uri, text, 1);
        await pair.change(uri, 2, { range: at(0, 0, 0), text: '\n' });
        await pair.change(uri, 3, { range: at(9_999_999, 5, 9), text: 'x' });
        await pair.settled();
        const where = { textDocument: { uri }, position: { line: 1, character: 1 } };
        await pair.client.sendRequest('textDocument/hover', where);
        const range = at(0, 0, 1000);
        await pair.client.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } });
        await pair.close(uri);
      }
      await pair.open('file:///app/good.go', 'package main\n\nimport "unsafe"\n', 1);
      await pair.settled();
      assert.equal(pair.shown('file:///app/good.go')?.diagnostics.length, 1);
      const failures = pair.host.logged.filter(line => !line.endsWith(': too much to look at'));
      assert.deepEqual(failures, []);
    });
  }

  it('ignores messages about documents it does not know, and messages of the wrong shape', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.change(MAIN, 2, { text: 'x' });
    await pair.save(MAIN);
    await pair.close(MAIN);
    await pair.client.sendNotification('textDocument/didOpen', { textDocument: null });
    await pair.client.sendNotification('textDocument/didChange', { textDocument: { uri: 5 }, contentChanges: 'x' });
    await pair.client.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: 5, removed: null } });
    await pair.client.sendNotification('goPreflight/trust', null);
    const bad = pair.client.sendRequest('textDocument/codeAction', { textDocument: { uri: MAIN } });
    assert.deepEqual(await bad, []);
    await pair.open(MAIN, 'package main\n\nimport "unsafe"\n', 1);
    await pair.settled();
    assert.equal(pair.shown(MAIN)?.diagnostics.length, 1);
    assert.deepEqual(
      pair.host.logged.map(line => /^error: (\w+)/.exec(line)?.[1]),
      ['open', 'folders', 'trust'],
    );
  });

  const longUris: Record<string, string> = {
    'segments and folders': 'a/'.repeat(50_000),
    'one name': 'a'.repeat(100_000),
    'ways up': '../'.repeat(50_000),
    'encoded slashes': '%2f'.repeat(50_000),
  };
  for (const [name, middle] of Object.entries(longUris)) {
    it(`takes a URI that no file has: ${name}`, async () => {
      pair = await Pair.start({ rules: [importRule], files: { 'file:///app/go.mod': 'module a\n' } });
      const uri = `file:///app/${middle}/main.go`;
      await pair.open(uri, 'package main\n\nimport "unsafe"\n', 1);
      await pair.change(uri, 2, { range: at(0, 0, 0), text: '\n' });
      await pair.open(MAIN, 'package main\n\nimport "unsafe"\n', 1);
      await pair.settled();
      assert.deepEqual([pair.shown(uri)?.diagnostics.length, pair.shown(MAIN)?.diagnostics.length], [1, 1]);
      assert.notEqual((await pair.client.sendRequest<{ status: string }>('goPreflight/buildMatrix', {})).status, 'failed');
      assert.deepEqual(pair.host.logged, []);
    });
  }

  it('gives way every 10 ms while it reads a large folder', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 400; i++) files[`file:///app/p/f${i}.go`] = `package p\n\nfunc f${i}() int { return ${i} }\n`;
    pair = await Pair.start({ rules: [packageRule], files });
    pair.host.readCost = 1;
    let turns = 0;
    let counting = true;
    const count = () => {
      turns++;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    await pair.open('file:///app/p/main.go', 'package p\n');
    await pair.settled();
    counting = false;
    assert.equal(pair.shown('file:///app/p/main.go')?.diagnostics[0]?.message, 'The package has 400 other files.');
    assert.ok(turns >= 40, `${turns} turns of the event loop for 400 files of 1 ms`);
  });
});
