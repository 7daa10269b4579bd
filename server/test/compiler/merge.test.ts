import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Finding, Span } from '../../src/engine/base/finding.js';
import { CATCH_ALL, type CompiledFile } from '../../src/engine/compiler/compiled-file.js';
import { mergeFindings, shiftFindings, type TextChange } from '../../src/engine/compiler/merge.js';

const FILE = '/w/a.go';
const TEXT = 'package a\n\nfunc f() *int {\n\tx := 1\n\treturn &x\n}\n\nfunc g() {\n\ty := 2\n\tuse(&y)\n}\n';
const spanOf = (mark: string, text = TEXT): Span => ({ start: text.indexOf(mark), end: text.indexOf(mark) + mark.length });
const finding = (rule: string, span: Span, more: Partial<Finding> = {}): Finding => ({
  rule,
  span,
  file: FILE,
  severity: 'hint',
  confidence: 'estimated',
  message: `${rule} estimated.`,
  steps: [],
  fixes: [],
  suppressed: false,
  ...more,
});
const compiled = (findings: Finding[], more: Partial<CompiledFile> = {}): CompiledFile => ({
  findings: findings.map(f => ({ ...f, confidence: 'confirmed', message: `${f.rule} confirmed.` })),
  unknown: [],
  undecidable: [],
  ...more,
});
const brief = (list: readonly Finding[]) => list.map(f => `${f.confidence} ${f.rule} ${f.span.start}`);

describe('two tiers, one list', () => {
  const x = spanOf('x := 1');
  const declaration = { start: x.start, end: x.start + 1 };
  const address = spanOf('&x');

  it('leaves the estimates alone before the compiler has spoken', () => {
    const estimates = [finding('escape/returned-address', address)];
    assert.deepEqual(mergeFindings(estimates, undefined), estimates);
  });

  it('confirms an estimate at the same place: one finding', () => {
    const fixes = [{ title: 'Return the value', safe: false, edits: [] }];
    const merged = mergeFindings(
      [finding('escape/returned-address', declaration, { fixes })],
      compiled([finding('escape/returned-address', declaration)]),
    );
    assert.deepEqual(brief(merged), [`confirmed escape/returned-address ${declaration.start}`]);
    assert.equal(merged[0]!.message, 'escape/returned-address confirmed.');
    assert.deepEqual(merged[0]!.fixes, fixes);
  });

  it('knows the same escape by the steps of either tier', () => {
    const step = (span: Span) => [{ file: FILE, span, message: 'Here.' }];
    const byEstimate = mergeFindings(
      [finding('escape/returned-address', address, { steps: step(declaration) })],
      compiled([finding('escape/returned-address', declaration)]),
    );
    const byCompiler = mergeFindings(
      [finding('escape/returned-address', address)],
      compiled([finding('escape/returned-address', declaration, { steps: step(address) })]),
    );
    for (const merged of [byEstimate, byCompiler])
      assert.deepEqual(brief(merged), [`confirmed escape/returned-address ${declaration.start}`]);
  });

  it('keeps the name that says more, and the compiler’s where both say something', () => {
    const more = mergeFindings([finding('escape/growing-slice', address)], compiled([finding(CATCH_ALL, address)]));
    assert.deepEqual(
      more.map(f => [f.rule, f.message, f.confidence]),
      [['escape/growing-slice', 'escape/growing-slice estimated.', 'confirmed']],
    );
    const other = mergeFindings([finding('escape/stored-address', address)], compiled([finding('escape/closure', address)]));
    assert.deepEqual(
      other.map(f => f.rule),
      ['escape/closure'],
    );
  });

  it('keeps the higher severity', () => {
    const merged = mergeFindings(
      [finding('escape/closure', address, { severity: 'warning' })],
      compiled([finding('escape/closure', address, { severity: 'information' })]),
    );
    assert.equal(merged[0]!.severity, 'warning');
  });

  it('removes an estimate that the compiler did not report, and nothing of other families', () => {
    const merged = mergeFindings([finding('escape/returned-address', address), finding('pool/copied', declaration)], compiled([]));
    assert.deepEqual(brief(merged), [`estimated pool/copied ${declaration.start}`]);
  });

  it('leaves out the boxing that a Put into a pool already tells of', () => {
    const merged = mergeFindings([finding('pool/non-pointer-put', address)], compiled([finding('escape/boxed-argument', address)]));
    assert.deepEqual(brief(merged), [`estimated pool/non-pointer-put ${address.start}`]);
  });

  it('keeps estimates where the compiler had no say, and those it cannot decide', () => {
    const estimates = [finding('escape/returned-address', address), finding('escape/growing-slice', spanOf('&y'))];
    const merged = mergeFindings(
      estimates,
      compiled([], { unknown: [spanOf('func f() *int {\n\tx := 1\n\treturn &x\n}')], undecidable: ['escape/growing-slice'] }),
    );
    assert.deepEqual(brief(merged), brief(estimates));
  });
});

