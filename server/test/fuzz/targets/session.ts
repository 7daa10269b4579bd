/**
 * The soak: one living server, driven as an editor drives it, with a compiler that answers late, out of order or not at all. Now and then
 * everybody comes to an end, and it must show what a fresh server shows of the same disk, documents and settings.
 */
import assert from 'node:assert/strict';
import type { Diagnostic, Hover, MarkupContent } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { dirName } from '../../../src/engine/base/paths.js';
import { ANALYZE_ESCAPES, BUILD_MATRIX, TRUST, WHY_ESCAPES } from '../../../src/lsp/core/messages.js';
import { Pair } from '../../lsp/pair.js';
import { Dice, seedOf } from '../../support/random.js';
import { assertSame } from '../same.js';
import { type Tools, target } from '../target.js';
import { draft, Editor, type Operation, SETTINGS } from './editor.js';
import { LateCompiler } from './late-compiler.js';
import { TEXTS } from './world-texts.js';

interface SessionInput {
  readonly operations: readonly Operation[];
  /** How fast the server's steps seem to be, so that what depends on it comes again: a seed. */
  readonly pace?: number;
}

/** Milliseconds that a step seems to take on average: of a slice of 8, hundreds of steps to less than one. */
const PACES = [0.02, 0.3, 2, 9];

function paceOf(seed: number): () => number {
  const dice = new Dice(seedOf(seed, 'pace', 0));
  const mean = dice.pick(PACES);
  return () => dice.share() * 2 * mean;
}

/** Of one server. */
const LIFE = 400;
/** Operations between two comparisons. */
const STRETCH = 40;
const FOLDER = 'file:///w';
const uriOf = (path: string) => `file://${path}`;

class Living {
  readonly editor = new Editor();
  private versions = 0;

  private constructor(
    readonly pair: Pair,
    private readonly compiler: LateCompiler,
    private readonly tools: Tools,
    private readonly pace: number,
  ) {}

  static async start(tools: Tools, pace: number, from = new Editor()): Promise<Living> {
    const compiler = new LateCompiler();
    const files = Object.fromEntries([...from.disk].map(([path, text]) => [uriOf(path), text]));
    const pair = await Pair.start({
      ...{ files, compiler, rules: tools.rules, settings: SETTINGS[from.settings]!, folders: from.folder ? [FOLDER] : [] },
      ...{ initializationOptions: { trusted: from.trusted }, pace: paceOf(pace) },
    });
    const living = new Living(pair, compiler, tools, pace);
    for (const [path, text] of from.disk) living.editor.disk.set(path, text);
    Object.assign(living.editor, { settings: from.settings, trusted: from.trusted, folder: from.folder });
    for (const [path, text] of from.open) await living.do({ kind: 'open', path, text });
    return living;
  }

  async do(operation: Operation): Promise<void> {
    const { pair, editor } = this;
    const before = 'path' in operation ? editor.open.get(operation.path) : undefined;
    if (!editor.take(operation)) return;
    switch (operation.kind) {
      case 'open':
        return pair.open(uriOf(operation.path), operation.text, ++this.versions, languageOf(operation.path));
      case 'change': {
        let document = TextDocument.create('x', 'x', 0, before!);
        const changes = operation.changes.map(({ span, newText }) => {
          const range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
          document = TextDocument.update(document, [{ range, text: newText }], 0);
          return { range, text: newText };
        });
        return pair.change(uriOf(operation.path), ++this.versions, ...changes);
      }
      case 'save':
        await pair.save(uriOf(operation.path));
        return this.written(operation.path);
      case 'close':
        return pair.close(uriOf(operation.path));
      case 'write':
      case 'remove':
        return this.written(operation.path);
      case 'rename':
        return this.written(operation.path, operation.to);
      case 'settings':
        pair.settings = SETTINGS[operation.which]!;
        return pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
      case 'trust':
        return pair.client.sendNotification(TRUST, { trusted: operation.trusted });
      case 'folders': {
        const folder = [{ uri: FOLDER, name: 'w' }];
        const event = operation.open ? { added: folder, removed: [] } : { added: [], removed: folder };
        return pair.client.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      }
      case 'answer':
        return this.compiler.answer(operation.which, operation.built);
      case 'ask':
        return this.ask(operation);
      case 'turn':
        return pair.roundTrip();
      case 'rest':
        return pair.settledStatic();
      case 'wait':
        return pair.host.advance(operation.milliseconds);
      case 'compare':
        return this.compare();
    }
  }

  /** Closes what is open, so that its trees are freed. */
  async stop(): Promise<void> {
    for (const path of [...this.editor.open.keys()]) await this.do({ kind: 'close', path });
    await this.pair.stop();
  }

