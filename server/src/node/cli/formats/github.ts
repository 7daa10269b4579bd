/**
 * `--format github`: workflow commands that become annotations on a pull request. Hints are left out, as they are not underlined in the
 * editor either, and GitHub shows only a few annotations per step.
 */

import type { Severity } from '../../../engine/base/finding.js';
import type { Message } from '../../../engine/base/message.js';
import { relativePath } from '../../../engine/base/paths.js';
import { visible, withoutCommands } from '../../../engine/base/printable.js';
import { plain, plainLines } from '../../../engine/base/wording.js';
import { type CheckResult, gone } from '../model.js';
import type { WriteContext } from './write-context.js';

const COMMANDS: Readonly<Record<Severity, string | undefined>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: undefined,
};

export function writeGithub(result: CheckResult, { cwd }: WriteContext): string {
  const lines = result.findings.flatMap(f => {
    const command = COMMANDS[f.severity];
    if (command === undefined || f.suppressed) return [];
    const { start, end } = f.range;
    const where = { file: visible(relativePath(f.file, cwd)), line: start.line + 1, endLine: end.line + 1 };
    // GitHub refuses columns on annotations over several lines.
    const columns = start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {};
    const properties = Object.entries({ ...where, ...columns, title: f.rule }).map(([k, v]) => `${k}=${escapeProperty(String(v))}`);
    return [`::${command} ${properties.join(',')}::${escapeData(plainLines(f.message))}\n`];
  });
  // Lines without a command are plain text in the log: good news needs no annotation.
  const news = (result.comparison?.gone ?? []).map(g => `${withoutCommands(plain(gone(g)))}\n`);
  const remark = (command: string) => (m: Message) => `::${command} title=go-preflight::${escapeData(plainLines(m))}\n`;
  return [...lines, ...result.gaps.map(remark('error')), ...result.notes.map(remark('warning')), ...news].join('');
}

const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
