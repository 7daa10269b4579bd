/** The view "Why does this escape?": what the server answers, as a tree whose lines lead into the code. Hidden until somebody asks. */
import * as vscode from 'vscode';
import type { WhyEscapesResult, WhyNode } from '../../../server/src/lsp/core/messages.js';
import { toRange } from '../places.js';
import { say } from '../say.js';

const VIEW = 'goPreflight.whyEscapes';
/** Context key of the view's `when` in package.json. */
const ASKED = 'goPreflight.whyEscapesAsked';

export class WhyEscapes implements vscode.TreeDataProvider<WhyNode>, vscode.Disposable {
  private roots: readonly WhyNode[] = [];
  private readonly parents = new Map<WhyNode, WhyNode>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view = vscode.window.createTreeView(VIEW, { treeDataProvider: this });
  private running: vscode.CancellationTokenSource | undefined;

  /** Asks, with progress in the view; a newer question ends an older one. Rejects as `ask` does. */
  async show(ask: (token: vscode.CancellationToken) => Promise<WhyEscapesResult>): Promise<WhyEscapesResult> {
    this.running?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.running = source;
    await vscode.commands.executeCommand('setContext', ASKED, true);
    const result = await vscode.window.withProgress({ location: { viewId: VIEW } }, () => ask(source.token));
    if (this.running === source && result.status !== 'cancelled') await this.fill(result);
    return result;
  }

  getTreeItem(node: WhyNode): vscode.TreeItem {
    const { label, uri, range, place, children } = node;
    const { Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(label, children.length > 0 ? Expanded : None);
    item.tooltip = label;
    item.iconPath = new vscode.ThemeIcon(this.parents.has(node) ? 'arrow-small-right' : 'database');
    if (uri === undefined || range === undefined) return item;
    const target = vscode.Uri.parse(uri);
    if (place !== undefined) item.description = place;
    item.command = { command: 'vscode.open', title: say('goToPlace'), arguments: [target, { selection: toRange(range) }] };
    return item;
  }

  getChildren(node?: WhyNode): WhyNode[] {
    return [...(node?.children ?? this.roots)];
  }

  getParent(node: WhyNode): WhyNode | undefined {
    return this.parents.get(node);
  }

  dispose(): void {
    this.running?.cancel();
    this.view.dispose();
    this.changed.dispose();
  }

  private async fill({ roots, message }: WhyEscapesResult): Promise<void> {
    this.roots = roots;
    this.parents.clear();
    for (const root of roots) for (const child of root.children) this.parents.set(child, root);
    this.view.message = message;
    this.changed.fire();
    // The keyboard stays in the code.
    if (roots[0] !== undefined) await this.view.reveal(roots[0], { focus: false, select: false, expand: true });
    else await vscode.commands.executeCommand(`${VIEW}.open`, { preserveFocus: true });
  }
}
