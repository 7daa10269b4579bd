/** The "Analyze Escapes" request: a run of the compiler that a person waits for, and its report as a document with links. */
import type { CancellationToken } from 'vscode-languageserver';
import { LineIndex } from '../../engine/base/line-index.js';
import { notice } from '../../engine/base/wording.js';
import { escapeReport, type ReportFile } from '../../engine/reports/escapes.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { CompilerTier } from '../compiler/compiler-tier.js';
import type { CompiledSource } from '../core/host.js';
import type { AnalyzeEscapesParams, AnalyzeEscapesResult } from '../core/messages.js';
import type { ProgressReporter } from '../core/progress.js';
import { say } from '../words.js';
import type { Places } from './to-lsp.js';

export interface AnalyzeContext {
  readonly progress: ProgressReporter;
  readonly compiler: CompilerTier;
  readonly places: Places;
  readonly workspace: Workspace;
}

/** `path`: key of what is asked about. */
export async function analyzeEscapes(
  { progress, compiler, places, workspace }: AnalyzeContext,
  { scope, workDoneToken }: AnalyzeEscapesParams,
  path: string,
  token: CancellationToken,
): Promise<AnalyzeEscapesResult> {
  const running = progress.begin(notice(say.analyzing), workDoneToken, token);
  try {
    const outcome = await compiler.analyze(scope, path, running.token, running.report);
    if (outcome === 'cancelled') return { status: 'cancelled', message: '', reportText: '', links: [] };
    const { status, packages } = outcome;
    const message = outcome.message ? notice(outcome.message) : '';
    if (!packages) return { status, message, reportText: '', links: [] };
    const files = packages.flatMap(p => p.files);
    const report = escapeReport(packages.map(p => ({ ...p, files: p.files.map(f => reportFile(f, workspace)) })));
    const lines = new LineIndex(report.text);
    // Places are told by lines and columns: files that are not open have no offsets for the editor.
    const targets = new Map(files.map(({ source }) => [source.path, source.lines]));
    const links = report.links.flatMap(({ span, file, target }) => {
      const range = targets.get(file)?.range(target);
      return range === undefined ? [] : [{ range: lines.range(span), uri: places.uri(file), target: range }];
    });
    return { status, message, reportText: report.text, links };
  } finally {
    running.done();
  }
}

/** Of a file that the editor has with another text meanwhile, what the compiler said about the one that it read. */
function reportFile({ source, evidence }: CompiledSource, workspace: Workspace): ReportFile {
  return { source, findings: workspace.findingsIn(source.path, source.lines.text, evidence) };
}
