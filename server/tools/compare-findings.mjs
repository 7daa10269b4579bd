// Compares what two versions find: rule, file, line, severity, suppressed, each as often as it occurs. Prints what differs and ends with 1 then.
//
//   node server/tools/compare-findings.mjs BEFORE AFTER                        two folders of outputs of `check --format json`, by name
//   node server/tools/compare-findings.mjs [--tier all] CLI CLI FOLDER…        two builds of cli.js, run over each folder
//
// `--moved PREFIX` leaves out the line of rules whose id begins so, such as `escape/` when their anchors moved on purpose.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';

const HUGE = 1 << 30;
/** Differences printed of each folder. */
const SHOWN = 50;

/** Counts by what identifies a finding. Outputs that are no JSON (a run that could not begin) count as one text. */
function counted(text, root) {
  const counts = new Map();
  const add = key => counts.set(key, (counts.get(key) ?? 0) + 1);
  let findings;
  try {
    ({ findings } = JSON.parse(text));
  } catch {
    add(`no JSON: ${text.slice(0, 200)}`);
    return counts;
  }
  for (const { rule, file, range, severity, suppressed } of findings) {
    const name = isAbsolute(file) ? relative(root, file) : file;
    const line = moved !== undefined && rule.startsWith(moved) ? '' : `:${range.start.line + 1}`;
    add(`${name}${line} ${rule} ${severity}${suppressed ? ' suppressed' : ''}`);
  }
  return counts;
}

/** Lines that one side has more often, `-` before and `+` after. */
function difference(before, after) {
  const lines = [];
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const more = (after.get(key) ?? 0) - (before.get(key) ?? 0);
    if (more !== 0) lines.push(`${more > 0 ? '+' : '-'} ${key}${Math.abs(more) > 1 ? ` (${Math.abs(more)} times)` : ''}`);
  }
  return lines;
}

function report(name, before, after) {
  const lines = difference(before, after);
  const size = [...before.values()].reduce((n, count) => n + count, 0);
  console.log(`${name}: ${size} findings, ${lines.length === 0 ? 'the same' : `${lines.length} differences`}`);
  for (const line of lines.slice(0, SHOWN)) console.log(`  ${line}`);
  if (lines.length > SHOWN) console.log(`  … and ${lines.length - SHOWN} more`);
  return lines.length === 0;
}

function outputs(before, after) {
  const names = readdirSync(before).filter(name => name.endsWith('.json'));
  return names.map(name => {
    if (!existsSync(join(after, name))) return report(name, new Map(), new Map([['not there', 1]]));
    return report(name, ...[before, after].map(dir => counted(readFileSync(join(dir, name), 'utf8'), '/')));
  });
}

function run(cli, tier, folder) {
  const words = [resolve(cli), 'check', '--tier', tier, '--format', 'json', '.'];
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', maxBuffer: HUGE });
  return counted(stdout || stderr, folder);
}

const args = process.argv.slice(2);
const option = name => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined);
const tier = option('--tier') ?? 'static';
const moved = option('--moved');
const [before, after, ...folders] = args;
if (!before || !after) {
  console.error('usage: compare-findings.mjs [--moved PREFIX] BEFORE AFTER | [--tier all] CLI CLI FOLDER…');
  process.exit(2);
}
const same = statSync(before).isDirectory()
  ? outputs(before, after)
  : folders.map(folder => report(folder, run(before, tier, folder), run(after, tier, folder)));
process.exit(same.every(Boolean) ? 0 : 1);
