/** What is wrong, and what is only worth knowing, in an examination. Pure. */

import { compareGoVersions, formatGoVersion, type GoVersion, parseGoVersion } from '../../engine/base/go-version.js';
import { followedBy, type Message } from '../../engine/base/message.js';
import type { GoModFacts } from '../../engine/builds/go-mod.js';
import { experimentSet } from '../../engine/tables/experiment-set.js';
import { experimentRelease } from '../../engine/tables/experiments.js';
import { OLDEST_GO } from '../go/status.js';
import { report, advice as say } from './doctor-words.js';
import type { Examination, GoAnswer } from './examine.js';

export interface Advice {
  /** `problem`: something does not work, or not as written. `note`: it works, and may surprise. */
  readonly kind: 'problem' | 'note';
  readonly message: Message;
}

type More = readonly (Message | undefined)[];

const problem = (first: Message, ...more: More): Advice => ({ kind: 'problem', message: followedBy(first, ...more) });
const note = (first: Message, ...more: More): Advice => ({ kind: 'note', message: followedBy(first, ...more) });

/** Problems first. */
export function advise(e: Examination): readonly Advice[] {
  const all = [
    ...command(e),
    ...severalCommands(e),
    ...otherGoroot(e),
    ...experiments(e),
    ...written(e),
    ...toolchain(e),
    ...answers(e),
    ...cgo(e),
  ];
  return [...all.filter(a => a.kind === 'problem'), ...all.filter(a => a.kind === 'note')];
}

/** Where a value comes from; `file`: that of `go env -w`. */
export type Origin = { readonly kind: 'environment' | 'installation' | 'default' } | { readonly kind: 'file'; readonly path: string };

export interface InForce {
  readonly name: string;
  readonly value: string;
  readonly origin: Origin;
}

/** A value of the environment, or of the file of `go env -w` where the environment has none or an empty one. */
export function inForce({ env, goEnvFile }: Examination, name: string): InForce | undefined {
  if (env[name]) return { name, value: env[name], origin: { kind: 'environment' } };
  const value = goEnvFile.values[name];
  return value ? { name, value, origin: { kind: 'file', path: goEnvFile.path } } : undefined;
}

function originOf({ name, value, origin }: InForce): Message {
  if (origin.kind === 'file') return say.fromFile({ name, value, path: origin.path });
  if (origin.kind === 'environment') return say.fromEnvironment({ name, value });
  return origin.kind === 'installation' ? say.fromInstallation({ name, value }) : say.byDefault({ name, value });
}

/** `go1.26.8 X:…` and `devel go1.28-…` as versions. */
export function readVersion(text: string | undefined): GoVersion | undefined {
  return parseGoVersion(/(go\d+\.\d+(?:\.\d+)?)/.exec(text ?? '')?.[1] ?? '');
}

const answered = (answer: GoAnswer | undefined) => (answer && 'env' in answer ? answer.env : undefined);

/** Of the command itself, without switching: what it says, else what the file beside it says. */
export function ownVersion(e: Examination): GoVersion | undefined {
  return readVersion(answered(e.plain)?.GOVERSION ?? e.go?.version);
}

function command(e: Examination): Advice[] {
  if (e.go) return [];
  if (e.configured !== '') return [problem(say.notAGoCommand({ path: e.configured }))];
  return [problem(say.noGo)];
}

function severalCommands({ onPath, go }: Examination): Advice[] {
  const others = onPath.filter(c => c.realPath !== go?.realPath);
  const differ = others.filter(c => c.isScript || c.version === undefined || c.version !== go?.version);
  if (!go || differ.length === 0) return [];
  const list = differ.map(c => `${c.path}${c.version === undefined ? '' : ` (${c.version})`}`).join(', ');
  return [note(say.severalCommands({ path: go.path, others: list }))];
}

function otherGoroot({ otherGoroot: other, go }: Examination): Advice[] {
  if (!other || !go) return [];
  if (!other.isGo) return [problem(say.noGoroot({ path: other.path }))];
  if (go.version === undefined || other.version === undefined || other.version === go.version) return [];
  return [problem(say.otherGoroot({ path: other.path, other: other.version, go: go.path, version: go.version }))];
}

function experiments(e: Examination): Advice[] {
  const set = inForce(e, 'GOEXPERIMENT');
  const version = readVersion(answered(e.here)?.GOVERSION) ?? ownVersion(e);
  if (!set || !version) return [];
  const arch = answered(e.plain)?.GOARCH ?? 'amd64';
  const { baseline } = experimentRelease(version) ?? {};
  // Releases and processors that nobody looked at: only go itself can tell.
  const isKnown = baseline === undefined || !Object.hasOwn(baseline, arch) || experimentSet(version, arch, set.value) !== undefined;
  if (isKnown) return [note(say.experimentInForce({ value: set.value }), originOf(set))];
  return [problem(say.unknownExperiment({ value: set.value, version: formatGoVersion(version) }), originOf(set))];
}

