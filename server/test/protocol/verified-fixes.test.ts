import assert from 'node:assert/strict';
import { type CancellationToken, CodeActionTriggerKind } from 'vscode-languageserver';
import type { CodeAction } from 'vscode-languageserver-protocol';
import type { Finding } from '../../src/engine/finding.js';
import type { CompilerHost, CompilerOutcome, VerifyOutcome, VerifyRequest } from '../../src/lsp/host.js';
import { BUDGET } from '../../src/lsp/verifiedFixes.js';
import { applyEdit } from './apply.js';
import { compiled, FakeCompiler, MAIN, OTHER, ok } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';

const TEXT = 'package main\n\nimport "errors"\n\nfunc f() error {\n\treturn errors.New("no room")\n}\n\nfunc main() {}\n';
const START = TEXT.indexOf('errors.New');
const PLAIN = 'Make it the package-level error errNoRoom';
const VERIFIED = `${PLAIN} (verified: no longer allocates)`;
const FIXED =
  'package main\n\nimport "errors"\n\nvar errNoRoom = errors.New("no room")\n\nfunc f() error {\n\treturn errNoRoom\n}\n\nfunc main() {}\n';

const finding: Finding = {
  ...{ rule: 'escape/heap-allocation', severity: 'hint', confidence: 'confirmed', file: MAIN, message: 'It is on the heap.' },
  ...{ span: { start: START, end: START + 'errors.New("no room")'.length }, steps: [], fixes: [], suppressed: false },
};
const outcome: CompilerOutcome = { ...ok(), files: new Map([[MAIN, { text: TEXT, file: compiled(finding) }]]) };
const built = (...after: Finding[]): VerifyOutcome => ({
  status: 'built',
  before: new Map([[MAIN, [finding]]]),
  after: new Map([[MAIN, after]]),
});

interface Asked {
  readonly request: VerifyRequest;
  readonly token: CancellationToken;
  tell(index: number, outcome: VerifyOutcome): void;
  end(): void;
}

/** Verifies when the test says so. */
class Verifier extends FakeCompiler {
  readonly asked: Asked[] = [];
  private resumes: (() => void)[] = [];

  override async analyze(): Promise<CompilerOutcome> {
    return outcome;
  }

  verify(request: VerifyRequest, token: CancellationToken, tell: Asked['tell']): Promise<void> {
    return new Promise(end => {
      this.asked.push({ request, token, tell, end });
      for (const resume of this.resumes.splice(0)) resume();
    });
  }

  /** The call with this number, 0 first, as soon as it has been made. */
  async verification(index: number): Promise<Asked> {
    while (this.asked[index] === undefined) await new Promise<void>(resolve => this.resumes.push(resolve));
    return this.asked[index]!;
  }
}

