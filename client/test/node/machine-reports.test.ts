/** The commands that report on the machine: plain read-only documents. */
import * as vscode from 'vscode';
import { equal, ok } from '../host/check.js';
import { open, when } from '../host/editor.js';

describe('machine reports', () => {
  it('of the doctor', async () => {
    await open('cmd/parcels/main.go');
    await vscode.commands.executeCommand('goPreflight.doctor');
    const report = await reportNamed('Doctor');
    equal(report.languageId, 'plaintext', 'language');
    ok(/^Go Preflight \S+, doctor for .*\n\nWhich Go runs\n/.test(report.getText()), report.getText());
    ok(report.getText().includes('/go.mod\n'), report.getText());
    equal(report.isDirty, false, 'nothing to save');
  });

  it('of a binary', async () => {
    const name = process.execPath.slice(process.execPath.lastIndexOf('/') + 1);
    await vscode.commands.executeCommand('goPreflight.inspectBinary', vscode.Uri.file(process.execPath));
    const report = await reportNamed(`Binary ${name}`);
    ok(/: (?:ELF|Mach-O|PE) program for /.test(report.getText()), report.getText());
  });
});

/** The report with that title in its tab, once it has its text. */
function reportNamed(title: string): Promise<vscode.TextDocument> {
  const reports = () => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'go-preflight-report');
  return when(
    vscode.workspace.onDidOpenTextDocument,
    () => reports().find(({ uri }) => uri.path === `/${title}`),
    () => `${title}; there are ${reports().map(({ uri }) => uri.path)}`,
  );
}
