/** The report of an inspected file, for people and as JSON. Pure: the command line and the editor show the same. */
import { t } from '../base/l10n.js';
import { type BinaryFacts, libcOf } from '../binary/binary.js';
import type { GoBuildInfo } from '../binary/go-build-info.js';
import { startsIn } from './starts-in.js';

/** `file` is how the file is named in the heading. Ends with a line end. */
export function binaryText(file: string, programs: readonly BinaryFacts[]): string {
  const heading = programs.length > 1 ? `${t('{0}: {1} programs in one file', file, programs.length)}\n\n` : '';
  return heading + programs.map(p => programText(file, p)).join('\n');
}

function programText(file: string, program: BinaryFacts): string {
  const lines = [`${t('{0}: {1} {2} for {3}/{4}, {5}', file, program.format, program.kind, program.os, program.arch, linkage(program))}`];
  lines.push(...table(linkRows(program)));
  lines.push('', ...goLines(program));
  lines.push('', ...imageLines(program));
  return `${lines.join('\n')}\n`;
}

function linkage({ linkage, kind }: BinaryFacts): string {
  if (kind === 'object file' || kind === 'core dump') return t('no program');
  if (kind === 'library') return t('a library is loaded, not started');
  return { static: t('statically linked'), 'static-pie': t('statically linked (static-pie)'), dynamic: t('dynamically linked') }[linkage];
}

type Row = readonly [string, string];

function linkRows(program: BinaryFacts): Row[] {
  const libc = libcOf(program);
  const loader = program.interpreter;
  const rows: Row[] = [];
  if (loader !== undefined)
    rows.push([t('interpreter'), libc && libc !== 'other' && program.os === 'linux' ? `${loader} (${libc})` : loader]);
  else if (program.format === 'ELF' && program.kind === 'program') rows.push([t('interpreter'), t('none')]);
  rows.push([t('libraries'), program.libraries.length > 0 ? program.libraries.join(', ') : t('none')]);
  if (program.glibc !== undefined) rows.push([t('needs'), t('glibc {0} or newer', program.glibc)]);
  if (program.rpath.length > 0) {
    const isIgnored = program.format === 'ELF' && libc === 'glibc' && program.runpath.length > 0;
    rows.push(['RPATH', program.rpath.join(':') + (isIgnored ? ` (${t('ignored: there is a RUNPATH')})` : '')]);
  }
  if (program.runpath.length > 0) rows.push(['RUNPATH', program.runpath.join(':')]);
  return rows;
}

function goLines({ go }: BinaryFacts): string[] {
  if (!go) return [t('No Go build information: not built by Go, built before Go 1.13, or packed.')];
  const rows: Row[] = [[t('experiments'), go.experiments.length > 0 ? go.experiments.join(', ') : t('the default set of the release')]];
  if (go.path !== '') rows.push([t('main package'), go.path]);
  if (go.main) rows.push([t('module'), moduleText(go.main)]);
  if (go.dependencies.length > 0) rows.push([t('modules used'), String(go.dependencies.length)]);
  if (go.settings.size > 0) rows.push(['CGO_ENABLED', go.settings.get('CGO_ENABLED') ?? t('not recorded')]);
  for (const [name, value] of go.settings) if (name !== 'CGO_ENABLED' && SHOWN.test(name)) rows.push([name, value]);
  return [t('Built by {0}', go.version), ...table(rows)];
}

/** What decides how the program was linked and which code is in it. */
const SHOWN = /^(?:-\w+|GO\w+|CGO_\w+|vcs\.(?:revision|modified))$/;

function moduleText(module: NonNullable<GoBuildInfo['main']>): string {
  const own = `${module.path} ${module.version}`.trim();
  return module.replace ? `${own} => ${module.replace.path} ${module.replace.version}`.trim() : own;
}

function imageLines(program: BinaryFacts): string[] {
  if (program.kind !== 'program') return [t('It cannot be started by itself.')];
  if (program.os !== 'linux') return [t('It is a program for {0}: no Linux image can start it.', program.os)];
  if (libcOf(program) === undefined)
    return [t('It starts in every image for {0}/{1}, also in scratch: it asks for no loader.', program.os, program.arch)];
  const verdicts = startsIn(program);
  const word = { yes: t('starts'), no: t('cannot start'), depends: t('may start') };
  const lines = [t('Images for {0}/{1}', program.os, program.arch)];
  const [name, state] = [Math.max(...verdicts.map(v => v.image.length)), Math.max(...verdicts.map(v => word[v.starts].length))];
  for (const v of verdicts) lines.push(`  ${v.image.padEnd(name)}  ${word[v.starts].padEnd(state)}  ${v.why}`.trimEnd());
  if (verdicts.some(v => v.starts === 'no' && libcOf(program) !== undefined)) {
    lines.push('', t('Where the loader is missing, the system says “no such file or directory” although the program is there.'));
  }
  return lines;
}

function table(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
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
      images: startsIn({ ...program, ...(go && { go }) }),
    })),
  };
}
