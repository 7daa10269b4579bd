/** The compiler tier in VS Code: a real go command, which the runner puts into the settings. Skipped on a machine without one. */
import * as vscode from 'vscode';
import { equal, ok } from '../host/check.js';
import { findings, findingsWhen, open, revert, ruleOf, settings, when } from '../host/editor.js';

const CONFIRMED = /confirmed by the Go compiler/;

describe('compiler tier', () => {
  before(function () {
    if (settings().get('go.path') === '') this.skip();
  });

  it('opens a report with links into the code', async () => {
    const document = await open('internal/api/handler.go');
    await vscode.commands.executeCommand('goPreflight.analyzePackage');
    const report = await reportNamed('Escapes in package api');
    equal(report.languageId, 'go-preflight-escapes', 'language');
    ok(report.getText().includes('handler.go'), report.getText());
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', report.uri);
    const target = links.find(link => link.target?.path === document.uri.path)?.target;
    ok(target && /^L\d+,\d+/.test(target.fragment), `a link with a place: ${links.map(l => l.target).join(' ')}`);
  });

  it('confirms estimates: one finding a place, in the words of the compiler', async () => {
    const document = await open('internal/api/handler.go');
    await vscode.commands.executeCommand('goPreflight.analyzePackage');
    const all = await findingsWhen(document, now => now.includes('escape/returned-address: stats'), 'escape/returned-address');
    const places = all.map(({ range, code }) => `${JSON.stringify(range)} ${typeof code === 'object' ? code.value : code}`);
    equal(new Set(places).size, places.length, `a place is reported twice: ${places.join(' ')}`);
    const finding = all.find(diagnostic => ruleOf(diagnostic) === 'escape/returned-address');
    ok(finding, 'finding');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, finding.range.start);
    const text = hovers.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value))).join('\n');
    ok(CONFIRMED.test(text), text);
  });

  it('asks by itself on save, where the settings say so', async () => {
    const document = await open('internal/route/route.go');
    const { lineCount } = document;
    const isFound = () => findings(document.uri).some(({ range }) => range.start.line >= lineCount);
    await settings().update('compiler.run', 'onSave', vscode.ConfigurationTarget.Global);
    try {
      const edit = new vscode.WorkspaceEdit();
      const end = document.positionAt(document.getText().length);
      edit.insert(document.uri, end, '\nfunc last(s string) []byte {\n\treturn []byte(s)\n}\n');
      await vscode.workspace.applyEdit(edit);
      // No estimate says anything about this conversion.
      ok(!isFound(), 'nothing before the compiler is asked');
      ok(await document.save(), 'saved');
      await findingsWhen(document, isFound, 'the finding of the compiler');
    } finally {
      await settings().update('compiler.run', 'manual', vscode.ConfigurationTarget.Global);
    }
  });

  it('reads the unsaved text', async () => {
    const document = await open('internal/scale/scale.go');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), '\n// Zero: é😀.\nfunc Zero() *int { é := 0; return &é }\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('goPreflight.analyzeFile');
    const report = await reportNamed('Escapes in file scale.go');
    ok(report.getText().includes('é'), report.getText());
    await findingsWhen(document, now => now.some(line => /^escape\/.*: é$/.test(line)), 'a finding on é');
    await revert(document);
  });

  it('keeps the static findings of a package that does not build', async () => {
    const document = await open('internal/broken/broken.go');
    await findingsWhen(document, now => now.includes('escape/returned-address: pallet'), 'escape/returned-address');
    void vscode.commands.executeCommand('goPreflight.analyzePackage'); // Its answer is a message that waits for a click.
    const metrics = await open('internal/label/label.go');
    await vscode.commands.executeCommand('goPreflight.analyzePackage');
    await findingsWhen(metrics, now => now.length > 0, 'findings of another package');
    ok(
      findings(document.uri).some(diagnostic => ruleOf(diagnostic) === 'escape/returned-address'),
      'the static finding is still there',
    );
  });
});

/** The report with that name in its tab. */
function reportNamed(name: string): Promise<vscode.TextDocument> {
  const reports = () => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'go-preflight');
  return when(
    vscode.workspace.onDidOpenTextDocument,
    () => reports().find(({ uri }) => uri.path.startsWith(`/${name}.`)),
    () => `${name}; there are ${reports().map(({ uri }) => uri.path)}`,
  );
}
