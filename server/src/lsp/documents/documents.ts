/**
 * Open documents: the text as the editor has it, its version, and the way from LSP positions to the engine's offsets. The editor's idea of
 * a line is the protocol's (`\n`, `\r\n` and `\r`); the engine counts offsets only.
 */
import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from 'vscode-languageserver';
import type { Span } from '../../engine/base/finding.js';
import { languageOf } from '../../engine/builds/kinds.js';
import { toKey } from '../core/uris.js';
import { EditedText } from './edited-text.js';

/** A replaced span; its offsets hold in the text as the changes before it left it. */
export interface Change {
  readonly span: Span;
  readonly newText: string;
}

export interface OpenDocument {
  /** The engine's name for it. */
  readonly key: string;
  /** The URI as the client spells it. */
  readonly uri: string;
  readonly text: EditedText;
  readonly isGo: boolean;
}

/** `textBefore` is the text that the first of `changes` applies to. */
export interface DocumentChange {
  readonly document: OpenDocument;
  readonly textBefore: string;
  readonly changes: readonly Change[];
}

/** Each change costs time in proportion to the text; "replace all" sends thousands, which are cheaper as one. */
const MANY_CHANGES = 20;

export class Documents {
  private readonly byUri = new Map<string, OpenDocument>();
  private readonly byKeys = new Map<string, OpenDocument>();

  open({ textDocument: { uri, languageId, version, text } }: DidOpenTextDocumentParams): OpenDocument {
    const key = keyOf(uri, languageId);
    const document = { key, uri, text: new EditedText(uri, languageId, version, text), isGo: key.endsWith('.go') };
    this.byUri.set(uri, document);
    this.byKeys.set(key, document);
    return document;
  }

  /** Applies the changes in order and says what they were in offsets; undefined for a document that is not open. */
  change(params: DidChangeTextDocumentParams): DocumentChange | undefined {
    const document = this.byUri.get(params.textDocument.uri);
    if (document === undefined) return undefined;
    const textBefore = document.text.getText();
    const changes = params.contentChanges.map(change => {
      const span = 'range' in change ? spanOf(document.text, change.range) : { start: 0, end: document.text.getText().length };
      document.text.replace(span, change.text);
      return { span, newText: change.text };
    });
    document.text.version = params.textDocument.version;
    if (changes.length <= MANY_CHANGES) return { document, textBefore, changes };
    return { document, textBefore, changes: [difference(textBefore, document.text.getText())] };
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.byUri.get(uri);
    if (document === undefined) return undefined;
    this.byUri.delete(uri);
    this.byKeys.delete(document.key);
    return document;
  }

  /** By the client's URI. */
  get(uri: string): OpenDocument | undefined {
    return this.byUri.get(uri);
  }

  byKey(key: string): OpenDocument | undefined {
    return this.byKeys.get(key);
  }

  keys(): Iterable<string> {
    return this.byKeys.keys();
  }

  all(): Iterable<OpenDocument> {
    return this.byUri.values();
  }
}

/** The span of an LSP range; a range written backwards is turned round. */
export function spanOf(text: Pick<EditedText, 'offsetAt'>, range: { readonly start: Position; readonly end: Position }): Span {
  const start = text.offsetAt(range.start);
  const end = text.offsetAt(range.end);
  return start <= end ? { start, end } : { start: end, end: start };
}

/** The one change that leads from `before` to `after`. */
export function difference(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { span: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** The engine tells languages apart by file name; a document the editor calls Go or Dockerfile gets a name that says so. */
function keyOf(uri: string, languageId: string): string {
  const key = toKey(uri);
  const byName = languageOf(key);
  if (languageId === 'go' && byName !== 'go') return `${key}/untitled.go`;
  if (languageId === 'dockerfile' && byName !== 'dockerfile') return `${key}.Dockerfile`;
  return key;
}
