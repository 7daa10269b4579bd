/** Arguments and environment of the go command: the user's, minus what would change the compiler's decisions or files on disk. */
import { readGoFlagsVariable } from '../../engine/shell/go-flags-variable.js';
import type { ProcessEnvironment } from './find-go.js';

/** Build settings that only the user knows. */
export interface BuildSettings {
  /** `go.toolsEnvVars`, added to the process environment. */
  readonly env: Readonly<Record<string, string>>;
  /** `go.buildTags`, comma separated; empty leaves GOFLAGS in charge. */
  readonly tags: string;
  /** CGO_ENABLED=0, whatever the environment says. */
  readonly withoutCgo?: boolean;
}

/** No network surprise: what is not in the module cache is an error to report, not a download. Private modules bypass GOPROXY. */
export const OFFLINE = { GOPROXY: 'off', GONOPROXY: 'none' };

/**
 * Arguments for `go env` where more than a version is wanted. By name: without names go also works out GOGCCFLAGS, for which it starts the C
 * compiler eleven times, with CGO_ENABLED=0 too.
 */
export const GO_ENV = [
  'env',
  '-json',
  'GOVERSION',
  'GOROOT',
  'GOOS',
  'GOARCH',
  'GOFLAGS',
  'GOEXPERIMENT',
  'GOTOOLCHAIN',
  'CGO_ENABLED',
  'CC',
];

/** Environment for a run in `cwd`. */
export function runEnvironment(base: ProcessEnvironment, settings: BuildSettings, cwd: string): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...base, ...settings.env })) if (value !== undefined) merged[name] = value;
  // `go` believes PWD when it names its directory: then paths through symbolic links stay as the editor spells them.
  return { ...merged, ...(settings.withoutCgo && { CGO_ENABLED: '0' }), ...OFFLINE, PWD: cwd, LC_ALL: 'C' };
}

/**
 * `-gcflags` value for decisions (`-m=1`) or decisions with flows (`-m=2`). `-L` tells where text behind a `//line` directive really stands.
 * The needless `-e` makes the spelling ours alone, so that the user's own `-gcflags=-m` runs never fill the cache entries we read
 * (go-facts §3.1).
 */
export function compilerFlags(flows: boolean): string {
  return `-gcflags=${flows ? '-m=2' : '-m=1'} -e -L`;
}

/**
 * What no GOFLAGS may change, so it is said in every `go list`, where it wins however GOFLAGS is written: another text than that of the files,
 * another compiler than go's own, a program in its place, and what a version control system says of the folder. go would ask it to stamp main
 * packages, and `git status` starts what the folder's own `.git/config` names.
 */
const ALWAYS = ['-overlay=', '-compiler=gc', '-toolexec=', '-buildvcs=false'];

/** Other decisions, columns and file names (go-facts §3.1); runs that compile nothing, or everything; talk beside the compiler's. */
const UNWANTED = ['race', 'msan', 'asan', 'cover', 'trimpath', 'n', 'a', 'x', 'v', 'work'];

/** Arguments of `go list` that answer the flags in `goFlags`. An `-overlay` of ours goes behind them. */
export function overrides(goFlags: string): string[] {
  const { flags } = readGoFlagsVariable(goFlags);
  return [
    ...ALWAYS,
    ...UNWANTED.filter(flag => flags.has(flag)).map(flag => `-${flag}=false`),
    // An analysis never edits go.mod; vendoring and readonly are left as they are.
    ...(flags.get('mod') === 'mod' ? ['-mod=readonly'] : []),
  ];
}
