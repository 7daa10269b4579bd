/** Code lens, inlay hints and the view of reasons in VS Code, with a real go command. Skipped on a machine without one. */
import * as vscode from 'vscode';
import type { WhyEscapesResult } from '../../../server/src/lsp/core/messages.js';
import { equal, ok } from '../host/check.js';
import { findingsWhen, open, settings } from '../host/editor.js';

const FILE = 'internal/api/handler.go';

describe('views of the heap', () => {
  before(function () {
    if (settings().get('go.path') === '') this.skip();
  });

  async function analyzed(): Promise<vscode.TextDocument> {
    const document = await open(FILE);
    await vscode.commands.executeCommand('goPreflight.analyzePackage');
    await findingsWhen(document, now => now.includes('escape/returned-address: stats'), 'the findings of the compiler');
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  it('tells above a function how many allocations it has, and lists them', async () => {
    const document = await analyzed();
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
    const own = lenses.filter(({ command }) => command?.command === 'goPreflight.showAllocations');
    const lens = own.find(({ range }) => document.getText(range) === 'newStats');
    ok(lens?.command, `a lens at newStats: ${own.map(({ range, command }) => `${document.getText(range)}: ${command?.title}`).join(', ')}`);
    ok(/^\d+ heap allocations? · (inlinable, cost \d+|not inlinable: .+)$/.test(lens.command.title), lens.command.title);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    await vscode.commands.executeCommand('closeReferenceSearch');
  });

  it('shows why in a tree, for the cursor and for a place', async () => {
    const document = await analyzed();
    const at = document.positionAt(document.getText().indexOf('stats := Stats'));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    editor.selection = new vscode.Selection(at, at);
    const here = await vscode.commands.executeCommand<WhyEscapesResult>('goPreflight.whyEscapes');
    equal(here.status, 'ok', here.message);
    const [root] = here.roots;
    ok(root, 'a root');
    ok(root.label.includes('stats'), `root ${root.label}`);
    ok(root.children.length > 0 && root.children.every(({ uri, range }) => uri && range), `steps ${JSON.stringify(root.children)}`);
    const start = { line: 0, character: 0 };
    const nothing = await vscode.commands.executeCommand<WhyEscapesResult>('goPreflight.whyEscapes', document.uri.toString(), start);
    equal(nothing.roots.length, 0, nothing.message);
    ok(nothing.message.includes('no heap allocation'), nothing.message);
  });

  it('links to it from the hover', async () => {
    const document = await analyzed();
    const at = document.positionAt(document.getText().indexOf('stats := Stats'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const parts = hovers.flatMap(({ contents }) => contents).filter(part => part instanceof vscode.MarkdownString);
    const ours = parts.find(({ value }) => value.includes('command:goPreflight.whyEscapes?'));
    ok(ours, parts.map(({ value }) => value).join('\n'));
    equal(JSON.stringify(ours.isTrusted), JSON.stringify({ enabledCommands: ['goPreflight.whyEscapes'] }), 'trusts this command only');
  });
});
