/** Long lists of findings are made for the editor in slices, and what came meanwhile is not overwritten. */
import assert from 'node:assert/strict';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Finding } from '../../src/engine/base/finding.js';
import { LineIndex } from '../../src/engine/base/line-index.js';
import type { Workspace } from '../../src/engine/workspace/workspace.js';
import { EditedText } from '../../src/lsp/documents/edited-text.js';
import { Publisher } from '../../src/lsp/documents/publisher.js';

const URI = 'file:///a.go';
const KEY = '/a.go';
const TEXT = 'x\n'.repeat(2000);

describe('publisher', () => {
  let count: number;
  let sent: PublishDiagnosticsParams[];
  let publisher: Publisher;
  let text: EditedText;
  beforeEach(() => {
    count = 900;
    sent = [];
    text = new EditedText(URI, 'go', 1, TEXT);
    const lines = new LineIndex(TEXT);
    const finding = (_: unknown, i: number): Finding => ({
      ...{ rule: 'test/rule', severity: 'warning', confidence: 'estimated', file: KEY, span: { start: 2 * i, end: 2 * i + 1 } },
      ...{ message: { id: 'test', args: {} }, steps: [], fixes: [], suppressed: false },
    });
    const workspace = { findings: () => Array.from({ length: count }, finding) } as Partial<Workspace> as Workspace;
    const places = { range: (_: string, span: Finding['span']) => lines.range(span), uri: () => URI };
    const features = { relatedInformation: true, tags: true };
    publisher = new Publisher(
      params => void sent.push(params),
      workspace,
      places,
      features,
      () => undefined,
    );
  });

  const document = () => ({ key: KEY, uri: URI, text, isGo: true });
  const told = () => sent.map(({ version, diagnostics }) => [version, diagnostics.length]);

  it('rests before each 25 diagnostics', () => {
    let rests = 0;
    for (const work = publisher.publishing(document()); !work.next().done; ) rests++;
    assert.equal(rests, 36);
    assert.deepEqual(told(), [[1, 900]]);
  });

  it('sends nothing about a text that is another meanwhile', () => {
    const work = publisher.publishing(document());
    work.next();
    text.replace({ start: 0, end: TEXT.length }, 'y\n');
    text.version = 2;
    assert.equal(work.next().done, true);
    assert.deepEqual(told(), []);
  });

  it('keeps what somebody sent meanwhile who looked later', () => {
    const work = publisher.publishing(document());
    work.next();
    count = 3;
    publisher.publish(document());
    assert.equal(work.next().done, true);
    assert.deepEqual(told(), [[1, 3]]);
  });
});
