/** The language server on node, over stdio or node's own channel. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { describe } from '../lsp/core/scheduler.js';
import { startServer } from '../lsp/core/server.js';
import { NodeHost } from './host/host.js';

/** Serves on stdin and stdout until the client says `exit`, closes the pipe or dies. For `go-preflight lsp --stdio`. */
export function runStdioServer(): void {
  // The connection looks for its transport among the arguments, whatever the caller's command line looks like.
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  runServer();
}

/** As above, with the transport that the command line names. Running tools are killed when the process ends (see go/process.ts). */
export function runServer(): void {
  const connection = createConnection(ProposedFeatures.all);
  const server = startServer(connection, new NodeHost(connection));
  process.on('unhandledRejection', error => connection.console.error(`unhandled rejection: ${describe(error)}`));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      server.dispose();
      process.exit(0);
    });
  }
}
