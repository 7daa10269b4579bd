/** Code lens, inlay hints and the tree of reasons, through the protocol. */
import assert from 'node:assert/strict';
import type { CodeAction, CodeLens, Hover, InlayHint } from 'vscode-languageserver';
import { plain, plainText } from '../../src/engine/base/wording.js';
import type { CompilerEvidence } from '../../src/engine/sites/evidence.js';
import type { WhyEscapesResult } from '../../src/lsp/core/messages.js';
import { say } from '../../src/lsp/words.js';
import { said } from '../support/said.js';
import { at, compiled, confirmed, FakeCompiler, MAIN, message, ok, sentence, TEXT } from './fake-compiler.js';
import { CAPABILITIES, Pair, type PairOptions } from './pair.js';

const DECLARATION = TEXT.slice(TEXT.indexOf('func'), -1);
const STEP = {
  file: MAIN,
  span: { start: TEXT.indexOf('&x'), end: TEXT.indexOf('&x') + 2 },
  message: { id: 'step/addressTaken', args: {} },
};
const found = { ...confirmed(), steps: [STEP] };

/** An answer that knows about inlining too. */
const answer = (inlining?: CompilerEvidence['inlining']) => ({
  ...ok(found),
  files: new Map([[MAIN, { text: TEXT, evidence: { ...compiled(found), ...(inlining && { inlining }) } }]]),
});
const inlinable = (detail: string | undefined) => answer(new Map([['f', { inlinable: true, detail, text: DECLARATION }]]));
const notInlinable = (detail: string | undefined) => answer(new Map([['f', { inlinable: false, detail, text: DECLARATION }]]));

