/** The language server on node, over stdio or node's own channel. */
import { Lifecycle } from '../lsp/core/lifecycle.js';
import { describe } from '../lsp/core/scheduler.js';
import { startServer } from '../lsp/core/server.js';
import { NodeHost } from './host/host.js';
import { connectIpc, connectStdio } from './wire/connect.js';

/**
 * Serves until the client says `exit`, closes the stream or dies; `transport`: stdin and stdout, or node's own channel. What runs or was
 * written ends with the process (see ends/held.ts).
 */
export function runServer(transport: 'stdio' | 'ipc'): void {
  const lifecycle = new Lifecycle();
  const connection = transport === 'ipc' ? connectIpc(lifecycle) : connectStdio(lifecycle);
  startServer(connection, lifecycle, new NodeHost(connection));
  process.on('unhandledRejection', error => connection.console.error(`unhandled rejection: ${describe(error)}`));
}