describe('compiler findings while the text changes', () => {
  const x = { start: spanOf('x := 1').start, end: spanOf('x := 1').start + 1 };
  const y = { start: spanOf('y := 2').start, end: spanOf('y := 2').start + 1 };
  const before = compiled([
    finding('escape/returned-address', x, { steps: [{ file: FILE, span: spanOf('&x'), message: 'Here.' }] }),
    finding(CATCH_ALL, y),
  ]);
  const edited = (changes: TextChange[]) => {
    const text = changes.reduce((s, c) => s.slice(0, c.span.start) + c.newText + s.slice(c.span.end), TEXT);
    const file = shiftFindings(before, FILE, TEXT, changes);
    return { file, texts: file.findings.map(f => text.slice(f.span.start, f.span.end)), text };
  };
  const insert = (at: number, newText: string): TextChange => ({ span: { start: at, end: at }, newText });

  it('moves them with edits above', () => {
    const { file, texts, text } = edited([insert(0, '// a 世界 comment\n')]);
    assert.deepEqual(texts, ['x', 'y']);
    assert.deepEqual(
      file.findings[0]!.steps.map(s => text.slice(s.span.start, s.span.end)),
      ['&x'],
    );
    assert.deepEqual(file.unknown, []);
  });

  it('drops the one whose line is edited, and lets estimates stand there', () => {
    const { file, texts, text } = edited([insert(spanOf('1\n').start, '10')]);
    assert.deepEqual(texts, ['y']);
    assert.deepEqual(
      file.unknown.map(s => text.slice(s.start, s.end)),
      ['\tx := 101'],
    );
    const estimate = finding('escape/returned-address', { start: x.start, end: x.start + 1 });
    assert.deepEqual(brief(mergeFindings([estimate], file)).slice(0, 1), brief([estimate]));
  });

  it('drops nothing for a new line before, behind or below its own', () => {
    const lineStart = TEXT.indexOf('\tx := 1');
    const lineEnd = TEXT.indexOf('\n', lineStart);
    for (const change of [insert(lineStart, '\tz := 0\n'), insert(lineEnd, '\n\tz := 0'), insert(lineEnd + 1, '\tz := 0\n')]) {
      assert.deepEqual(edited([change]).texts, ['x', 'y'], JSON.stringify(change));
    }
  });

  it('drops what is deleted and keeps the rest in place', () => {
    const whole = spanOf('func f() *int {\n\tx := 1\n\treturn &x\n}\n');
    const { file, texts } = edited([{ span: whole, newText: '' }]);
    assert.deepEqual(texts, ['y']);
    assert.equal(file.findings.length, 1);
  });

  it('applies several changes one after the other', () => {
    const { texts } = edited([insert(0, '//\n'), { span: { start: 0, end: 3 }, newText: '' }, insert(TEXT.indexOf('2\n'), '2')]);
    assert.deepEqual(texts, ['x']);
  });

  it('drops a step whose line is edited, and a fix that reaches into an edit', () => {
    const edit = { file: FILE, span: spanOf('return &x'), newText: '' };
    const withFix = { ...before, findings: before.findings.map(f => ({ ...f, fixes: [{ title: 'Fix', safe: true, edits: [edit] }] })) };
    const at = TEXT.indexOf('&x');
    const file = shiftFindings(withFix, FILE, TEXT, [insert(at, ' ')]);
    assert.deepEqual(file.findings[0]!.steps, []);
    assert.deepEqual(file.findings[0]!.fixes, []);
  });

  it('joins unknown lines that touch', () => {
    const typed = Array.from({ length: 200 }, (_, i) => insert(spanOf('1\n').start + i, '7'));
    assert.equal(edited(typed).file.unknown.length, 1);
  });
});
