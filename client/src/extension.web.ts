/** The extension in the browser (vscode.dev and the like): the language server is a web worker, without toolchain and file system. */
import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, type MessageTransports } from 'vscode-languageclient/browser';
import { LIST_FILES, READ_FILE, READ_TABLE, type ReadTableParams } from '../../server/src/lsp/core/messages.js';
import { activatePreflight } from './activate.js';
import type { PreflightClient } from './client.js';
import { readTable } from './standard-library.js';
import { listFiles, readFile } from './workspace-files.js';

const WASM = { core: 'web-tree-sitter.wasm', go: 'tree-sitter-go.wasm', bash: 'tree-sitter-bash.wasm' };

let client: PreflightClient | undefined;
let worker: Worker | undefined;
/** Address of a copy of the worker's script. It must live as long as the worker: VS Code's workers load it late. */
let copy: string | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web');
  const read = (name: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name));
  const [core, go, bash, bundle] = await Promise.all([read(WASM.core), read(WASM.go), read(WASM.bash), readBundle(read)]);
  client = await activatePreflight(
    context,
    {
      hasCompiler: false,
      initializationOptions: { grammars: { core, go, bash }, clientFiles: true, bundle },
      createClient: options => new LanguageClient('goPreflight', 'Go Preflight', () => startWorker(folder), options),
    },
    started => {
      started.onRequest(READ_FILE, readFile);
      started.onRequest(LIST_FILES, listFiles);
      started.onRequest(READ_TABLE, (params: ReadTableParams) => readTable(context.extensionUri, params));
    },
  );
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  endWorker();
}

/** The server's texts in the language of the editor, else in that language as other countries write it; empty stays English. */
async function readBundle(read: (name: string) => Thenable<Uint8Array>): Promise<Readonly<Record<string, string>>> {
  const language = vscode.env.language.toLowerCase();
  const names = new Set(language.startsWith('en') ? [] : [language.split('-')[0]!, language]);
  const texts = [...names].map(async name => {
    try {
      return JSON.parse(new TextDecoder().decode(await read(`l10n/${name}.json`))) as Record<string, string>;
    } catch {
      return {};
    }
  });
  return Object.assign({}, ...(await Promise.all(texts)));
}

/**
 * A new worker; the one before it ends, since stopping a client leaves its worker alive. The streams are made here, because the client
 * library asks `instanceof Worker`, and a worker that VS Code makes inside of its own is none.
 */
async function startWorker(folder: vscode.Uri): Promise<MessageTransports> {
  const script = vscode.Uri.joinPath(folder, 'server.js');
  endWorker();
  if (script.scheme === 'vscode-remote') copy = await blobUrl(script);
  worker = new Worker(copy ?? script.toString(true));
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

function endWorker(): void {
  worker?.terminate();
  if (copy !== undefined) URL.revokeObjectURL(copy);
  worker = undefined;
  copy = undefined;
}

/** Browsers start no worker from a `vscode-remote:` address (code-server, Codespaces), but they do from a copy of its text. */
async function blobUrl(script: vscode.Uri): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'text/javascript' }));
}
