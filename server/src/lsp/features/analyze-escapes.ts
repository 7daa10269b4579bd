/** The "Analyze Escapes" request: a run of the compiler that a person waits for, and its report as a document with links. */
import type { CancellationToken } from 'vscode-languageserver';
import { LineIndex } from '../../engine/base/line-index.js';
import { plain } from '../../engine/base/wording.js';
import type { CompilerTier } from '../compiler/compiler-tier.js';
import type { AnalyzeEscapesParams, AnalyzeEscapesResult } from '../core/messages.js';
import type { ProgressReporter } from '../core/progress.js';
import { say } from '../words.js';
import type { Places } from './to-lsp.js';

export interface AnalyzeContext {
  readonly progress: ProgressReporter;
  readonly compiler: CompilerTier;
  readonly places: Places;
}

/** `path`: key of what is asked about. */
export async function analyzeEscapes(
  { progress, compiler, places }: AnalyzeContext,
  { scope, workDoneToken }: AnalyzeEscapesParams,
  path: string,
  token: CancellationToken,
): Promise<AnalyzeEscapesResult> {
  const running = await progress.begin(plain(say.analyzing), workDoneToken, token);
  try {
    const outcome = await compiler.analyze(scope, path, running.token, running.report);
    if (outcome === 'cancelled') return { status: 'cancelled', message: '', reportText: '', links: [] };
    const { status, message, report } = outcome;
    const lines = new LineIndex(report?.text ?? '');
    const links = (report?.links ?? []).map(({ span, file, target }) => ({ range: lines.range(span), uri: places.uri(file), target }));
    return { status, message: message ? plain(message) : '', reportText: report?.text ?? '', links };
  } finally {
    running.done();
  }
}
