/** `verify_fix`: a change tried out beside the files, which stay as they are. */
import { dirName } from '../../../engine/base/paths.js';
import { plain } from '../../../engine/base/wording.js';
import { compareAllocations } from '../../../engine/reports/allocation-diff.js';
import type { Heap } from '../../cli/escapes.js';
import { gone } from '../../cli/model.js';
import { remarks } from '../../cli/outcome.js';
import { Refused } from '../../cli/refused.js';
import { type Changes, changesOf, type GivenChange } from '../changes.js';
import type { Surroundings, Tool } from '../desk.js';
import { type Differences, differences } from '../differences.js';
import { lineOf, recordOf, remarkLines, shownPath } from '../findings.js';
import { FINDINGS, list, NUMBER, object, STRINGS, text } from '../schemas.js';
import type { ToolAnswer } from '../tool-server.js';
import { type Compiled, Trial } from '../trial.js';
import { say } from '../words.js';

/** Of each list. */
const MAX_LISTED = 20;
const MAX_FILES = 100;

/** `as before`: what does not compile did not before. */
const VERDICTS = ['yes', 'no', 'as before', 'unknown', 'not compiled'] as const;

export const verifyFixTool = (): Tool => ({
  name: 'verify_fix',
  title: say.verifyTitle,
  description: say.verify,
  input: object({
    patch: text(say.patch),
    edits: list(
      say.edits,
      object({ path: text(say.editPath), text: { type: 'string', description: plain(say.editText) } }, ['path', 'text']),
      MAX_FILES,
    ),
  }),
  output: object(
    {
      compiles: { type: 'string', enum: VERDICTS },
      ...{ errors: STRINGS, allocationsBefore: NUMBER, allocationsAfter: NUMBER, allocationsAdded: FINDINGS, allocationsRemoved: STRINGS },
      ...{ findingsAdded: FINDINGS, findingsRemoved: FINDINGS, notLookedAt: STRINGS },
    },
    ['compiles'],
  ),
  run: run as Tool['run'],
});

async function run(given: GivenChange, around: Surroundings): Promise<ToolAnswer> {
  if (!around.mayCompile) throw new Refused(say.static);
  const base = around.folders.base;
  const changes = changesOf(given, around.folders);
  const [before, after] = [new Trial(changes, false, around), new Trial(changes, true, around)];
  const compiled = await after.compiled();
  const errors = after.errors(compiled);
  const old = errors.length === 0 ? [] : before.errors(await before.compiled()).map(withoutPlace);
  const [own, others] = [errors.filter(e => !old.includes(withoutPlace(e))), errors.filter(e => old.includes(withoutPlace(e)))];
  if (own.length > 0) return brokenAnswer(own, others);
  const [then, now] = [await before.findings(), await after.findings()];
  const found = differences(then.findings, now.findings, base);
  const heap = compiled.packages.length === 0 ? undefined : heapDifferences(await before.heap(), await after.heap(), base);
  const left = remarks(now, { gaps: compiled.unknown });
  return {
    text: [
      compiledLine(compiled, others.length > 0, base),
      brokenLines(others),
      heap?.text ?? '',
      findingLines(found, base),
      comparedLine(changes, base),
      remarkLines(left),
    ].join(''),
    data: {
      compiles: verdictOf(compiled, others.length > 0),
      ...(others.length > 0 && { errors: others.slice(0, MAX_LISTED) }),
      ...heap?.data,
      findingsAdded: found.came.slice(0, MAX_LISTED).map(f => recordOf(f, base)),
      findingsRemoved: found.went.slice(0, MAX_LISTED).map(f => recordOf(f, base)),
      notLookedAt: left.gaps.map(plain),
    },
  };
}

const listed = (lines: readonly string[], mark: string): string => {
  const more = lines.length - MAX_LISTED;
  const all = lines.slice(0, MAX_LISTED).map(line => `${mark}${line.trim()}\n`);
  return [...all, ...(more > 0 ? [`${plain(say.more({ count: more }))}\n`] : [])].join('');
};

