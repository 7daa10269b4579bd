/** Which GOEXPERIMENT names which Go release knows (go-facts §2.5). */
import type { GoVersion } from '../base/go-version.js';
import { table } from '../base/table.js';
import { EXPERIMENT_RELEASES, EXPERIMENTS } from './experiments.generated.js';
import type { ExperimentLife, ExperimentRelease } from './tables.js';

const LIVES = table(EXPERIMENTS);
const RELEASE_TABLES = table<ExperimentRelease>(
  Object.fromEntries(
    Object.entries(EXPERIMENT_RELEASES).map(([release, facts]) => [
      release,
      { ...facts, baseline: table(facts.baseline), aliases: table(facts.aliases) },
    ]),
  ),
);

/** Oldest first. */
export const RELEASES: readonly string[] = Object.keys(EXPERIMENT_RELEASES).sort((a, b) => minor(a) - minor(b));
export const OLDEST = RELEASES[0]!;
export const NEWEST = RELEASES.at(-1)!;

/** The table of a Go release, undefined for releases nobody looked at. */
export function experimentRelease(version: GoVersion): ExperimentRelease | undefined {
  return RELEASE_TABLES[`${version.major}.${version.minor}`];
}

/** First and last release that know `name`, undefined when none does. */
export function experimentLife(name: string): ExperimentLife | undefined {
  return LIVES[name];
}

/** True when `name`, without a leading `no`, is accepted by that release. */
export function knows(release: ExperimentRelease, name: string): boolean {
  return release.known.includes(name) || release.aliases[name] !== undefined;
}

/** Every name any release knows, aliases included. */
export function allExperiments(): ReadonlySet<string> {
  return new Set([...Object.keys(EXPERIMENTS), ...RELEASES.flatMap(r => Object.keys(EXPERIMENT_RELEASES[r]!.aliases))]);
}

/** The release after `1.N`. */
export function releaseAfter(release: string): string {
  return `1.${minor(release) + 1}`;
}

function minor(release: string): number {
  return Number(release.split('.')[1]);
}
