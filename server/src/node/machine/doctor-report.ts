/** The doctor's report: text that can be copied into an issue, or the same as JSON. */

import { formatGoVersion } from '../../engine/base/go-version.js';
import type { Message } from '../../engine/base/message.js';
import { jsonText, visible } from '../../engine/base/printable.js';
import { plain, plainLines } from '../../engine/base/wording.js';
import type { GoModFacts } from '../../engine/builds/go-mod.js';
import { type Advice, advise, compilerTier, type Origin, ownVersion, toolchainSetting } from './advice.js';
import { report as say } from './doctor-words.js';
import { type DoctorRequest, type Examination, examine } from './examine.js';
import type { InstalledGo } from './installed-go.js';

/** Examines and writes the whole report. Never rejects. */
export async function doctorReport(request: DoctorRequest, version: string): Promise<string> {
  const examination = await examine(request);
  return withoutSecrets(doctorText(examination, version));
}

/** The same as data. Never rejects. */
export async function doctorJson(request: DoctorRequest): Promise<string> {
  return doctorData(await examine(request));
}

/** Ids of messages are the same in every language; a name or a value without one is no word of ours. */
export function doctorData(e: Examination): string {
  const part = (p: string | Message) => ({ text: withoutSecrets(worded(p)), ...(typeof p !== 'string' && { messageId: p.id }) });
  const sections = sectionsOf(e).map(({ title, rows }) => ({
    ...{ title: plain(title), messageId: title.id },
    rows: rows.map(([name, value]) => ({ name: part(name), value: part(value) })),
  }));
  const advice = advise(e).map(({ kind, message }) => ({ kind, message: withoutSecrets(plain(message)), messageId: message.id }));
  return jsonText({ version: 1, folder: e.dir, sections, advice });
}

/** The report is made to be pasted into an issue; GOPROXY and GOFLAGS may hold a name and a password. */
export function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@\s,|]+@/g, '//…@').replace(/^(.*\bGOAUTH=)\S+/gm, '$1…');
}

export function doctorText(e: Examination, version: string): string {
  const advice = advise(e);
  return `${[
    plain(say.title({ version, folder: e.dir })),
    '',
    ...sectionsOf(e).flatMap(section),
    ...list(say.problems, advice, 'problem'),
    ...list(say.notes, advice, 'note'),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

/** What is written as it is, such as a path, is text. */
type Row = readonly [string | Message, string | Message];

interface Section {
  readonly title: Message;
  readonly rows: readonly Row[];
}

function sectionsOf(e: Examination): readonly Section[] {
  const onPath = e.onPath.map((c): Row => [c.path, describe(c)]);
  return [
    { title: say.whichGo, rows: whichGo(e) },
    ...(onPath.length > 0 ? [{ title: say.onPath, rows: onPath }] : []),
    { title: say.project, rows: project(e) },
    { title: say.environment, rows: environment(e) },
    { title: say.cgo, rows: cgoRows(e) },
    {
      title: say.preflight,
      rows: [
        [say.staticRules, say.yes],
        [say.compilerFindings, compilerTier(e)],
      ],
    },
  ];
}

const worded = (part: string | Message) => (typeof part === 'string' ? visible(part) : plain(part));

function whichGo(e: Examination): Row[] {
  if (!e.go) return [[say.command, say.none]];
  const rows: Row[] = [
    [say.command, e.go.path],
    [say.because, e.configured === '' ? say.firstOnPath : say.configured({ path: e.configured })],
  ];
  if (e.go.realPath !== e.go.path) rows.push([say.realPath, e.go.realPath]);
  if (e.go.isScript) rows.push([say.kind, say.aScript]);
  const own = ownVersion(e);
  rows.push([say.ownVersion, own ? formatGoVersion(own) : say.unknown]);
  if (e.here && 'env' in e.here) rows.push([say.versionHere, e.here.env.GOVERSION ?? ''], ['GOROOT', e.here.env.GOROOT ?? '']);
  else if (!e.mayRun) rows.push([say.versionHere, say.notAsked]);
  else rows.push([say.versionHere, say.failsHere]);
  const { value, origin } = toolchainSetting(e);
  rows.push(['GOTOOLCHAIN', say.setting({ value, origin: plain(originText(origin)) })]);
  return rows;
}

function originText(origin: Origin): Message {
  if (origin.kind === 'file') return say.file({ path: origin.path });
  return { environment: say.byEnvironment, installation: say.byInstallation, default: say.byDefault }[origin.kind];
}

function describe(c: InstalledGo): string | Message {
  if (c.isScript) return say.script;
  return c.version ?? say.versionUnknown;
}

function project({ goMod, goWork }: Examination): Row[] {
  const work = goWork ? moduleRows('go.work', goWork) : [];
  return [...(goMod ? moduleRows('go.mod', goMod) : ([['go.mod', say.none]] as const)), ...work];
}

function moduleRows(name: string, { path, go, toolchain }: GoModFacts): Row[] {
  const rows: Row[] = [
    [name, path],
    ['go', go ? formatGoVersion(go.version) : say.none],
  ];
  if (toolchain) rows.push(['toolchain', formatGoVersion(toolchain.version)]);
  return rows;
}

/** What changes builds, as it stands in the environment of the process. */
const SHOWN = ['GOROOT', 'GOEXPERIMENT', 'GOFLAGS', 'GOTOOLCHAIN', 'GOENV', 'GOWORK', 'GOOS', 'GOARCH', 'CGO_ENABLED', 'CC'] as const;

function environment({ env, goEnvFile }: Examination): Row[] {
  const rows: Row[] = SHOWN.filter(name => env[name]).map(name => [name, env[name] ?? '']);
  if (rows.length === 0) rows.push([say.variables, say.noneSet]);
  const written = Object.entries(goEnvFile.values).map(([name, value]) => `${name}=${value}`);
  rows.push([
    'go env -w',
    goEnvFile.path === ''
      ? say.notRead
      : written.length === 0
        ? say.nothingIn({ path: goEnvFile.path })
        : `${written.join(' ')} (${goEnvFile.path})`,
  ]);
  return rows;
}

function cgoRows({ here, plain: alone, compiler }: Examination): Row[] {
  const answer = here && 'env' in here ? here.env : alone && 'env' in alone ? alone.env : undefined;
  if (!answer) return [['CGO_ENABLED', say.unknown]];
  return [
    ['CGO_ENABLED', answer.CGO_ENABLED ?? ''],
    ['CC', compiler ? `${compiler.name} (${compiler.path ?? plain(say.notOnPath)})` : say.none],
  ];
}

function section({ title, rows }: Section): string[] {
  const lines = rows.map(([name, value]) => [worded(name), worded(value)] as const);
  const width = Math.max(...lines.map(([name]) => name.length));
  return [plain(title), ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`), ''];
}

function list(title: Message, advice: readonly Advice[], kind: Advice['kind']): string[] {
  const texts = advice.filter(a => a.kind === kind).map(a => `  - ${plainLines(a.message).replaceAll('\n', '\n    ')}`);
  if (texts.length > 0) return [plain(title), ...texts, ''];
  return kind === 'problem' ? [plain(title), `  ${plain(say.noProblems)}`, ''] : [];
}
