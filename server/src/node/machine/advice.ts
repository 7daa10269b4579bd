/** What is wrong, and what is only worth knowing, in an examination. Pure. */

import { compareGoVersions, formatGoVersion, type GoVersion, parseGoVersion } from '../../engine/base/go-version.js';
import { t } from '../../engine/base/l10n.js';
import type { GoModFacts } from '../../engine/builds/go-mod.js';
import { experimentSet } from '../../engine/tables/experiment-set.js';
import { experimentRelease } from '../../engine/tables/experiments.js';
import { OLDEST_GO } from '../go/status.js';
import type { Examination, GoAnswer } from './examine.js';

export interface Advice {
  /** `problem`: something does not work, or not as written. `note`: it works, and may surprise. */
  readonly kind: 'problem' | 'note';
  readonly text: string;
}

const problem = (text: string): Advice => ({ kind: 'problem', text });
const note = (text: string): Advice => ({ kind: 'note', text });

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

/** A value of the environment, or of the file of `go env -w` where the environment has none or an empty one. */
export function inForce({ env, goEnvFile }: Examination, name: string): { readonly value: string; readonly from: string } | undefined {
  if (env[name]) return { value: env[name], from: t('the environment') };
  const value = goEnvFile.values[name];
  return value ? { value, from: goEnvFile.path } : undefined;
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
  if (e.configured !== '') return [problem(t('{0} is no go command. Correct goPreflight.go.path or go.alternateTools.', e.configured))];
  return [problem(t('There is no go command on PATH. Install Go, or set goPreflight.go.path.'))];
}

function severalCommands({ onPath, go }: Examination): Advice[] {
  const others = onPath.filter(c => c.realPath !== go?.realPath);
  const differ = others.filter(c => c.isScript || c.version === undefined || c.version !== go?.version);
  if (!go || differ.length === 0) return [];
  const list = differ.map(c => `${c.path}${c.version === undefined ? '' : ` (${c.version})`}`).join(', ');
  return [note(t('{0} runs; PATH also leads to {1}. A terminal, CI or another editor with another PATH may run those.', go.path, list))];
}

function otherGoroot({ otherGoroot: other, go }: Examination): Advice[] {
  if (!other || !go) return [];
  if (!other.isGo) return [problem(t('GOROOT is {0}, where no Go is installed. Unset it: go finds its own.', other.path))];
  if (go.version === undefined || other.version === undefined || other.version === go.version) return [];
  return [
    problem(
      t(
        'GOROOT is {0} with {1}, but {2} is {3}: the compiler there refuses to work for another release. Unset GOROOT: go finds its own.',
        ...[other.path, other.version, go.path, go.version],
      ),
    ),
  ];
}

function experiments(e: Examination): Advice[] {
  const set = inForce(e, 'GOEXPERIMENT');
  const version = readVersion(answered(e.here)?.GOVERSION) ?? ownVersion(e);
  if (!set || !version) return [];
  const arch = answered(e.plain)?.GOARCH ?? 'amd64';
  const { baseline } = experimentRelease(version) ?? {};
  // Releases and processors that nobody looked at: only go itself can tell.
  const isKnown = baseline === undefined || !Object.hasOwn(baseline, arch) || experimentSet(version, arch, set.value) !== undefined;
  const place = t('GOEXPERIMENT={0} from {1}', set.value, set.from);
  if (isKnown) return [note(t('{0} is in force: builds here differ from builds without it.', place))];
  return [problem(t('{0} is not known to Go {1}, so every go command stops.', place, formatGoVersion(version)))];
}

/** Values that `go env -w` left behind; GOEXPERIMENT speaks for itself. */
function written(e: Examination): Advice[] {
  const { path, values } = e.goEnvFile;
  return Object.entries(values).flatMap(([name, value]) => {
    const overridden = e.env[name] && e.env[name] !== value ? ` ${t('The environment overrides it here with {0}.', e.env[name])}` : '';
    return [
      note(t('{0} sets {1}={2} for every project, written by `go env -w`. `go env -u {1}` takes it away.', path, name, value) + overridden),
    ];
  });
}