/** Values that `go env -w` left behind; GOEXPERIMENT speaks for itself. */
function written(e: Examination): Advice[] {
  const { path, values } = e.goEnvFile;
  return Object.entries(values).flatMap(([name, value]) => {
    const other = e.env[name];
    return [note(say.written({ path, name, value }), other && other !== value ? say.overridden({ value: other }) : undefined)];
  });
}

function toolchain(e: Examination): Advice[] {
  const own = ownVersion(e);
  const ran = answered(e.here)?.GOVERSION;
  const now = readVersion(ran);
  if (own && now && compareGoVersions(own, now) !== 0)
    return [note(say.switches({ go: e.go?.path ?? 'go', version: formatGoVersion(own), other: ran ?? '' }), ...switchReason(e))];
  const asking = askingFile(e);
  const wanted = asking?.go?.version;
  const version = now ?? own;
  if (!asking || !wanted || !version || compareGoVersions(wanted, version) <= 0) return [];
  const setting = toolchainSetting(e);
  if (setting.value !== 'local' || compareGoVersions(own ?? version, { major: 1, minor: 21 }) < 0) return [];
  return [
    problem(say.mayNotSwitch({ file: asking.path, wanted: formatGoVersion(wanted), version: formatGoVersion(version) }), originOf(setting)),
  ];
}

/** In a workspace go.work asks for the release, and no module in it may ask for a newer one. */
function askingFile({ goWork, goMod }: Examination): GoModFacts | undefined {
  return goWork?.go || goWork?.toolchain ? goWork : goMod;
}

/** GOTOOLCHAIN as go reads it: environment, written file, the installation's go.env. */
export function toolchainSetting(e: Examination): InForce {
  const name = 'GOTOOLCHAIN';
  const set = inForce(e, name);
  if (set) return set;
  const value = answered(e.here)?.GOTOOLCHAIN || e.distribution.GOTOOLCHAIN;
  return value ? { name, value, origin: { kind: 'installation' } } : { name, value: 'auto', origin: { kind: 'default' } };
}

function switchReason(e: Examination): Message[] {
  const setting = toolchainSetting(e);
  const { value } = setting;
  const asking = askingFile(e);
  const line = asking?.toolchain ?? asking?.go;
  if (/^go\d/.test(value) || !line || !asking) return [originOf(setting)];
  return [say.asked({ file: asking.path, version: formatGoVersion(line.version), value }), originOf(setting)];
}

/** What go itself complains about, when nothing above has named it. */
function answers(e: Examination): Advice[] {
  const out: Advice[] = [];
  if (e.plain && 'error' in e.plain) out.push(problem(say.doesNotWork({ go: e.go?.path ?? 'go', error: e.plain.error })));
  else if (e.here && 'error' in e.here && !isNamed(e, e.here.error)) {
    const isDownload = /toolchain not available|GOPROXY=off|download go\d/.test(e.here.error);
    out.push(
      isDownload
        ? note(say.download({ folder: e.dir, error: e.here.error }))
        : problem(say.goFails({ folder: e.dir, error: e.here.error })),
    );
  }
  if (e.complaint !== undefined) out.push(...complaints(e, e.complaint));
  return out;
}

/** A release that go must not switch for has a sentence of its own. */
function complaints(e: Examination, complaint: string): Advice[] {
  if (/requires go >=/.test(complaint) && toolchain(e).some(a => a.kind === 'problem')) return [];
  const flags = /\$GOFLAGS/.test(complaint) ? inForce(e, 'GOFLAGS') : undefined;
  if (flags) return [problem(say.flagsFail({ value: flags.value, error: complaint }), originOf(flags))];
  return [problem(say.buildsFail({ folder: e.dir, error: complaint }))];
}

/** A bad GOEXPERIMENT has a sentence of its own. */
function isNamed(e: Examination, complaint: string): boolean {
  return /unknown GOEXPERIMENT/.test(complaint) && experiments(e).some(a => a.kind === 'problem');
}

function cgo(e: Examination): Advice[] {
  const here = answered(e.here) ?? answered(e.plain);
  if (!here || !e.compiler) return [];
  const set = inForce(e, 'CGO_ENABLED');
  const { name, path } = e.compiler;
  if (here.CGO_ENABLED === '1' && path === undefined) {
    if (set) return [problem(say.noCompilerSet({ compiler: name }), originOf(set))];
    return [problem(say.noCompiler({ compiler: name }))];
  }
  if (here.CGO_ENABLED === '0' && !set && path === undefined) return [note(say.cgoOff({ compiler: name }))];
  return set ? [note(originOf(set))] : [];
}

/** Whether the compiler tier works with this Go. */
export function compilerTier(e: Examination): Message {
  if (!e.mayRun) return report.untrusted;
  if (!e.go) return report.noGo;
  const here = answered(e.here);
  if (!here) return report.noAnswer;
  const stops = [...otherGoroot(e), ...toolchain(e)].some(a => a.kind === 'problem');
  if (stops || e.complaint !== undefined) return report.buildsFail;
  const version = readVersion(here.GOVERSION);
  if (version && compareGoVersions(version, OLDEST_GO) < 0) return report.needsNewer({ version: formatGoVersion(OLDEST_GO) });
  return report.yes;
}