describe('protocol: what the editor shows about the heap', () => {
  let pair: Pair;
  let compiler: FakeCompiler;
  afterEach(async () => {
    for (const call of compiler.calls) call.answer(ok());
    await pair.stop();
  });

  async function start(options: PairOptions = {}): Promise<void> {
    compiler = new FakeCompiler();
    pair = await Pair.start({ rules: [], compiler, initializationOptions: { commands: true }, ...options });
  }
  async function openWith(outcome: ReturnType<typeof answer>): Promise<void> {
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer(outcome);
    await pair.settled();
  }
  const lenses = () => pair.client.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: MAIN } });
  const titles = async () => (await lenses()).map(({ command }) => command?.title);
  const hints = () => pair.client.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: MAIN }, range: at(0, 0, 99) });
  const why = (line: number, character: number) =>
    pair.client.sendRequest<WhyEscapesResult>('goPreflight/whyEscapes', { textDocument: { uri: MAIN }, position: { line, character } });

  describe('code lens', () => {
    it('counts at the name of the function, and lists the places', async () => {
      await start();
      await pair.open(MAIN, TEXT, 1);
      assert.deepEqual(await lenses(), [], 'nothing is confirmed yet');
      (await compiler.call(0)).answer(inlinable('62'));
      await pair.settled();
      assert.deepEqual(await lenses(), [
        {
          range: at(2, 5, 6),
          command: {
            title: '1 heap allocation · inlinable, cost 62',
            command: 'goPreflight.showAllocations',
            arguments: [MAIN, { line: 2, character: 5 }, [{ uri: MAIN, range: at(3, 1, 2) }]],
          },
        },
      ]);
    });

    for (const [outcome, title] of [
      [inlinable(undefined), '1 heap allocation · inlinable'],
      [notInlinable('function too complex: cost 127 exceeds budget 80'), '1 heap allocation · not inlinable: cost 127 exceeds 80'],
      [notInlinable('unhandled op SELECT'), '1 heap allocation · not inlinable: it uses select'],
      [notInlinable('marked go:noinline'), '1 heap allocation · not inlinable: marked go:noinline'],
      [answer(), '1 heap allocation'],
    ] as const) {
      it(`says ${title}`, async () => {
        await start();
        await openWith(outcome);
        assert.deepEqual(await titles(), [title]);
      });
    }

    it('moves with edits, and says nothing about inlining of another text', async () => {
      await start();
      await openWith(inlinable('62'));
      await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '// é😀\n' });
      assert.deepEqual(await titles(), ['1 heap allocation · inlinable, cost 62']);
      assert.deepEqual((await lenses())[0]!.range, at(3, 5, 6));
      await pair.change(MAIN, 3, { range: at(5, 0, 0), text: '\tprintln()\n' });
      assert.deepEqual(await titles(), ['1 heap allocation']);
      await pair.change(MAIN, 4, { range: at(4, 1, 2), text: 'y' });
      assert.deepEqual(await lenses(), [], 'its line was changed, so nothing is confirmed any more');
    });

    it('is text without a command for clients that have none, and off by the setting', async () => {
      await start({ initializationOptions: {} });
      await openWith(inlinable('62'));
      assert.deepEqual(
        (await lenses()).map(({ command }) => command),
        [{ title: '1 heap allocation · inlinable, cost 62', command: '' }],
      );
      pair.settings = { goPreflight: { codeLens: false } };
      await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await pair.settled();
      assert.deepEqual(await lenses(), []);
    });

    it('leaves suppressed allocations out', async () => {
      await start();
      const text = TEXT.replace('x := 1', 'x := 1 //preflight:ignore escape why not');
      await pair.open(MAIN, text, 1);
      (await compiler.call(0)).answer({ ...ok(), files: new Map([[MAIN, { text, evidence: compiled(confirmed()) }]]) });
      await pair.settled();
      assert.deepEqual(await lenses(), []);
    });

    it('asks the editor to look again when the compiler has spoken, once', async () => {
      await start({ capabilities: { ...CAPABILITIES, workspace: { ...CAPABILITIES.workspace, codeLens: { refreshSupport: true } } } });
      await pair.settledStatic();
      const asked: string[] = [];
      for (const what of ['codeLens', 'inlayHint']) pair.client.onRequest(`workspace/${what}/refresh`, () => void asked.push(what));
      await openWith(inlinable('62'));
      await pair.roundTrip();
      assert.deepEqual(asked, ['codeLens']);
    });
  });

  describe('inlay hints', () => {
    it('are off by default, and stand behind the variable when on', async () => {
      await start();
      await openWith(answer());
      const document = { textDocument: { uri: MAIN }, range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } } };
      const all = () => pair.client.sendRequest<InlayHint[]>('textDocument/inlayHint', document);
      assert.deepEqual(await all(), []);
      pair.settings = { goPreflight: { inlayHints: true } };
      await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await pair.settled();
      assert.deepEqual(await all(), [{ position: { line: 3, character: 2 }, label: 'heap', tooltip: sentence(), paddingLeft: true }]);
      assert.deepEqual(await hints(), [], 'not in the range that was asked for');
    });
  });

  describe('why', () => {
    it('answers with a tree of places', async () => {
      await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
      await pair.open(MAIN, TEXT, 1);
      const asked = why(3, 1);
      const call = await compiler.call(0);
      assert.deepEqual([call.request.scope, call.request.files, call.request.path], ['package', 'all', MAIN]);
      call.answer(answer());
      const child = { label: plain(STEP.message), uri: MAIN, range: at(4, 8, 10), place: 'main.go:5', children: [] };
      assert.deepEqual(await asked, {
        status: 'ok',
        message: '',
        roots: [{ label: plainText(message()), uri: MAIN, range: at(3, 1, 2), place: 'main.go:4', children: [child] }],
      });
    });

    it('takes what is on the line, then what passes by it, and says when there is nothing', async () => {
      await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
      await pair.open(MAIN, TEXT, 1);
      for (const [i, [line, roots, message]] of (
        [
          [3, 1, ''],
          [4, 1, ''],
          [0, 0, plain(say.nothingOnHeap)],
        ] as const
      ).entries()) {
        const asked = why(line, 6);
        (await compiler.call(i)).answer(answer());
        const result = await asked;
        assert.deepEqual([result.roots.length, result.message], [roots, message], `line ${line}`);
      }
    });

    it('passes on why there is no answer', async () => {
      await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
      await pair.open(MAIN, TEXT, 1);
      const asked = why(3, 1);
      (await compiler.call(0)).answer({ status: 'failed', message: said('main does not build.'), files: new Map() });
      assert.deepEqual(await asked, { status: 'failed', message: 'main does not build.', roots: [] });
      const result = await pair.client.sendRequest<WhyEscapesResult>('goPreflight/whyEscapes', {
        textDocument: { uri: 'file:///none.go' },
        position: { line: 0, character: 0 },
      });
      assert.equal(result.status, 'unavailable');
    });

    it('takes the function whose name is on the line', async () => {
      await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
      await pair.open(MAIN, TEXT, 1);
      const asked = why(2, 0);
      (await compiler.call(0)).answer(answer());
      assert.deepEqual(
        (await asked).roots.map(root => root.range),
        [at(3, 1, 2)],
      );
    });

    it('is in the light bulb, for clients that have the command', async () => {
      const actions = async () => {
        const params = { textDocument: { uri: MAIN }, range: at(3, 1, 1), context: { diagnostics: [] } };
        const all = await pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', params);
        return all.filter(a => a.command).map(a => [a.title, a.command?.command, a.command?.arguments]);
      };
      await start();
      await openWith(answer());
      assert.deepEqual(await actions(), [['Why does this escape?', 'goPreflight.whyEscapes', [MAIN, { line: 3, character: 1 }]]]);
      await pair.stop();
      await start({ initializationOptions: {} });
      await openWith(answer());
      assert.deepEqual(await actions(), []);
    });

    it('names the programs that it holds for in the hover, where profiles make a difference', async () => {
      const app = { programs: ['example.com/app'], profile: '/app/default.pgo' };
      await start({ initializationOptions: {} });
      await openWith({
        ...ok(),
        files: new Map([[MAIN, { text: TEXT, evidence: { ...compiled({ ...found, builds: { on: [app], off: [], spared: [] } }) } }]]),
      });
      const result = await pair.client.sendRequest<Hover>('textDocument/hover', {
        textDocument: { uri: MAIN },
        position: { line: 3, character: 1 },
      });
      assert.match((result.contents as { value: string }).value, /confirmed by the Go compiler for `example\.com\/app \(default\.pgo\)`/);
    });

    it('is linked from the hover, for clients that have the command', async () => {
      const hover = async () => {
        const result = await pair.client.sendRequest<Hover>('textDocument/hover', {
          textDocument: { uri: MAIN },
          position: { line: 3, character: 1 },
        });
        return (result.contents as { value: string }).value;
      };
      await start();
      await openWith(answer());
      const link = /\[Why does this escape\?\]\(command:goPreflight\.whyEscapes\?(\S+)\)/.exec(await hover());
      assert.deepEqual(JSON.parse(decodeURIComponent(link![1]!)), [MAIN, { line: 3, character: 1 }]);
      await pair.stop();
      await start({ initializationOptions: {} });
      await openWith(answer());
      assert.doesNotMatch(await hover(), /command:/);
    });
  });
});
