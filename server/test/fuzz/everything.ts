/** All that a person, an editor or a script can ask of one file, asked at once. What is not whole is thrown. */
import assert from 'node:assert/strict';
import type { Edit, Finding, Location } from '../../src/engine/base/finding.js';
import { plain } from '../../src/engine/base/wording.js';
import { buildMatrix } from '../../src/engine/reports/build-matrix.js';
import type { Workspace } from '../../src/engine/workspace/workspace.js';
import { type Documents, type OpenDocument, spanOf } from '../../src/lsp/documents/documents.js';
import { placesOf } from '../../src/lsp/documents/places.js';
import { cgoHover } from '../../src/lsp/features/cgo-hover.js';
import { codeActions, safeEdits } from '../../src/lsp/features/code-actions.js';
import { codeLenses } from '../../src/lsp/features/code-lens.js';
import { withHeads } from '../../src/lsp/features/heads.js';
import { hoverAt } from '../../src/lsp/features/hover.js';
import { inlayHints } from '../../src/lsp/features/inlay-hints.js';
import { toDiagnostics } from '../../src/lsp/features/to-lsp.js';
import { valueType } from '../../src/lsp/features/value-type.js';
import { whyTree } from '../../src/lsp/features/why-escapes.js';
import { FORMATS } from '../../src/node/cli/formats/formats.js';
import { toChecked } from '../../src/node/cli/model.js';
import { NO_REMARKS } from '../../src/node/cli/outcome.js';

/** Places that an input names stay places in a text that has become shorter: shares of its length. */
export type Places = readonly number[];

/** Findings of the document, after everything has been asked at these places, and at the findings themselves. */
export function askEverything(workspace: Workspace, documents: Documents, document: OpenDocument, at: Places): readonly Finding[] {
  const { key, text } = document;
  const findings = workspace.findings(key);
  for (const finding of findings) assertWhole(workspace, finding);
  const places = placesOf(documents, workspace);
  const source = text.getText();
  const heads = withHeads(source, findings);
  const diagnostics = toDiagnostics(findings, text.version, places, { relatedInformation: true, tags: true });
  const leaks = workspace.evidence.get(key)?.leaks ?? [];
  const offsets = [...at.map(share => Math.floor(share * source.length)), ...findings.slice(0, 3).map(f => f.span.start)];
  for (const offset of offsets) {
    hoverAt(offset, heads, leaks, places, offset % 2 === 0, finding => valueType(finding, workspace));
    cgoHover(key, offset, workspace, places);
    const position = text.positionAt(offset);
    const span = spanOf(text, { start: position, end: { line: position.line + 1, character: 0 } });
    const only = offset % 3 === 0 ? ['quickfix', 'source.fixAll'] : undefined;
    codeActions({ document, findings, span, only, diagnostics, hasCommands: offset % 2 === 0 }, places, true);
    if (document.isGo) inlayHints(key, source, span, findings, places);
  }
  const file = workspace.goFacts(key);
  if (file) {
    const inlining = workspace.evidence.get(key)?.inlining;
    codeLenses({ file, text: source, findings: heads, inlining, places, hasCommand: true });
    const [offset = 0] = offsets;
    whyTree({ start: offset, end: offset }, { start: 0, end: source.length }, file, heads, leaks, places);
  }
  return findings;
}

const SHOWN = { hints: true, quiet: false, fails: () => true, version: '0.0.0', code: 0 } as const;

/** The reports about everything that is known, as data. */
export function reportsOf(workspace: Workspace, paths: readonly string[]): unknown {
  const findings = paths.flatMap(path => workspace.findings(path));
  for (const finding of findings) assertWhole(workspace, finding);
  const checked = findings.map(finding => toChecked(workspace, finding));
  const result = { findings: checked, stats: { files: paths.length, lines: 0, milliseconds: 0 }, ...NO_REMARKS };
  const context = { cwd: 'file:///w', colour: false, ...SHOWN };
  return { text: FORMATS.text(result, context), json: FORMATS.json(result, context), matrix: buildMatrix(workspace, undefined) };
}

/** The writers that no comparison needs. */
export function writeOthers(workspace: Workspace, findings: readonly Finding[]): void {
  const result = { findings: findings.map(f => toChecked(workspace, f)), stats: { files: 1, lines: 1, milliseconds: 1 }, ...NO_REMARKS };
  for (const format of ['sarif', 'github', 'gitlab', 'junit'] as const)
    FORMATS[format](result, { cwd: 'file:///w', colour: true, ...SHOWN });
}

/** What fix-all changes in this document. */
export function safeEditsOf(findings: readonly Finding[], key: string): readonly Edit[] {
  return safeEdits(findings).filter(edit => edit.file === key);
}

function assertWhole(workspace: Workspace, finding: Finding): void {
  plain(finding.message);
  assertPlace(workspace, finding, finding);
  for (const step of finding.steps) {
    plain(step.message);
    assertPlace(workspace, step, finding);
  }
  for (const fix of finding.fixes) {
    plain(fix.title);
    assertFix(workspace, fix.edits, finding);
  }
}

function assertPlace(workspace: Workspace, { file, span: { start, end } }: Location, { rule }: Finding): void {
  const text = workspace.text(file);
  assert.ok(text !== undefined, `${rule} leads to ${file}, which is not known`);
  assert.ok(0 <= start && start <= end && end <= text.length, `${rule} at ${start}-${end} of ${text.length} in ${file}`);
}

/** Edits of one fix stand beside each other. */
function assertFix(workspace: Workspace, edits: readonly Edit[], finding: Finding): void {
  for (const edit of edits) assertPlace(workspace, edit, finding);
  const sorted = [...edits].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start));
  for (const [i, edit] of sorted.entries()) {
    const before = sorted[i - 1];
    if (before?.file !== edit.file) continue;
    assert.ok(before.span.end <= edit.span.start, `${finding.rule}: edits of a fix overlap: ${JSON.stringify(sorted.map(e => e.span))}`);
  }
}
