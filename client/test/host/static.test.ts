/** The static tier, the same in the node host and in the web worker: every family shows, on the right token, and clean files are silent. */
import * as vscode from 'vscode';
import { equal, ok } from './check.js';
import { findings, findingsWhen, open, quickFixes, revert, ruleOf, settings, summary } from './editor.js';

/** File of test-workspace, and findings of it as `rule: token`. One or more for each family. */
const EXPECTED: readonly (readonly [file: string, ...findings: string[]])[] = [
  ['internal/api/handler.go', 'escape/returned-address: stats', 'escape/stored-address: first'],
  ['internal/label/label.go', 'pool/use-after-put: b', 'pool/non-pointer-put: b'],
  ['deploy/Dockerfile.experiments', 'experiment/unknown: swissmap', 'experiment/syntax: -greenteagc'],
  ['internal/scale/scale.go', 'cgo/import: "C"'],
  ['internal/hot/hot.go', 'build/unknown-directive: //go:inline'],
];

describe('static rules', () => {
  for (const [file, ...expected] of EXPECTED) {
    it(`finds ${expected.map(line => line.slice(0, line.indexOf(':'))).join(' and ')} in ${file}`, async () => {
      const document = await open(file);
      await findingsWhen(document, now => expected.every(line => now.includes(line)), `expected ${JSON.stringify(expected)}`);
    });
  }

  it('finds cgo/image-cannot-start in the Dockerfile, which takes go.mod and the packages', async () => {
    const document = await open('Dockerfile');
    await findingsWhen(document, now => now.some(line => line.startsWith('cgo/image-cannot-start: ')), 'cgo/image-cannot-start');
  });

  it('finds what there is in a file that does not compile', async () => {
    const document = await open('internal/broken/broken.go');
    await findingsWhen(document, now => now.includes('escape/returned-address: pallet'), 'escape/returned-address');
  });

  it('underlines nothing in clean files', async () => {
    // A file with findings is opened after them: when its findings are here, theirs would be too.
    const clean = [await open('internal/metrics/metrics.go'), await open('deploy/Dockerfile.static')];
    await findingsWhen(await open('internal/label/label.go'), now => now.length > 0, 'any finding');
    for (const document of clean) {
      const underlined = findings(document.uri).filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
      equal(summary(document, underlined), [], document.uri.path);
    }
  });

  it('tells source, rule, page and severity of a finding', async () => {
    const document = await open('internal/label/label.go');
    const [finding] = await findingsWhen(document, now => now.includes('pool/use-after-put: b'), 'pool/use-after-put').then(all =>
      all.filter(diagnostic => ruleOf(diagnostic) === 'pool/use-after-put'),
    );
    ok(finding && typeof finding.code === 'object', 'the code has a page');
    ok(finding.code.target.path.endsWith('/pool/use-after-put.md'), `page ${finding.code.target}`);
    ok(finding.message.trim().length > 20, `message ${finding.message}`);
    ok(finding.severity <= vscode.DiagnosticSeverity.Warning, `severity ${finding.severity}`);
  });

  it('leaves the hover to the diagnostic where it says all there is', async () => {
    const document = await open('internal/label/label.go');
    const all = await findingsWhen(document, now => now.includes('pool/use-after-put: b'), 'pool/use-after-put');
    const finding = all.find(diagnostic => ruleOf(diagnostic) === 'pool/use-after-put');
    ok(finding, 'finding');
    ok(finding.message.includes('\nHelp: '), `message ${finding.message}`);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, finding.range.start);
    const text = hovers.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value))).join('\n');
    ok(!text.includes('Help: ') && !text.includes('pool/use-after-put'), `hover ${text}`);
  });

  it('fixes GOEXPERIMENT in a Dockerfile by a code action', async () => {
    const document = await open('deploy/Dockerfile.experiments');
    const all = await findingsWhen(document, now => now.includes('experiment/syntax: -greenteagc'), 'experiment/syntax');
    const finding = all.find(diagnostic => ruleOf(diagnostic) === 'experiment/syntax');
    ok(finding, 'finding');
    const fix = (await quickFixes(document, finding)).find(({ title }) => title.includes('nogreenteagc'));
    ok(fix?.edit, 'a quick fix');
    ok(await vscode.workspace.applyEdit(fix.edit), 'the edit applies');
    ok(/GOEXPERIMENT=swissmap,nogreenteagc/.test(document.getText()), document.getText());
    await findingsWhen(document, now => !now.some(line => line.startsWith('experiment/syntax')), 'the finding is gone');
    await revert(document);
    await findingsWhen(document, now => now.includes('experiment/syntax: -greenteagc'), 'the finding is back');
  });

  it('follows an edit without saving', async () => {
    const document = await open('internal/hot/hot.go');
    await findingsWhen(document, now => now.includes('build/unknown-directive: //go:inline'), 'build/unknown-directive');
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('//go:inline');
    edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + '//go:inline'.length)), '//go:noinline');
    await vscode.workspace.applyEdit(edit);
    await findingsWhen(document, now => !now.some(line => line.startsWith('build/unknown-directive')), 'the finding is gone');
    await revert(document);
  });

  it('follows a change of settings', async () => {
    const document = await open('internal/label/label.go');
    const has = (family: string) => (now: readonly string[]) => now.some(line => line.startsWith(family));
    await findingsWhen(document, has('pool/'), 'pool findings');
    await settings().update('rules', { pool: 'off' }, vscode.ConfigurationTarget.Global);
    try {
      await findingsWhen(document, now => !has('pool/')(now), 'pool is off');
      await settings().update('rules', { 'pool/use-after-put': 'information' }, vscode.ConfigurationTarget.Global);
      const all = await findingsWhen(document, has('pool/use-after-put'), 'pool is on again');
      const severity = all.find(diagnostic => ruleOf(diagnostic) === 'pool/use-after-put')?.severity;
      equal(severity, vscode.DiagnosticSeverity.Information, 'the severity that was set');
    } finally {
      await settings().update('rules', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('leaves other schemes alone: a view of a file is not the file', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('preflight-test', {
      provideTextDocumentContent: () => 'package p\n\n//go:inline\nfunc f() {}\n',
    });
    try {
      const view = await vscode.workspace.openTextDocument(vscode.Uri.parse('preflight-test:/hot.go'));
      await findingsWhen(await open('internal/hot/hot.go'), now => now.length > 0, 'the file has findings');
      equal(findings(view.uri), [], 'findings of the view');
    } finally {
      provider.dispose();
    }
  });

  it('finds things in a document that has no file yet', async () => {
    const content = 'package p\n\n//go:inline\nfunc f() {}\n';
    const document = await vscode.workspace.openTextDocument({ language: 'go', content });
    await findingsWhen(document, now => now.includes('build/unknown-directive: //go:inline'), 'build/unknown-directive');
  });
});
