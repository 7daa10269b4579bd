/** Answers that come when somebody has asked again: of two the newer one is shown, in whichever order they come. */
import './fake-vscode.js';
import assert from 'node:assert/strict';
import { URI } from 'vscode-uri';
import type { BuildMatrixResult, WhyEscapesResult } from '../../../server/src/lsp/core/messages.js';
import { BuildMatrixView, type ShownMatrix } from '../../src/views/build-matrix.js';
import { WhyEscapes } from '../../src/views/why-escapes.js';
import { FakeWebviewView } from './fake-vscode.js';

/** Questions that wait for the test to answer them, oldest first. */
class Questions<T> {
  readonly answers: ((answer: T) => void)[] = [];
  readonly ask = (): Promise<T> => new Promise(resolve => this.answers.push(resolve));
  /** The answer to the question with this number, as soon as it has been asked. */
  async answer(index: number, answer: T): Promise<void> {
    while (this.answers[index] === undefined) await turn();
    this.answers[index](answer);
    await turn();
  }
}
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('view of reasons', () => {
  const answer = (label: string): WhyEscapesResult => ({ status: 'ok', message: '', roots: [{ label, children: [] }] });

  it('shows the newer of two answers', async () => {
    const view = new WhyEscapes();
    const questions = new Questions<WhyEscapesResult>();
    let isCancelled = () => false;
    const first = view.show(token => {
      isCancelled = () => token.isCancellationRequested;
      return questions.ask();
    });
    await turn();
    const second = view.show(questions.ask);
    await questions.answer(1, answer('newer'));
    await second;
    assert.equal(isCancelled(), true);
    await questions.answer(0, answer('older'));
    await first;
    assert.deepEqual(
      view.getChildren().map(({ label }) => label),
      ['newer'],
    );
  });

  it('keeps what it shows when the newer question is ended', async () => {
    const view = new WhyEscapes();
    const questions = new Questions<WhyEscapesResult>();
    const shown = [view.show(questions.ask)];
    await questions.answer(0, answer('first'));
    shown.push(view.show(questions.ask));
    await questions.answer(1, { status: 'cancelled', message: '', roots: [] });
    await Promise.all(shown);
    assert.deepEqual(
      view.getChildren().map(({ label }) => label),
      ['first'],
    );
  });
});

describe('view of the build matrix', () => {
  const table = (name: string): BuildMatrixResult => ({ status: 'ok', message: '', columns: [], modules: [{ name, rows: [] }] });
  const shownOf = (view: FakeWebviewView) => view.posted.map(posted => (posted as BuildMatrixResult).modules[0]?.name);

  function start() {
    const questions = new Questions<BuildMatrixResult>();
    const client = { buildMatrix: questions.ask, onBuildMatrixChanged: () => ({ dispose: () => {} }), output: { error: assert.fail } };
    const matrix = new BuildMatrixView(URI.file('/extension') as never, client as never);
    const page = new FakeWebviewView();
    matrix.resolveWebviewView(page as never);
    return { questions, matrix, page };
  }

  it('shows the newer of two tables', async () => {
    const { questions, matrix, page } = start();
    void matrix.show();
    void matrix.show();
    await questions.answer(1, table('newer'));
    await questions.answer(0, table('older'));
    assert.deepEqual(shownOf(page), ['newer']);
  });

  it('is not taken for shown while it is the former one', async () => {
    const { questions, matrix, page } = start();
    const first = matrix.show();
    await questions.answer(0, table('former'));
    page.say({ kind: 'shown', rows: 1, text: 'former' });
    assert.equal((await first).text, 'former');
    let shown: ShownMatrix | undefined;
    const second = matrix.show().then(now => {
      shown = now;
    });
    await turn();
    page.say({ kind: 'shown', rows: 1, text: 'former' });
    await turn();
    assert.equal(shown, undefined);
    await questions.answer(1, table('latter'));
    page.say({ kind: 'shown', rows: 2, text: 'latter' });
    await second;
    assert.equal(shown!.text, 'latter');
  });
});
