/** A compiler whose word depends on nothing but the texts, and which answers when it is told to: late, in any order, or that it failed. */
import type { CancellationToken } from 'vscode-languageserver';
import { dirName } from '../../../src/engine/base/paths.js';
import type { CompilerEvidence } from '../../../src/engine/sites/evidence.js';
import type { CompilerHost, CompilerOutcome, CompilerRequest } from '../../../src/lsp/core/host.js';
import { Dice, seedOf } from '../../support/random.js';
import { evidenceOfSaid, someWords } from './changing-world.js';

export class LateCompiler implements CompilerHost {
  private readonly waiting: { readonly outcome: CompilerOutcome; answer(outcome: CompilerOutcome): void }[] = [];

  analyze(request: CompilerRequest, _: CancellationToken): Promise<CompilerOutcome> {
    const outcome = said(request);
    return new Promise(answer => this.waiting.push({ outcome, answer }));
  }

  get isAsked(): boolean {
    return this.waiting.length > 0;
  }

  /** One of those that wait, by its share of them; nothing where none waits. */
  answer(share: number, built: boolean): void {
    const [call] = this.waiting.splice(Math.floor(share * this.waiting.length), 1);
    call?.answer(built ? call.outcome : { status: 'failed', message: undefined, files: new Map() });
  }

  answerAll(): void {
    while (this.isAsked) this.answer(0, true);
  }
}

function said({ scope, path, open }: CompilerRequest): CompilerOutcome {
  const isMeant = (key: string) =>
    scope === 'workspace' ? key.startsWith(`${path}/`) : scope === 'file' ? key === path : dirName(key) === dirName(path);
  const files = [...open]
    .filter(([key]) => isMeant(key))
    .map(([key, text]) => [key, { text, evidence: evidenceAbout(key, text) }] as const);
  return { status: 'ok', message: undefined, files: new Map(files), packages: [] };
}

function evidenceAbout(key: string, text: string): CompilerEvidence {
  const dice = new Dice(seedOf(0, text, 0));
  return evidenceOfSaid(key, text, { sites: someWords(text, 0.2, dice), unknown: someWords(text, 0.05, dice) });
}
