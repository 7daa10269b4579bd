/** A compiler that verifies fixes when the test says so, and one finding that has a fix to verify. */
import type { CancellationToken } from 'vscode-languageserver';
import type { Finding } from '../../src/engine/base/finding.js';
import type { CompilerOutcome, VerifyOutcome, VerifyRequest } from '../../src/lsp/core/host.js';
import { judged, siteAt } from '../support/judged.js';
import { compiled, FakeCompiler, MAIN, ok } from './fake-compiler.js';

export const TEXT = 'package main\n\nimport "errors"\n\nfunc f() error {\n\treturn errors.New("no room")\n}\n\nfunc main() {}\n';
const START = TEXT.indexOf('errors.New');
export const PLAIN = 'Make it the package-level error errNoRoom';
export const VERIFIED = `${PLAIN} (verified: no longer allocates)`;
export const FIXED =
  'package main\n\nimport "errors"\n\nvar errNoRoom = errors.New("no room")\n\nfunc f() error {\n\treturn errNoRoom\n}\n\nfunc main() {}\n';

export const site = siteAt(MAIN, { start: START, end: START + 'errors.New("no room")'.length }, 'inlined');
export const finding: Finding = judged(compiled(site))[0]!;
export const outcome: CompilerOutcome = { ...ok(), files: new Map([[MAIN, { text: TEXT, evidence: compiled(site) }]]) };
export const built = (...after: Finding[]): VerifyOutcome => ({
  status: 'built',
  before: new Map([[MAIN, [finding]]]),
  after: new Map([[MAIN, after]]),
});

export interface Asked {
  readonly request: VerifyRequest;
  readonly token: CancellationToken;
  tell(index: number, outcome: VerifyOutcome): void;
  end(): void;
}

/** Verifies when the test says so. */
export class Verifier extends FakeCompiler {
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
