/** Arguments and environment of the go command: the user's, minus what would change the compiler's decisions or files on disk. */
import type { ProcessEnvironment } from './find-go.js';

/** Build settings that only the user knows. */
export interface BuildSettings {
  /** `go.toolsEnvVars`, added to the process environment. */
  readonly env: Readonly<Record<string, string>>;
  /** `go.buildTags`, comma separated; empty leaves GOFLAGS in charge. */
  readonly tags: string;
}

/** No network surprise: what is not in the module cache is an error to report, not a download. Private modules bypass GOPROXY. */
export const OFFLINE = { GOPROXY: 'off', GONOPROXY: 'none' };

/** Environment for a run in `cwd`. */
export function runEnvironment(base: ProcessEnvironment, settings: BuildSettings, cwd: string): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...base, ...settings.env })) if (value !== undefined) merged[name] = value;
  // `go` believes PWD when it names its directory: then paths through symbolic links stay as the editor spells them.
  return { ...merged, ...OFFLINE, PWD: cwd, LC_ALL: 'C' };
}

/**
 * `-gcflags` value for decisions (`-m=1`) or decisions with flows (`-m=2`). `-L` tells where text behind a `//line` directive really stands.
 * The needless `-e` makes the spelling ours alone, so that the user's own `-gcflags=-m` runs never fill the cache entries we read
 * (go-facts §3.1).
 */
export function compilerFlags(flows: boolean): string {
  return `-gcflags=${flows ? '-m=2' : '-m=1'} -e -L`;
}

/** Answers to flags in `goFlags` that must not hold here; empty for the usual empty GOFLAGS. */
export function overrides(goFlags: string): string[] {
  const set = new Map(
    goFlags
      .split(/\s+/)
      .map(f => /^--?([^=]+)(?:=(.*))?$/.exec(f))
      .flatMap(m => (m ? [[m[1]!, m[2]] as const] : [])),
  );
  const out: string[] = [];
  // Other decisions, other columns, other file names (go-facts §3.1); a run that compiles nothing, or everything; talk beside the compiler's.
  const unwanted = ['race', 'msan', 'asan', 'cover', 'trimpath', 'n', 'a', 'x', 'v', 'work'];
  for (const flag of unwanted) if (set.has(flag)) out.push(`-${flag}=false`);
  // It may compile other text than that of the files, and what it starts is not the go command.
  if (set.has('toolexec')) out.push('-toolexec=');
  // An analysis never edits go.mod; vendoring and readonly are left as they are.
  if (set.get('mod') === 'mod') out.push('-mod=readonly');
  return out;
}
