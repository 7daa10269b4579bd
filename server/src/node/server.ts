/** The language server on node, over stdio or node's own channel. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Lifecycle } from '../lsp/core/lifecycle.js';
import { describe } from '../lsp/core/scheduler.js';
import { startServer } from '../lsp/core/server.js';
import { NodeHost } from './host/host.js';

/** Serves on stdin and stdout until the client says `exit`, closes the pipe or dies. For `go-preflight lsp --stdio`. */
export function runStdioServer(): void {
  // The connection looks for its transport among the arguments, whatever the caller's command line looks like.
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  runServer();
}

/** As above, with the transport that the command line names. What runs or was written ends with the process (see ends/held.ts). */
export function runServer(): void {
  const lifecycle = new Lifecycle();
  const connection = createConnection(ProposedFeatures.all, { messageStrategy: lifecycle });
  startServer(connection, lifecycle, new NodeHost(connection));
  process.on('unhandledRejection', error => connection.console.error(`unhandled rejection: ${describe(error)}`));
}
