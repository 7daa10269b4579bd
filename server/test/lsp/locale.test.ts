/** The language of the client, through the protocol, with a translation that can be told from English: no place shows words of the server's own. */
import assert from 'node:assert/strict';
import type { CodeAction, CodeLens, Hover, InlayHint, MarkupContent } from 'vscode-languageserver';
import { useBundle } from '../../src/engine/base/wording.js';
import type { AnalyzeEscapesResult, WhyEscapesResult } from '../../src/lsp/core/messages.js';
import { isTranslated, pseudoBundle } from '../support/pseudo-locale.js';
import { at, compiled, confirmed, FakeCompiler, MAIN, ok, TEXT } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';
import { importRule } from './rules.js';

const GO = 'package main\n\nimport "unsafe"\n';

describe('protocol: the client’s language', () => {
  let pair: Pair;
  let compiler: FakeCompiler;
  afterEach(async () => {
    for (const call of compiler.calls) call.answer(ok());
    await pair.stop();
    useBundle({});
  });

  async function start(locale: string, options: PairOptions = {}): Promise<void> {
    compiler = new FakeCompiler();
    const language = { locale, bundle: locale === 'xx' ? pseudoBundle() : {} };
    pair = await Pair.start({ rules: [importRule], compiler, initializationOptions: { commands: true }, language, ...options });
  }
  const ask = <R>(method: string, params: object) =>
    pair.client.sendRequest<R>(method, { textDocument: { uri: MAIN }, position: { line: 2, character: 9 }, ...params });
  const assertTranslated = (...texts: (string | undefined)[]) => {
    for (const text of texts) assert.ok(text !== undefined && isTranslated(text), `not translated: ${text}`);
  };

  it('is that of diagnostics, their steps and code actions', async () => {
    await start('xx', { settings: { goPreflight: { compiler: { run: 'manual' } } } });
    await pair.open(MAIN, GO);
    await pair.settled();
    const { diagnostics } = pair.shown(MAIN)!;
    const message = diagnostics[0]?.message as string;
    assertTranslated(message, diagnostics[0]?.relatedInformation?.[0]?.message);
    assert.match(message, /⟦.*⟧\n⟦Help: ⟦/);
    const context = { diagnostics };
    const actions = await ask<CodeAction[]>('textDocument/codeAction', { range: at(2, 9, 9), context });
    assert.equal(actions.length, 3, 'two fixes and the suppression');
    const all = await ask<CodeAction[]>('textDocument/codeAction', {
      range: at(2, 9, 9),
      context: { ...context, only: ['source.fixAll'] },
    });
    assertTranslated(...[...actions, ...all].map(({ title }) => title));
  });

  it('is that of hovers where no diagnostic stands beside them', async () => {
    await start('xx', { initializationOptions: {}, settings: { goPreflight: { compiler: { run: 'manual' } } } });
    await pair.open(MAIN, GO);
    await pair.settled();
    const hover = await ask<Hover>('textDocument/hover', {});
    assert.match((hover.contents as MarkupContent).value, /\n\n⟦Help: ⟦/);
  });

  it('is that of what the editor shows about the heap', async () => {
    await start('xx', { rules: [], settings: { goPreflight: { inlayHints: true } } });
    await pair.open(MAIN, TEXT);
    const call = await compiler.call(0);
    call.answer({ ...ok(), files: new Map([[MAIN, { text: TEXT, evidence: compiled(confirmed()) }]]) });
    await pair.settled();
    assertTranslated(...pair.statuses.filter(s => s.kind === 'busy').map(s => s.text));
    const [lens] = await ask<CodeLens[]>('textDocument/codeLens', {});
    const [hint] = await ask<InlayHint[]>('textDocument/inlayHint', {
      range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
    });
    assertTranslated(lens?.command?.title, hint?.label as string, hint?.tooltip as string);
    const why = ask<WhyEscapesResult>('goPreflight/whyEscapes', { position: { line: 0, character: 0 } });
    (await compiler.call(1)).answer(ok());
    assertTranslated((await why).message);
  });

  it('is that of why there is no answer', async () => {
    await start('xx', { settings: { goPreflight: { compiler: { run: 'manual' } } }, initializationOptions: { trusted: false } });
    await pair.open(MAIN, TEXT);
    const analyzed = await ask<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', { scope: 'package', uri: MAIN });
    const doctor = await ask<{ message: string }>('goPreflight/doctor', {});
    assertTranslated(analyzed.message, doctor.message);
  });

  it('is English where there is no translation', async () => {
    await start('fr', { settings: { goPreflight: { compiler: { run: 'manual' } } } });
    await pair.open(MAIN, GO);
    await pair.settled();
    assert.match(pair.shown(MAIN)!.diagnostics[0]!.message as string, /^The import \*unsafe\* is 'here'\.\nHelp: /);
  });
});
