/** What a GOEXPERIMENT value comes to in a release: its items applied to the baseline (go-facts §2.1). */
import { compareGoVersions, type GoVersion } from '../base/go-version.js';
import { experimentLife, experimentRelease, knows, RELEASES } from './experiments.js';

/** Experiments that the register ABI forces on or off, whatever GOEXPERIMENT says. */
const FORCED = /^regabi/;

export interface ExperimentSet {
  readonly on: ReadonlySet<string>;
  readonly baseline: ReadonlySet<string>;
}

/** Undefined when the release is not in the table, or does not know a name: then go stops. */
export function experimentSet(version: GoVersion, arch: string, value: string): ExperimentSet | undefined {
  const release = experimentRelease(version);
  const base = release?.baseline[arch];
  if (!release || !base) return undefined;
  const baseline = new Set(base);
  const on = new Set(baseline);
  for (const item of value.split(',')) {
    if (item === '') continue;
    if (item === 'none') {
      for (const name of [...on]) if (!FORCED.test(name)) on.delete(name);
      continue;
    }
    const off = item.startsWith('no');
    const name = off ? item.slice(2) : item;
    if (!knows(release, name)) return undefined;
    if (FORCED.test(name)) continue;
    if (off) on.delete(name);
    else on.add(name);
  }
  return { on, baseline };
}

/** The first release that has the experiment on by default on amd64; undefined when none has. */
export function defaultSince(name: string): string | undefined {
  return RELEASES.find(r => experimentRelease(releaseVersion(r))?.baseline.amd64?.includes(name));
}

/** The releases that know a name, as versions; undefined when none does. */
export function lifeOf(name: string): { readonly first: GoVersion; readonly last: GoVersion } | undefined {
  const life = experimentLife(name);
  return life && { first: releaseVersion(life.first), last: releaseVersion(life.last) };
}

/** `1.26` or `<=1.18` of the tables. */
export function releaseVersion(release: string): GoVersion {
  const m = /(?<!\d)(\d+)\.(\d+)/.exec(release);
  return { major: Number(m?.[1] ?? 1), minor: Number(m?.[2] ?? 0) };
}

export function isOlder(a: GoVersion, b: GoVersion): boolean {
  return compareGoVersions({ major: a.major, minor: a.minor }, { major: b.major, minor: b.minor }) < 0;
}
