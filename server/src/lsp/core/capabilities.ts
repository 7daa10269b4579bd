/** What this server offers, and what it needs to know about the client. */
import {
  type ClientCapabilities,
  CodeActionKind,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { InitializationOptions } from './messages.js';
import { toKey } from './uris.js';

/** Applies every safe fix of the document. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.goPreflight`;

export const SERVER_CAPABILITIES: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, FIX_ALL] },
  hoverProvider: true,
  codeLensProvider: { resolveProvider: false },
  inlayHintProvider: true,
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** What the client can do, false where it does not say. */
export interface ClientFeatures {
  readonly configuration: boolean;
  readonly watchSettings: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly documentChanges: boolean;
  readonly relatedInformation: boolean;
  readonly tags: boolean;
  readonly refreshLenses: boolean;
  readonly refreshHints: boolean;
  /** The client has the commands of `messages.ts`. */
  readonly commands: boolean;
}

export function readFeatures({ workspace, window, textDocument }: ClientCapabilities, options: InitializationOptions): ClientFeatures {
  const diagnostics = textDocument?.publishDiagnostics;
  return {
    configuration: workspace?.configuration === true,
    watchSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    progress: window?.workDoneProgress === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    relatedInformation: diagnostics?.relatedInformation === true,
    tags: diagnostics?.tagSupport !== undefined,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    refreshHints: workspace?.inlayHint?.refreshSupport === true,
    commands: options.commands === true,
  };
}

/** Keys of the folders the client opened; empty for a lone file. */
export function readFolders({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(folder => toKey(folder.uri));
  return rootUri ? [toKey(rootUri)] : [];
}
