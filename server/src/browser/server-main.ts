/** The server as a web worker. The client posts the grammars in `initializationOptions`. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { Lifecycle } from '../lsp/core/lifecycle.js';
import { startServer } from '../lsp/core/server.js';
import { BrowserHost } from './host.js';

const lifecycle = new Lifecycle();
const connection = createConnection(
  new BrowserMessageReader(self as DedicatedWorkerGlobalScope),
  new BrowserMessageWriter(self as DedicatedWorkerGlobalScope),
  { messageStrategy: lifecycle },
);
startServer(connection, lifecycle, options => new BrowserHost(connection, options));
