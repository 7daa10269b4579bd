/** The server as a web worker. The client posts the grammars in `initializationOptions`. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from '../lsp/core/server.js';
import { BrowserHost } from './host.js';

const connection = createConnection(
  new BrowserMessageReader(self as DedicatedWorkerGlobalScope),
  new BrowserMessageWriter(self as DedicatedWorkerGlobalScope),
);
startServer(connection, options => new BrowserHost(connection, options));