  private async written(...paths: readonly string[]): Promise<void> {
    const { host, client } = this.pair;
    for (const path of paths) {
      const text = this.editor.disk.get(path);
      if (text === undefined) host.files.delete(uriOf(path));
      else host.files.set(uriOf(path), text);
    }
    const type = (path: string) => (this.editor.disk.has(path) ? 2 : 3);
    await client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: paths.map(path => ({ uri: uriOf(path), type: type(path) })),
    });
  }

  /** Nobody waits for what may need the compiler. */
  private async ask({ path, what, at }: Operation & { kind: 'ask' }): Promise<void> {
    const uri = uriOf(path);
    const text = TextDocument.create(uri, 'x', 0, this.editor.open.get(path) ?? '');
    const position = text.positionAt(Math.floor(at * text.getText().length));
    const range = { start: position, end: { line: position.line + 1, character: 0 } };
    const textDocument = { uri };
    const { client } = this.pair;
    const unwaited = (answer: Promise<unknown>) => void answer.catch(() => undefined);
    if (what === 'hover') await client.sendRequest('textDocument/hover', { textDocument, position });
    else if (what === 'lenses') await client.sendRequest('textDocument/codeLens', { textDocument });
    else if (what === 'hints') await client.sendRequest('textDocument/inlayHint', { textDocument, range });
    else if (what === 'actions')
      unwaited(client.sendRequest('textDocument/codeAction', { textDocument, range, context: { diagnostics: [], triggerKind: 2 } }));
    else if (what === 'matrix') unwaited(client.sendRequest(BUILD_MATRIX, { again: false }));
    else if (what === 'report') unwaited(client.sendRequest(ANALYZE_ESCAPES, { scope: at < 0.5 ? 'package' : 'workspace', uri }));
    else unwaited(client.sendRequest(WHY_ESCAPES, { textDocument, position }));
  }

  /** The compiler answers until nobody asks it any more. */
  private async finish(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet++) {
      this.pair.host.advance(60_000);
      await this.pair.settledStatic();
      if (this.compiler.isAsked) quiet = -1;
      this.compiler.answerAll();
    }
    await this.pair.settled();
  }

  /** What the compiler says of open documents is known for their present texts. */
  private async compiled(): Promise<void> {
    await this.finish();
    const byPackage = new Map([...this.editor.open.keys()].filter(p => p.endsWith('.go')).map(path => [dirName(path), path]));
    for (const path of byPackage.values()) {
      const asked = this.pair.client.sendRequest(ANALYZE_ESCAPES, { scope: 'package', uri: uriOf(path) });
      await this.finish();
      await asked;
    }
  }

  private async shown(): Promise<unknown> {
    await this.compiled();
    const { client, published } = this.pair;
    const last = new Map(published.map(p => [p.uri, p.diagnostics]));
    const diagnostics = [...last].filter(([, list]) => list.length > 0).map(([uri, list]) => [uri, list.map(withoutData)] as const);
    // Without a folder what has been read for documents that are closed now may stay: nobody says that they are gone.
    const matrix = this.editor.folder && (await client.sendRequest(BUILD_MATRIX, { again: false }));
    // Hovers come after the matrix, for which everybody reads the whole folder: they tell of what happens to be known.
    const hovers: unknown[] = [];
    const sorted = [...this.editor.open.keys()].sort();
    for (const path of sorted) {
      const textDocument = { uri: uriOf(path) };
      for (const { range } of (last.get(textDocument.uri) ?? []).slice(0, 2)) {
        hovers.push(withoutType(await client.sendRequest<Hover | null>('textDocument/hover', { textDocument, position: range.start })));
      }
      if (!path.endsWith('.go')) continue;
      hovers.push(await client.sendRequest('textDocument/codeLens', { textDocument }));
      const all = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
      hovers.push(await client.sendRequest('textDocument/inlayHint', { textDocument, range: all }));
    }
    return { diagnostics: diagnostics.sort(([a], [b]) => (a < b ? -1 : 1)), hovers, matrix };
  }

  private async compare(): Promise<void> {
    const shown = await this.shown();
    const errors = this.pair.host.logged.filter(line => line.startsWith('error'));
    assert.deepEqual(errors, []);
    const { engine } = this.tools;
    if ([...this.editor.open].some(([path, text]) => path.endsWith('.go') && engine.go.parse(text).hasError)) return;
    const fresh = await Living.start(this.tools, this.pace + this.versions, this.editor);
    const expected = await fresh.shown();
    await fresh.stop();
    assertSame(shown, expected, 'differs from a fresh server');
  }
}

function languageOf(path: string): string {
  return path.endsWith('.go') ? 'go' : path.endsWith('Dockerfile') ? 'dockerfile' : 'plaintext';
}

/** A hover does not wait for types: it names one when other work has brought it. */
function withoutType(hover: Hover | null): string | undefined {
  return (hover?.contents as MarkupContent | undefined)?.value.replace(/Type: `[^`]*` · /, '');
}

/** What the client keeps for the server holds for the version that is said in it. */
function withoutData({ data: _, ...shown }: Diagnostic): unknown {
  return shown;
}

export const SESSION = target<SessionInput>({
  kind: 'session',
  make(dice, { engine }) {
    const editor = new Editor();
    const operations: Operation[] = [];
    const add = (operation: Operation | undefined) => {
      if (operation && editor.take(operation)) operations.push(operation);
    };
    for (const [path, texts] of Object.entries(TEXTS)) if (dice.chance(0.8)) add({ kind: 'write', path, text: dice.pick(texts) });
    while (operations.length < LIFE) {
      if (operations.length % STRETCH === STRETCH - 1) add({ kind: 'compare' });
      else add(draft(editor, dice, text => !engine.go.parse(text).hasError));
    }
    return { operations, pace: dice.below(2 ** 31) };
  },
  async run({ operations, pace = 0 }, tools) {
    const living = await Living.start(tools, pace);
    try {
      for (const operation of operations) await living.do(operation);
    } finally {
      await living.stop();
    }
  },
  count: ({ operations }) => operations.length,
});
