/** A compiler that answers when the test says so, and what it can say about one small file. */
import type { CancellationToken } from 'vscode-languageserver';
import { plainLines } from '../../src/engine/base/wording.js';
import type { CompiledSite, CompilerEvidence } from '../../src/engine/sites/evidence.js';
import type { CompilerHost, CompilerOutcome, CompilerRequest } from '../../src/lsp/core/host.js';
import { evidenceOf, siteAt } from '../support/judged.js';

export const MAIN = 'file:///app/main.go';
export const OTHER = 'file:///app/other.go';
export const TEXT = 'package main\n\nfunc f() *int {\n\tx := 1\n\treturn &x\n}\n';
export const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });
/** `x` of `x := 1`. */
const X = { start: TEXT.indexOf('x :='), end: TEXT.indexOf('x :=') + 1 };

export const confirmed = (text = 'x'): CompiledSite => siteAt(MAIN, X, 'variable', { cause: 'returned', isHot: true, text });
/** What the rule says of it. */
export const message = (text = 'x') => ({ id: 'escape/returned-address/confirmedVariable', args: { text } });
export const sentence = (text = 'x') => plainLines(message(text));
export const compiled = (...sites: CompiledSite[]): CompilerEvidence => evidenceOf(sites);
export const ok = (...sites: CompiledSite[]): CompilerOutcome => okFor(TEXT, ...sites);
const okFor = (text: string, ...sites: CompiledSite[]): CompilerOutcome => ({
  ...{ status: 'ok', message: undefined },
  files: new Map([[MAIN, { text, evidence: compiled(...sites) }]]),
});

export interface Call {
  readonly request: CompilerRequest;
  readonly token: CancellationToken;
  readonly progress: (message: string) => void;
  answer(outcome: CompilerOutcome): void;
  fail(error: Error): void;
}

export class FakeCompiler implements CompilerHost {
  readonly calls: Call[] = [];
  private readonly waiting: ((call: Call) => void)[] = [];

  analyze(request: CompilerRequest, token: CancellationToken, progress: (message: string) => void): Promise<CompilerOutcome> {
    return new Promise((answer, fail) => {
      const call = { request, token, progress, answer, fail };
      this.calls.push(call);
      this.waiting.shift()?.(call);
    });
  }

  /** The call with this number, 0 first, as soon as it has been made. */
  async call(index: number): Promise<Call> {
    while (this.calls[index] === undefined) await new Promise<Call>(resolve => this.waiting.push(resolve));
    return this.calls[index]!;
  }
}