describe('protocol: verified fixes', function () {
  this.timeout(20_000);
  let pair: Pair;
  let verifier: Verifier;
  afterEach(async () => {
    for (const { end } of verifier.asked) end();
    await pair.stop();
  });

  async function start(options: PairOptions = {}): Promise<void> {
    verifier = new Verifier();
    pair = await Pair.start({ rules: [], compiler: verifier, ...options });
    await pair.open(MAIN, TEXT, 1);
    await pair.settled();
  }

  function ask(triggerKind?: CodeActionTriggerKind, token?: CancellationToken): Promise<CodeAction[]> {
    const position = { line: 5, character: 12 };
    const context = { diagnostics: [], ...(triggerKind !== undefined && { triggerKind }) };
    const params = { textDocument: { uri: MAIN }, range: { start: position, end: position }, context };
    const method = 'textDocument/codeAction';
    return token ? pair.client.sendRequest<CodeAction[]>(method, params, token) : pair.client.sendRequest<CodeAction[]>(method, params);
  }
  const fixes = (actions: readonly CodeAction[]) => actions.map(({ title }) => title).filter(title => !title.startsWith('Suppress'));

  it('say that the allocation has gone, and are compiled once', async () => {
    await start();
    const first = ask();
    const { request, tell, end } = await verifier.verification(0);
    assert.deepEqual(request.variants, [new Map([[MAIN, FIXED]])]);
    assert.deepEqual([request.path, request.open.get(MAIN)], [MAIN, TEXT]);
    tell(0, built());
    end();
    const [action] = await first;
    assert.deepEqual([action?.title, action?.isPreferred], [VERIFIED, false]);
    assert.equal(applyEdit(action!, MAIN, 1, TEXT), FIXED);
    assert.deepEqual(fixes(await ask()), [VERIFIED]);
    assert.equal(verifier.asked.length, 1);
  });

  it('are not shown when they do not build, or when the allocation stays or another one comes', async () => {
    const other = { ...finding, span: { start: FIXED.indexOf('return'), end: FIXED.indexOf('return') + 6 } };
    const target = FIXED.indexOf('errNoRoom\n}');
    const same = { ...finding, span: { start: target, end: target + 9 } };
    for (const verdict of [{ status: 'broken', message: 'undefined: x' } as const, built(same), built(other)]) {
      await start();
      const answer = ask();
      const { tell, end } = await verifier.verification(0);
      tell(0, verdict);
      end();
      const actions = await answer;
      assert.deepEqual(fixes(actions), []);
      assert.equal(actions.length, 1, 'the suppression is offered as ever');
      if (verdict !== undefined && other !== undefined) await pair.stop();
      pair = await Pair.start({ rules: [] });
    }
  });

  it('make no claim where the package does not build before either', async () => {
    await start();
    const answer = ask();
    const { tell, end } = await verifier.verification(0);
    tell(0, { status: 'unknown' });
    end();
    assert.deepEqual(fixes(await answer), [PLAIN]);
  });

  it('make no claim without a compiler, and in a workspace that is not trusted', async () => {
    const estimated = { ...outcome };
    const compiler: CompilerHost = { analyze: async () => estimated };
    await start({ compiler });
    assert.deepEqual(fixes(await ask()), [PLAIN]);
    await pair.stop();
    await start();
    await pair.client.sendNotification('goPreflight/trust', { trusted: false });
    await ask();
    assert.deepEqual(verifier.asked, []);
  });

  it('end with the request, and leave nothing running', async () => {
    await start();
    const { CancellationTokenSource } = await import('vscode-languageserver');
    const source = new CancellationTokenSource();
    const answer = ask(undefined, source.token);
    const { token } = await verifier.verification(0);
    source.cancel();
    await answer.catch(() => undefined);
    assert.equal(token.isCancellationRequested, true);
  });

  it('end with an edit, and offer nothing for the old text', async () => {
    await start();
    const answer = ask();
    const { token, tell, end } = await verifier.verification(0);
    await pair.change(MAIN, 2, { range: { start: { line: 8, character: 0 }, end: { line: 8, character: 0 } }, text: '// more\n' });
    await pair.roundTrip();
    assert.equal(token.isCancellationRequested, true);
    tell(0, built());
    end();
    assert.deepEqual(fixes(await answer), []);
  });

  it('are given up after the budget; other actions come then', async () => {
    await start();
    const answer = ask();
    const { token } = await verifier.verification(0);
    pair.host.advance(BUDGET - 1);
    assert.equal(token.isCancellationRequested, false);
    pair.host.advance(1);
    const actions = await answer;
    assert.equal(token.isCancellationRequested, true);
    assert.deepEqual(fixes(actions), []);
    assert.equal(actions.length, 1);
  });

  it('do not hold up what the editor asks by itself; they are there when the cursor has rested', async () => {
    await start();
    assert.equal((await ask(CodeActionTriggerKind.Automatic)).length, 1);
    assert.deepEqual(verifier.asked, []);
    const before = pair.published.length;
    pair.host.advance(1000);
    const { tell, end } = await verifier.verification(0);
    tell(0, built());
    end();
    while (pair.published.length === before) await pair.roundTrip();
    assert.deepEqual(fixes(await ask(CodeActionTriggerKind.Automatic)), [VERIFIED]);
    assert.equal(verifier.asked.length, 1);
  });

  it('are no news for an editor that is about to show them in a menu', async () => {
    await start();
    await ask(CodeActionTriggerKind.Automatic);
    pair.host.advance(1000);
    const { tell, end } = await verifier.verification(0);
    const before = pair.published.length;
    const answer = ask(CodeActionTriggerKind.Invoked);
    await pair.roundTrip();
    tell(0, built());
    end();
    assert.deepEqual(fixes(await answer), [VERIFIED]);
    await pair.roundTrip();
    assert.equal(pair.published.length, before);
    assert.equal(verifier.asked.length, 1);
  });

  it('can be waited for where the editor asked by itself, until they are known', async () => {
    await start({ initializationOptions: { commands: true } });
    const titles = async (kind: CodeActionTriggerKind) => (await ask(kind)).map(({ title }) => title).slice(0, -1);
    const [open, why] = await ask(CodeActionTriggerKind.Automatic);
    assert.deepEqual([open?.title, open?.command?.command], ['Verify fixes with the Go compiler…', 'goPreflight.openLightBulb']);
    assert.equal(why?.title, 'Why does this escape?');
    const answer = titles(CodeActionTriggerKind.Invoked);
    const { tell, end } = await verifier.verification(0);
    tell(0, built());
    end();
    assert.deepEqual(await answer, [VERIFIED, 'Why does this escape?']);
    assert.deepEqual(await titles(CodeActionTriggerKind.Automatic), [VERIFIED, 'Why does this escape?']);
  });

  it('are compiled anew after an edit in another file of the package', async () => {
    await start();
    await pair.open(OTHER, 'package main\n', 1);
    const first = ask();
    const one = await verifier.verification(0);
    one.tell(0, built());
    one.end();
    await first;
    await pair.change(OTHER, 2, { text: 'package main\n\nvar x int\n' });
    const second = ask();
    const two = await verifier.verification(1);
    two.tell(0, { status: 'broken', message: 'x' });
    two.end();
    assert.deepEqual(fixes(await second), []);
  });

  it('are compiled anew after the document was closed and opened again', async () => {
    await start();
    const first = ask();
    const one = await verifier.verification(0);
    one.tell(0, built());
    one.end();
    await first;
    await pair.close(MAIN);
    await pair.open(MAIN, TEXT, 1);
    await pair.settled();
    const second = ask();
    const two = await verifier.verification(1);
    two.tell(0, { status: 'broken', message: 'x' });
    two.end();
    assert.deepEqual(fixes(await second), []);
  });

  it('are no part of fix-all', async () => {
    await start();
    const position = { line: 5, character: 12 };
    const params = {
      textDocument: { uri: MAIN },
      range: { start: position, end: position },
      context: { diagnostics: [], only: ['source.fixAll'] },
    };
    assert.deepEqual(await pair.client.sendRequest('textDocument/codeAction', params), []);
    assert.deepEqual(verifier.asked, []);
  });
});