/** `own`: what the change is to blame for; `others` are there without it. */
function brokenAnswer(own: readonly string[], others: readonly string[]): ToolAnswer {
  const text = `${plain(say.compilesNot)}\n${listed(own, '  ')}${brokenLines(others)}${plain(say.notCompared)}`;
  return { text, data: { compiles: 'no', errors: own.slice(0, MAX_LISTED) } };
}

const brokenLines = (others: readonly string[]) => (others.length === 0 ? '' : `${plain(say.brokenBefore)}\n${listed(others, '  ')}`);

/** A change may move what it leaves as it is. */
const withoutPlace = (error: string) => error.replace(/ \| .*$/, '').replace(/:\d+: /, ': ');

function verdictOf({ modules, unknown }: Compiled, hasErrors: boolean): (typeof VERDICTS)[number] {
  if (modules.length === 0) return 'not compiled';
  if (unknown.length > 0) return 'unknown';
  return hasErrors ? 'as before' : 'yes';
}

function compiledLine({ modules, packages, unknown }: Compiled, hasErrors: boolean, base: string): string {
  if (modules.length === 0) return `${plain(say.nothingCompiled)}\n`;
  if (unknown.length > 0) return unknown.map(reason => `${plain(say.compileUnknown({ reason: plain(reason) }))}\n`).join('');
  if (hasErrors) return `${plain(say.compilesAsBefore)}\n`;
  const folder = modules.map(dir => shownPath(dir, base)).join(', ');
  return `${plain(say.compiles({ count: packages.length, folder }))}\n`;
}

function heapDifferences(before: Heap, after: Heap, base: string): Required<Pick<ToolAnswer, 'text' | 'data'>> {
  const { added, gone: less, unknown } = compareAllocations(before.record, after.record, after.allocations);
  const count = ({ record }: Heap) => record.allocations.reduce((n, a) => n + a.count, 0);
  const [then, now] = [count(before), count(after)];
  const release = after.record.toolchain;
  if (after.record.packages.length === 0) return { text: '', data: {} };
  if (unknown.length > 0) return { text: `${plain(say.notBefore({ release, count: now }))}\n`, data: { allocationsAfter: now } };
  const isSame = added.length + less.length === 0;
  const title = (isSame ? say.sameAllocations : say.allocations)({ release, before: then, after: now });
  const lost = less.map(entry => plain(gone(entry)));
  return {
    text: `${plain(title)}\n${listed(lost, '  - ')}${listed(
      added.map(a => lineOf(a.finding, base)),
      '  + ',
    )}`,
    data: {
      ...{ allocationsBefore: then, allocationsAfter: now, allocationsRemoved: lost.slice(0, MAX_LISTED) },
      allocationsAdded: added.slice(0, MAX_LISTED).map(a => recordOf(a.finding, base)),
    },
  };
}

function findingLines({ went, came, stay }: Differences, base: string): string {
  const part = (message: string, findings: Differences['went'], mark: string) =>
    findings.length === 0
      ? ''
      : `${message}\n${listed(
          findings.map(f => lineOf(f, base)),
          mark,
        )}`;
  if (went.length + came.length === 0) return `${plain(say.same({ count: stay.length }))}\n`;
  return [
    part(plain(say.went({ count: went.length })), went, '  - '),
    part(plain(say.came({ count: came.length })), came, '  + '),
    `${plain(say.stay({ count: stay.length }))}\n`,
  ].join('');
}

/** What was looked at twice. */
function comparedLine(changes: Changes, base: string): string {
  const places = [...changes.keys()].map(path => shownPath(path.endsWith('.go') ? dirName(path) : path, base));
  return `${plain(say.compared({ places: [...new Set(places)].join(', ') }))}\n`;
}
