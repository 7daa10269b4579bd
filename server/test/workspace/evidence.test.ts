/** What the compiler said about a file while its text changes. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Span } from '../../src/engine/base/finding.js';
import type { CompilerEvidence } from '../../src/engine/sites/evidence.js';
import type { TextChange } from '../../src/engine/syntax/go-parser.js';
import { EvidenceTable } from '../../src/engine/workspace/evidence-table.js';
import { movedEvidence } from '../../src/engine/workspace/moved-evidence.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { evidenceOf, siteAt } from '../support/judged.js';

const FILE = '/w/a.go';
const TEXT = 'package a\n\nfunc f() *int {\n\tx := 1\n\treturn &x\n}\n\nfunc g() {\n\ty := 2\n\tuse(&y)\n}\n';
const spanOf = (mark: string, text = TEXT): Span => ({ start: text.indexOf(mark), end: text.indexOf(mark) + mark.length });
const name = (mark: string): Span => ({ start: TEXT.indexOf(mark), end: TEXT.indexOf(mark) + 1 });
const message = { id: 'step/returned', args: {} };
const X = siteAt(FILE, name('x := 1'), 'variable', { cause: 'returned', steps: [{ file: FILE, span: spanOf('&x'), message }] });
const Y = siteAt(FILE, name('y := 2'), 'variable');
const insert = (at: number, newText: string): TextChange => ({ span: { start: at, end: at }, newText });

describe('evidence while the text changes', () => {
  const before = evidenceOf([X, Y], {
    assertions: [{ file: FILE, span: spanOf('func f'), func: 'f', breaches: [X] }],
    leaks: [{ file: FILE, span: spanOf('g'), message, confidence: 'confirmed', steps: [] }],
  });
  const edited = (changes: TextChange[], evidence: CompilerEvidence = before) => {
    const text = changes.reduce((s, c) => s.slice(0, c.span.start) + c.newText + s.slice(c.span.end), TEXT);
    const moved = movedEvidence(evidence, FILE, TEXT, changes);
    return { moved, texts: moved.sites.map(s => text.slice(s.span.start, s.span.end)), text };
  };

  it('moves with edits above', () => {
    const { moved, texts, text } = edited([insert(0, '// a 世界 comment\n')]);
    assert.deepEqual(texts, ['x', 'y']);
    const textAt = ({ span }: { readonly span: Span }) => text.slice(span.start, span.end);
    assert.deepEqual(moved.sites[0]!.steps.map(textAt), ['&x']);
    assert.deepEqual(moved.assertions.map(textAt), ['func f']);
    assert.deepEqual(moved.assertions[0]!.breaches.map(textAt), ['x']);
    assert.equal(moved.leaks[0]!.span.start - before.leaks[0]!.span.start, '// a 世界 comment\n'.length);
    assert.deepEqual(moved.unknown, []);
  });

  it('goes where its line is edited, and lets estimates stand there', () => {
    const { moved, texts, text } = edited([insert(spanOf('1\n').start, '10')]);
    assert.deepEqual(texts, ['y']);
    assert.deepEqual(
      moved.unknown.map(s => text.slice(s.start, s.end)),
      ['\tx := 101'],
    );
    assert.deepEqual(moved.assertions[0]!.breaches, []);
  });

  it('stays for a new line before, behind or below its own', () => {
    const lineStart = TEXT.indexOf('\tx := 1');
    const lineEnd = TEXT.indexOf('\n', lineStart);
    for (const change of [insert(lineStart, '\tz := 0\n'), insert(lineEnd, '\n\tz := 0'), insert(lineEnd + 1, '\tz := 0\n')]) {
      assert.deepEqual(edited([change]).texts, ['x', 'y'], JSON.stringify(change));
    }
  });

  it('goes with what is deleted, and keeps the rest in place', () => {
    const { moved, texts } = edited([{ span: spanOf('func f() *int {\n\tx := 1\n\treturn &x\n}\n'), newText: '' }]);
    assert.deepEqual(texts, ['y']);
    assert.deepEqual(moved.assertions, []);
  });

  it('follows several changes one after the other', () => {
    const { texts } = edited([insert(0, '//\n'), { span: { start: 0, end: 3 }, newText: '' }, insert(TEXT.indexOf('2\n'), '2')]);
    assert.deepEqual(texts, ['x']);
  });

  it('loses a step whose line is edited', () => {
    assert.deepEqual(edited([insert(TEXT.indexOf('&x'), ' ')]).moved.sites[0]!.steps, []);
  });

  it('joins unknown lines that touch', () => {
    const typed = Array.from({ length: 200 }, (_, i) => insert(spanOf('1\n').start + i, '7'));
    assert.equal(edited(typed).moved.unknown.length, 1);
  });
});

describe('the slot of the compiler', () => {
  const evidence = evidenceOf([X]);

  it('counts for the text that was compiled only, when a file is opened', () => {
    const table = new EvidenceTable();
    table.set(FILE, evidence, TEXT);
    table.isNow(FILE, TEXT);
    assert.equal(table.get(FILE), evidence);
    table.isNow(FILE, `${TEXT}\n`);
    assert.equal(table.get(FILE), undefined);
  });

  it('outlives a close without edits, and no other', () => {
    const table = new EvidenceTable();
    table.set(FILE, evidence, TEXT);
    table.closed(FILE);
    assert.equal(table.get(FILE), evidence);
    table.edited(FILE, TEXT, [insert(0, '//\n')]);
    table.closed(FILE);
    assert.equal(table.get(FILE), undefined);
  });

  it('is moved by the edits of the workspace, and by those that came since the compiler was asked', async () => {
    const workspace = new Workspace(await loadEngine());
    const starts = () => workspace.findings(FILE).map(f => `${f.confidence} ${f.span.start - X.span.start}`);
    workspace.open(FILE, TEXT);
    assert.deepEqual(starts(), ['estimated 0']);
    workspace.evidence.set(FILE, evidence, TEXT);
    assert.deepEqual(starts(), ['confirmed 0']);
    workspace.edit(FILE, [insert(0, '//\n')]);
    assert.deepEqual(starts(), ['confirmed 3']);
    workspace.evidence.set(FILE, evidence, TEXT, [{ textBefore: TEXT, changes: [insert(0, '//\n')] }]);
    assert.deepEqual(starts(), ['confirmed 3']);
    workspace.evidence.forget(FILE);
    assert.deepEqual(starts(), ['estimated 3']);
  });

  it('stands alone for a text that the workspace does not have', async () => {
    const workspace = new Workspace(await loadEngine());
    workspace.set(FILE, 'package a\n');
    workspace.evidence.set(FILE, evidence, TEXT);
    assert.deepEqual(
      workspace.findingsIn(FILE, TEXT, evidence).map(f => [f.rule, f.confidence]),
      [['escape/returned-address', 'confirmed']],
    );
  });
});
