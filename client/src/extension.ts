/** The extension on the desktop and on VS Code servers: the language server is a node process. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activatePreflight } from './activate.js';
import { offerToAgents } from './agents.js';
import type { PreflightClient } from './client.js';

let client: PreflightClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  const { version } = context.extension.packageJSON as { version: string };
  context.subscriptions.push(offerToAgents(context.asAbsolutePath('dist/mcp.js'), version));
  client = await activatePreflight(context, {
    hasCompiler: true,
    createClient: options => new LanguageClient('goPreflight', 'Go Preflight', { module, transport: TransportKind.ipc }, options),
  });
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
