/** `check`: what the command line's `check` says. */
import { DEFAULT_CONFIG } from '../../../engine/base/config.js';
import { plain } from '../../../engine/base/wording.js';
import { withProject } from '../../../engine/settings/project-file.js';
import { check } from '../../cli/check.js';
import { summaryText } from '../../cli/formats/text.js';
import { projectFor } from '../../cli/project.js';
import { Refused } from '../../cli/refused.js';
import type { Surroundings, Tool } from '../desk.js';
import { bySeverity, recordOf, remarkLines, textOf } from '../findings.js';
import { choice, FINDINGS, flag, list, NUMBER, number, object, STRING, STRINGS } from '../schemas.js';
import type { ToolAnswer } from '../tool-server.js';
import { say } from '../words.js';

/** An agent pays for each line. */
const LIMIT = 20;
const MAX_LIMIT = 500;
const MAX_PATHS = 1000;

interface CheckArguments {
  readonly paths?: readonly string[];
  readonly tier?: 'static' | 'all';
  readonly hints?: boolean;
  readonly limit?: number;
}

export const checkTool = (): Tool => ({
  name: 'check',
  title: say.checkTitle,
  description: say.check,
  input: object({
    paths: list(say.paths, STRING, MAX_PATHS),
    tier: choice(say.tier, ['static', 'all']),
    hints: flag(say.hints),
    limit: number(say.limit({ count: LIMIT }), MAX_LIMIT),
  }),
  output: object({ findings: FINDINGS, notListed: NUMBER, hintsNotListed: NUMBER, notLookedAt: STRINGS }, [
    'findings',
    'notListed',
    'hintsNotListed',
    'notLookedAt',
  ]),
  run: run as Tool['run'],
});

async function run(args: CheckArguments, { terminal, folders, mayCompile }: Surroundings): Promise<ToolAnswer> {
  const { paths = ['.'], tier = 'static', hints = false, limit = LIMIT } = args;
  if (tier === 'all' && !mayCompile) throw new Refused(say.static);
  const cwd = folders.base;
  const project = projectFor(cwd, undefined);
  const result = await check({
    ...{ cwd, tier, project, paths: paths.map(path => folders.inside(path)) },
    config: withProject({ ...DEFAULT_CONFIG, escapeGraph: hints ? 'asked' : 'off' }, project.file, false),
    ...{ grammars: terminal.grammars(), env: terminal.env, workerScript: terminal.workerScript },
  });
  const found = bySeverity(result.findings.filter(f => !f.suppressed));
  const wanted = found.filter(f => hints || f.severity !== 'hint');
  const listed = wanted.slice(0, limit);
  const [more, left] = [wanted.length - listed.length, found.length - wanted.length];
  const lines = [
    ...listed.map(f => textOf(f, cwd)),
    ...(more > 0 ? [`${plain(say.more({ count: more }))}\n`] : []),
    ...(left > 0 ? [`${plain(say.hintsLeftOut({ count: left }))}\n`] : []),
    `${summaryText(result)}\n`,
    remarkLines(result),
  ];
  return {
    text: lines.join(''),
    data: { findings: listed.map(f => recordOf(f, cwd)), notListed: more, hintsNotListed: left, notLookedAt: result.gaps.map(plain) },
  };
}
