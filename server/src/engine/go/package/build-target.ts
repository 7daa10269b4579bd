/** Which Go files a build takes, by their names and constraints: go/build's rules. */

import { compareGoVersions, type GoVersion } from '../../base/go-version.js';
import { table } from '../../base/table.js';
import { experimentSet, releaseVersion } from '../../tables/experiment-set.js';
import { NEWEST } from '../../tables/experiments.js';
import { evaluate } from './build-constraint.js';

const OPERATING_SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(' '),
);
const ARCHITECTURES = new Set(
  '386 amd64 amd64p32 arm arm64 arm64be armbe loong64 mips mips64 mips64le mips64p32 mips64p32le mipsle ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'.split(
    ' ',
  ),
);

/** GOOS values for which the tag `unix` holds (go/build, Go 1.19 and later). */
const UNIX = new Set('aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris'.split(' '));
/** Builds for these take what is written for the other as well (go/build). */
const ALSO = table<string>({ android: 'linux', illumos: 'solaris', ios: 'darwin' });
/** Tags of the oldest processor that a build is for, unless GOAMD64 and the like name a newer one (cmd/go, Go 1.21 and later). */
const PROCESSORS = table<readonly string[]>({
  '386': ['386.sse2'],
  amd64: ['amd64.v1'],
  arm: ['arm.5', 'arm.6', 'arm.7'],
  arm64: ['arm64.v8.0'],
  mips: ['mips.hardfloat'],
  mipsle: ['mipsle.hardfloat'],
  mips64: ['mips64.hardfloat'],
  mips64le: ['mips64le.hardfloat'],
  ppc64: ['ppc64.power8'],
  ppc64le: ['ppc64le.power8'],
  riscv64: ['riscv64.rva20u64'],
});

export interface BuildTarget {
  /** GOOS; not given: linux. */
  readonly os?: string;
  readonly arch: string;
  readonly cgo: boolean;
  /** From `-tags`. */
  readonly tags: readonly string[];
  /** Of the toolchain, which decides over tags such as `go1.21`; not given: the newest that is known. */
  readonly release?: GoVersion;
  /** GOEXPERIMENT, where it is set. */
  readonly experiment?: string;
}

/** True when a build for the target takes the file. A constraint that cannot be read counts as met. */
export function takesFile(path: string, constraint: string | undefined, target: BuildTarget): boolean {
  if (!takesName(path, target)) return false;
  if (constraint === undefined) return true;
  return evaluate(constraint, tag => hasTag(tag, target)) ?? true;
}

/** The same by the name alone: `name_linux`, `name_amd64`, `name_linux_amd64`; a name without an underscore has no suffix. */
export function takesName(path: string, target: BuildTarget): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (base.startsWith('.') || base.startsWith('_')) return false;
  if (!base.includes('_')) return true;
  // What follows a dot does not count: `x_windows.pb.go` is for windows.
  const dot = base.indexOf('.');
  const parts = (dot < 0 ? base : base.slice(0, dot))
    .replace(/_test$/, '')
    .split('_')
    .slice(1);
  const last = parts.at(-1);
  if (last === undefined || (!OPERATING_SYSTEMS.has(last) && !ARCHITECTURES.has(last))) return true;
  const before = parts.at(-2);
  const alsoNames = ARCHITECTURES.has(last) && before !== undefined && OPERATING_SYSTEMS.has(before);
  // A tag of `-tags` counts here as it does in a constraint.
  return hasTag(last, target) && (!alsoNames || hasTag(before, target));
}

/** The systems and architectures that go has a word for. */
export const isSystem = (word: string) => OPERATING_SYSTEMS.has(word);
export const isArchitecture = (word: string) => ARCHITECTURES.has(word);

function isFor(name: string, { os = 'linux' }: BuildTarget): boolean {
  return name === os || name === ALSO[os];
}

function hasTag(tag: string, target: BuildTarget): boolean {
  if (tag === 'cgo') return target.cgo;
  if (tag === 'unix') return UNIX.has(target.os ?? 'linux');
  if (tag === 'gc' || tag === target.arch || isFor(tag, target) || target.tags.includes(tag)) return true;
  const release = /^go1\.(\d+)$/.exec(tag);
  if (release) return compareGoVersions({ major: 1, minor: Number(release[1]) }, { ...releaseOf(target), patch: 0 }) <= 0;
  if (tag === 'boringcrypto') return hasExperiment('boringcrypto', target);
  if (tag.startsWith('goexperiment.')) return hasExperiment(tag.slice('goexperiment.'.length), target);
  return PROCESSORS[target.arch]?.includes(tag) === true;
}

function releaseOf({ release = releaseVersion(NEWEST) }: BuildTarget): GoVersion {
  return release;
}

/** The linkers of these write no DWARF 5, which is on elsewhere from Go 1.25 on (internal/buildcfg/exp.go). */
const WITHOUT_DWARF5: ReadonlySet<string> = new Set(['aix', 'darwin', 'ios']);

function hasExperiment(name: string, target: BuildTarget): boolean {
  if (name === 'dwarf5' && WITHOUT_DWARF5.has(target.os ?? '') && !target.experiment?.split(',').includes(name)) return false;
  return experimentSet(releaseOf(target), target.arch, target.experiment ?? '')?.on.has(name) === true;
}
