/** `image_starts`: what the rules say of a Dockerfile and what its rows of the build matrix show, as one answer. */

import { DEFAULT_CONFIG } from '../../../engine/base/config.js';
import type { Message } from '../../../engine/base/message.js';
import { relativePath } from '../../../engine/base/paths.js';
import { plain } from '../../../engine/base/wording.js';
import { languageOf } from '../../../engine/builds/kinds.js';
import { buildMatrix } from '../../../engine/reports/build-matrix.js';
import type { MatrixColumn, MatrixRow } from '../../../engine/reports/matrix-model.js';
import { withBuilds } from '../../cli/build-workspace.js';
import { check } from '../../cli/check.js';
import { isFile } from '../../cli/discover.js';
import type { CheckedFinding } from '../../cli/model.js';
import { remarks } from '../../cli/outcome.js';
import { Refused } from '../../cli/refused.js';
import type { Surroundings, Tool } from '../desk.js';
import { bySeverity, recordOf, remarkLines, textOf } from '../findings.js';
import { FINDINGS, NUMBER, object, STRING, STRINGS, text } from '../schemas.js';
import type { ToolAnswer } from '../tool-server.js';
import { say } from '../words.js';

interface ImageArguments {
  readonly dockerfile: string;
}

/** `no`: as written it does not build or start. `nothing found` is no proof. */
const VERDICTS = ['no', 'warnings', 'nothing found', 'unknown'] as const;
type Verdict = (typeof VERDICTS)[number];

const STAGE = object({ name: STRING, line: NUMBER, linkage: STRING, image: STRING, target: STRING }, [
  'name',
  'line',
  'linkage',
  'image',
  'target',
]);

export const imageStartsTool = (): Tool => ({
  name: 'image_starts',
  title: say.imageTitle,
  description: say.image,
  input: object({ dockerfile: text(say.dockerfile) }, ['dockerfile']),
  output: object(
    { verdict: { type: 'string', enum: VERDICTS }, stages: { type: 'array', items: STAGE }, findings: FINDINGS, notLookedAt: STRINGS },
    ['verdict', 'stages', 'findings', 'notLookedAt'],
  ),
  run: run as unknown as Tool['run'],
});

async function run({ dockerfile }: ImageArguments, { terminal, folders }: Surroundings): Promise<ToolAnswer> {
  const path = folders.inside(dockerfile);
  if (!isFile(path) || languageOf(path) !== 'dockerfile') throw new Refused(say.notDockerfile({ path: dockerfile }));
  const cwd = folders.base;
  const around = { grammars: terminal.grammars(), env: terminal.env };
  const checked = await check({ ...around, paths: [path], cwd, tier: 'static', config: DEFAULT_CONFIG, workerScript: undefined });
  const read = await withBuilds([path], cwd, around, workspace => {
    const rows = buildMatrix(workspace, undefined).flatMap(module => module.rows);
    return rows
      .filter(row => row.at.file === path)
      .map(row => stageOf(row, workspace.lineIndex(path)?.position(row.at.span.start).line ?? 0));
  });
  const findings = bySeverity(checked.findings.filter(f => !f.suppressed && f.severity !== 'hint'));
  const stages = read.value;
  const verdict = verdictOf(findings, stages);
  const said = remarks(checked, read);
  const lines = [
    `${plain(SENTENCES[verdict]({ path: relativePath(path, cwd) }))}\n`,
    ...stages.map(stage => `  ${plain(stageLine(stage))}\n`),
    ...findings.map(f => textOf(f, cwd)),
    remarkLines(said),
  ];
  return {
    text: lines.join(''),
    data: { verdict, stages, findings: findings.map(f => recordOf(f, cwd)), notLookedAt: said.gaps.map(plain) },
  };
}

interface Stage {
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly linkage: string;
  readonly image: string;
  readonly target: string;
}

function stageOf({ name, cells }: MatrixRow, line: number): Stage {
  const value = (column: MatrixColumn) => (cells[column].text === '' ? '?' : cells[column].text);
  return { name, line: line + 1, linkage: value('linkage'), image: value('image'), target: value('target') };
}

const SENTENCES: Readonly<Record<Verdict, (args: { path: string }) => Message>> = {
  no: say.cannotStart,
  warnings: say.mayNotStart,
  'nothing found': say.nothingFound,
  unknown: say.startUnknown,
};

/** An error is what does not build, not start or corrupts data: that is what the severity means. */
function verdictOf(findings: readonly CheckedFinding[], stages: readonly Stage[]): Verdict {
  if (findings.some(f => f.severity === 'error')) return 'no';
  if (!stages.some(isKnown)) return 'unknown';
  return findings.some(f => f.severity === 'warning') ? 'warnings' : 'nothing found';
}

const isKnown = ({ linkage, image }: Stage) => ![linkage, image].some(value => value === '?' || value === '-');

function stageLine({ name, line, linkage, image, target }: Stage): Message {
  const known = (value: string) => (value === '?' ? plain(say.unknownCell) : value);
  const cells = [say.linkage({ value: known(linkage) }), say.finalImage({ value: known(image) })];
  const all = target === '-' || target === '?' ? cells : [...cells, say.target({ value: target })];
  return say.stage({ name, line, cells: all.map(plain).join(', ') });
}