function toolchain(e: Examination): Advice[] {
  const own = ownVersion(e);
  const ran = answered(e.here)?.GOVERSION;
  const now = readVersion(ran);
  if (own && now && compareGoVersions(own, now) !== 0)
    return [
      note(t('{0} is Go {1}, but hands over to {2} here: {3}.', e.go?.path ?? 'go', formatGoVersion(own), ran ?? '', switchReason(e))),
    ];
  const asking = askingFile(e);
  const wanted = asking?.go?.version;
  const version = now ?? own;
  if (!asking || !wanted || !version || compareGoVersions(wanted, version) <= 0) return [];
  const { value, from } = toolchainSetting(e);
  if (value !== 'local' || compareGoVersions(own ?? version, { major: 1, minor: 21 }) < 0) return [];
  return [
    problem(
      t(
        '{0} needs Go {1}; this is Go {2}, and GOTOOLCHAIN=local ({3}) keeps it from switching. Builds stop.',
        asking.path,
        formatGoVersion(wanted),
        formatGoVersion(version),
        from,
      ),
    ),
  ];
}

/** In a workspace go.work asks for the release, and no module in it may ask for a newer one. */
function askingFile({ goWork, goMod }: Examination): GoModFacts | undefined {
  return goWork?.go || goWork?.toolchain ? goWork : goMod;
}

/** GOTOOLCHAIN as go reads it: environment, written file, the installation's go.env. */
export function toolchainSetting(e: Examination): { readonly value: string; readonly from: string } {
  const set = inForce(e, 'GOTOOLCHAIN');
  if (set) return set;
  const value = answered(e.here)?.GOTOOLCHAIN || e.distribution.GOTOOLCHAIN;
  return value ? { value, from: t('default of this installation') } : { value: 'auto', from: t('default') };
}

function switchReason(e: Examination): string {
  const { value, from } = toolchainSetting(e);
  const asking = askingFile(e);
  const line = asking?.toolchain ?? asking?.go;
  if (/^go\d/.test(value) || !line || !asking) return t('GOTOOLCHAIN={0} ({1})', value, from);
  return t('{0} asks for Go {1}, and GOTOOLCHAIN={2} ({3}) allows it', asking.path, formatGoVersion(line.version), value, from);
}

/** What go itself complains about, when nothing above has named it. */
function answers(e: Examination): Advice[] {
  const out: Advice[] = [];
  if (e.plain && 'error' in e.plain) out.push(problem(t('{0} does not work: {1}', e.go?.path ?? 'go', e.plain.error)));
  else if (e.here && 'error' in e.here && !isNamed(e, e.here.error)) {
    const isDownload = /toolchain not available|GOPROXY=off|download go\d/.test(e.here.error);
    out.push(
      isDownload
        ? note(
            t(
              'go would download another toolchain here. Go Preflight downloads nothing; run `go version` in {0} once. ({1})',
              e.dir,
              e.here.error,
            ),
          )
        : problem(t('In {0} go stops: {1}', e.dir, e.here.error)),
    );
  }
  if (e.complaint !== undefined) out.push(...complaints(e, e.complaint));
  return out;
}

/** A release that go must not switch for has a sentence of its own. */
function complaints(e: Examination, complaint: string): Advice[] {
  if (/requires go >=/.test(complaint) && toolchain(e).some(a => a.kind === 'problem')) return [];
  const flags = /\$GOFLAGS/.test(complaint) ? inForce(e, 'GOFLAGS') : undefined;
  if (flags) return [problem(t('GOFLAGS={0} from {1} stops every build: {2}', flags.value, flags.from, complaint))];
  return [problem(t('In {0} builds stop: {1}', e.dir, complaint))];
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
    const why = set ? t('CGO_ENABLED=1 from {0}', set.from) : t('cgo is on');
    return [problem(t('{0}, but the C compiler {1} is not on PATH: packages with cgo do not build.', why, name))];
  }
  if (here.CGO_ENABLED === '0' && !set && path === undefined)
    return [
      note(
        t(
          'cgo is off because the C compiler {0} is not on PATH: net and os/user take their pure Go twins, other cgo packages do not build.',
          name,
        ),
      ),
    ];
  return set ? [note(t('CGO_ENABLED={0} comes from {1}.', set.value, set.from))] : [];
}

/** Whether the compiler tier works with this Go; a sentence. */
export function compilerTier(e: Examination): string {
  if (!e.mayRun) return t('not in an untrusted workspace: no process is started');
  if (!e.go) return t('no: there is no go command');
  const here = answered(e.here);
  if (!here) return t('no: go does not answer here');
  const stops = [...otherGoroot(e), ...toolchain(e)].some(a => a.kind === 'problem');
  if (stops || e.complaint !== undefined) return t('no: builds stop here, see below');
  const version = readVersion(here.GOVERSION);
  if (version && compareGoVersions(version, OLDEST_GO) < 0) return t('no: Go {0} or newer is needed', formatGoVersion(OLDEST_GO));
  return t('yes');
}
