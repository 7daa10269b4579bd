/** The doctor's report as text that can be copied into an issue. */

import { formatGoVersion } from '../../engine/base/go-version.js';
import { t } from '../../engine/base/l10n.js';
import type { GoModFacts } from '../../engine/builds/go-mod.js';
import { type Advice, advise, compilerTier, ownVersion, toolchainSetting } from './advice.js';
import { type DoctorRequest, type Examination, examine } from './examine.js';
import type { InstalledGo } from './installed-go.js';

/** Examines and writes the whole report. Never rejects. */
export async function doctorReport(request: DoctorRequest, version: string): Promise<string> {
  const examination = await examine(request);
  return withoutSecrets(doctorText(examination, version));
}

/** The report is made to be pasted into an issue; GOPROXY and GOFLAGS may hold a name and a password. */
export function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@\s,|]+@/g, '//…@').replace(/^(.*\bGOAUTH=)\S+/gm, '$1…');
}

export function doctorText(e: Examination, version: string): string {
  const advice = advise(e);
  return `${[
    t('Go Preflight {0}, doctor for {1}', version, e.dir),
    '',
    ...section(t('Which Go runs'), whichGo(e)),
    ...(e.onPath.length > 0
      ? section(
          t('go commands on PATH, in its order'),
          e.onPath.map(c => [c.path, describe(c)] as const),
        )
      : []),
    ...section(t('Project'), project(e)),
    ...section(t('Environment'), environment(e)),
    ...section('cgo', cgoRows(e)),
    ...section(t('Go Preflight'), [
      [t('static rules'), t('yes')],
      [t('compiler findings'), compilerTier(e)],
    ]),
    ...list(t('Problems'), advice, 'problem'),
    ...list(t('Worth knowing'), advice, 'note'),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

type Row = readonly [string, string];

function whichGo(e: Examination): Row[] {
  if (!e.go) return [[t('command'), t('none')]];
  const rows: Row[] = [
    [t('command'), e.go.path],
    [t('because'), e.configured === '' ? t('it is the first on PATH') : t('the settings name {0}', e.configured)],
  ];
  if (e.go.realPath !== e.go.path) rows.push([t('which is'), e.go.realPath]);
  if (e.go.isScript) rows.push([t('kind'), t('a script that chooses another command')]);
  const own = ownVersion(e);
  rows.push([t('its version'), own ? formatGoVersion(own) : t('unknown')]);
  if (e.here && 'env' in e.here) rows.push([t('version here'), e.here.env.GOVERSION ?? ''], ['GOROOT', e.here.env.GOROOT ?? '']);
  else if (!e.mayRun) rows.push([t('version here'), t('not asked: the workspace is not trusted, so no process is started')]);
  else rows.push([t('version here'), t('unknown: it stops')]);
  const { value, from } = toolchainSetting(e);
  rows.push(['GOTOOLCHAIN', `${value} (${from})`]);
  return rows;
}

function describe(c: InstalledGo): string {
  if (c.isScript) return t('a script');
  return c.version ?? t('version unknown');
}

function project({ goMod, goWork }: Examination): Row[] {
  const work = goWork ? moduleRows('go.work', goWork) : [];
  return [...(goMod ? moduleRows('go.mod', goMod) : ([['go.mod', t('none')]] as const)), ...work];
}

function moduleRows(name: string, { path, go, toolchain }: GoModFacts): Row[] {
  const rows: Row[] = [
    [name, path],
    ['go', go ? formatGoVersion(go.version) : t('none')],
  ];
  if (toolchain) rows.push(['toolchain', formatGoVersion(toolchain.version)]);
  return rows;
}

/** What changes builds, as it stands in the environment of the process. */
const SHOWN = ['GOROOT', 'GOEXPERIMENT', 'GOFLAGS', 'GOTOOLCHAIN', 'GOENV', 'GOWORK', 'GOOS', 'GOARCH', 'CGO_ENABLED', 'CC'] as const;

function environment({ env, goEnvFile }: Examination): Row[] {
  const rows: Row[] = SHOWN.filter(name => env[name]).map(name => [name, env[name] ?? '']);
  if (rows.length === 0) rows.push([t('variables of go'), t('none set')]);
  const written = Object.entries(goEnvFile.values).map(([name, value]) => `${name}=${value}`);
  rows.push([
    'go env -w',
    goEnvFile.path === ''
      ? t('not read: GOENV=off')
      : written.length === 0
        ? t('nothing in {0}', goEnvFile.path)
        : `${written.join(' ')} (${goEnvFile.path})`,
  ]);
  return rows;
}

function cgoRows({ here, plain, compiler }: Examination): Row[] {
  const answer = here && 'env' in here ? here.env : plain && 'env' in plain ? plain.env : undefined;
  if (!answer) return [['CGO_ENABLED', t('unknown')]];
  return [
    ['CGO_ENABLED', answer.CGO_ENABLED ?? ''],
    ['CC', compiler ? `${compiler.name} (${compiler.path ?? t('not on PATH')})` : t('none')],
  ];
}

function section(title: string, rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`), ''];
}

function list(title: string, advice: readonly Advice[], kind: Advice['kind']): string[] {
  const texts = advice.filter(a => a.kind === kind).map(a => `  - ${a.text}`);
  if (texts.length > 0) return [title, ...texts, ''];
  return kind === 'problem' ? [title, `  ${t('none found')}`, ''] : [];
}
