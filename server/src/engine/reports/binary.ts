/** The report of an inspected file, for people and as JSON. Pure: the command line and the editor show the same. */
import type { Message } from '../base/message.js';
import { visible } from '../base/printable.js';
import { plain } from '../base/wording.js';
import { type BinaryFacts, libcOf } from '../binary/binary.js';
import type { GoBuildInfo } from '../binary/go-build-info.js';
import { say } from './binary-words.js';
import { startsIn } from './starts-in.js';

/** `file` is how the file is named in the heading. Ends with a line end. */
export function binaryText(file: string, programs: readonly BinaryFacts[]): string {
  const heading = programs.length > 1 ? `${plain(say.programs({ file, count: programs.length }))}\n\n` : '';
  return heading + programs.map(p => programText(file, p)).join('\n');
}

function programText(file: string, program: BinaryFacts): string {
  const lines = [plain(heading(file, program))];
  lines.push(...table(linkRows(program)));
  lines.push('', ...goLines(program));
  lines.push('', ...imageLines(program));
  return `${lines.join('\n')}\n`;
}

function heading(file: string, { format, kind, linkage, os, arch }: BinaryFacts): Message {
  const program = { static: say.static, 'static-pie': say.staticPie, dynamic: say.dynamic }[linkage];
  const texts = { program, library: say.library, 'object file': say.objectFile, 'core dump': say.coreDump };
  return texts[kind]({ file, format, target: `${os}/${arch}` });
}

type Row = readonly [string, string];

function linkRows(program: BinaryFacts): Row[] {
  const libc = libcOf(program);
  const loader = program.interpreter;
  const rows: Row[] = [];
  if (loader !== undefined)
    rows.push([plain(say.interpreter), libc && libc !== 'other' && program.os === 'linux' ? `${loader} (${libc})` : loader]);
  else if (program.format === 'ELF' && program.kind === 'program') rows.push([plain(say.interpreter), plain(say.none)]);
  rows.push([plain(say.libraries), program.libraries.length > 0 ? program.libraries.join(', ') : plain(say.none)]);
  if (program.glibc !== undefined) rows.push([plain(say.needs), plain(say.glibcOrNewer({ version: program.glibc }))]);
  if (program.rpath.length > 0) {
    const isIgnored = program.format === 'ELF' && libc === 'glibc' && program.runpath.length > 0;
    const path = program.rpath.join(':');
    rows.push(['RPATH', isIgnored ? plain(say.rpathIgnored({ path })) : path]);
  }
  if (program.runpath.length > 0) rows.push(['RUNPATH', program.runpath.join(':')]);
  return rows;
}

function goLines({ go }: BinaryFacts): string[] {
  if (!go) return [plain(say.notGo)];
  const rows: Row[] = [[plain(say.experiments), go.experiments.length > 0 ? go.experiments.join(', ') : plain(say.experimentsDefault)]];
  if (go.path !== '') rows.push([plain(say.mainPackage), go.path]);
  if (go.main) rows.push([plain(say.module), moduleText(go.main)]);
  if (go.dependencies.length > 0) rows.push([plain(say.modulesUsed), String(go.dependencies.length)]);
  if (go.settings.size > 0) rows.push(['CGO_ENABLED', go.settings.get('CGO_ENABLED') ?? plain(say.notRecorded)]);
  for (const [name, value] of go.settings) if (name !== 'CGO_ENABLED' && SHOWN.test(name)) rows.push([name, value]);
  return [plain(say.builtBy({ version: go.version })), ...table(rows)];
}

/** What decides how the program was linked and which code is in it. */
const SHOWN = /^(?:-\w+|GO\w+|CGO_\w+|vcs\.(?:revision|modified))$/;

function moduleText(module: NonNullable<GoBuildInfo['main']>): string {
  const own = `${module.path} ${module.version}`.trim();
  return module.replace ? `${own} => ${module.replace.path} ${module.replace.version}`.trim() : own;
}

function imageLines(program: BinaryFacts): string[] {
  if (program.kind !== 'program') return [plain(say.notStartable)];
  if (program.os !== 'linux') return [plain(say.otherSystem({ os: program.os }))];
  const target = `${program.os}/${program.arch}`;
  if (libcOf(program) === undefined) return [plain(say.startsEverywhere({ target }))];
  const verdicts = startsIn(program);
  const word = { yes: plain(say.starts), no: plain(say.cannotStart), depends: plain(say.mayStart) };
  const lines = [plain(say.images({ target }))];
  const [name, state] = [Math.max(...verdicts.map(v => v.image.length)), Math.max(...verdicts.map(v => word[v.starts].length))];
  for (const v of verdicts)
    lines.push(`  ${v.image.padEnd(name)}  ${word[v.starts].padEnd(state)}  ${v.why ? plain(v.why) : ''}`.trimEnd());
  if (verdicts.some(v => v.starts === 'no' && libcOf(program) !== undefined)) {
    lines.push('', plain(say.loaderMissing));
  }
  return lines;
}

function table(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${visible(value)}`);
}

/** Plain data for `--format json`; `version` counts changes of the form. */
export function binaryJson(file: string, programs: readonly BinaryFacts[]): object {
  return {
    version: 1,
    file,
    programs: programs.map(({ go, ...program }) => ({
      ...program,
      libc: libcOf(program) ?? null,
      go: go ? { ...go, settings: Object.fromEntries(go.settings) } : null,
      images: startsIn({ ...program, ...(go && { go }) }).map(v => ({ ...v, why: v.why ? plain(v.why) : '' })),
    })),
  };
}
