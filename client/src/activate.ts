/** What desktop and browser do alike when the extension starts. */
import * as vscode from 'vscode';
import { PreflightClient, type ServerHost } from './client.js';
import { COMMANDS } from './commands/all.js';
import { Status } from './status.js';
import { BuildMatrixView } from './views/build-matrix.js';
import { EscapeReports } from './views/escape-report.js';
import { TextReports } from './views/text-report.js';
import { WhyEscapes } from './views/why-escapes.js';

/** Starts the server and registers everything; `prepare` runs before the server starts. */
export async function activatePreflight(
  context: vscode.ExtensionContext,
  host: ServerHost,
  prepare: (client: PreflightClient) => void = () => {},
): Promise<PreflightClient> {
  const output = vscode.window.createOutputChannel('Go Preflight', { log: true });
  const status = new Status(host.hasCompiler);
  const client = new PreflightClient(host, output, status);
  const reports = new EscapeReports();
  const texts = new TextReports();
  const why = new WhyEscapes();
  const matrix = new BuildMatrixView(context.extensionUri, client);
  context.subscriptions.push(output, status, client, reports, texts, why, matrix);
  for (const { id, run } of COMMANDS) {
    context.subscriptions.push(
      vscode.commands.registerCommand(id, (...args: unknown[]) => run({ client, output, reports, texts, why, matrix }, ...args)),
    );
  }
  prepare(client);
  await client.start();
  return client;
}
