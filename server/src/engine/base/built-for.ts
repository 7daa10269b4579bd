/**
 * Programs that have a package compiled alike. A profile (`-pgo`, `default.pgo` beside a main package) changes what the compiler inlines, and
 * with it what is on the heap: of a package that two programs contain, each may have a build of its own.
 */
import { baseName } from './paths.js';

export interface BuiltFor {
  /** Import paths of the main packages; empty where the profile, or that there is none, is all that is known. */
  readonly programs: readonly string[];
  /** Path of the profile; absent for a build without. */
  readonly profile?: string;
}

/** `example.com/app (default.pgo), example.com/tool`: names and nothing else. */
export function buildNames(builds: readonly BuiltFor[]): string {
  return builds.flatMap(namesOf).join(', ');
}

function namesOf({ programs, profile }: BuiltFor): string[] {
  const behind = profile === undefined ? '' : baseName(profile);
  if (programs.length === 0) return [behind === '' ? '-pgo=off' : behind];
  return programs.map(program => (behind === '' ? program : `${program} (${behind})`));
}
