import { table } from '../../base/table.js';

/** Which files of a Go package a build takes: `//go:build` lines and GOOS/GOARCH in file names. */

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

export interface BuildTarget {
  /** GOOS; not given: linux. */
  readonly os?: string;
  readonly arch: string;
  readonly cgo: boolean;
  /** From `-tags`. */
  readonly tags: readonly string[];
}

/** True when a build for the target takes the file. A constraint that cannot be read counts as met. */
export function takesFile(path: string, constraint: string | undefined, target: BuildTarget): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.go$/, '');
  if (name.startsWith('.') || name.startsWith('_')) return false;
  if (!fitsName(name, target)) return false;
  if (constraint === undefined) return true;
  return evaluate(constraint, tag => hasTag(tag, target)) ?? true;
}

/** `name_linux`, `name_amd64`, `name_linux_amd64`; a name without an underscore has no suffix. */
function fitsName(name: string, target: BuildTarget): boolean {
  const parts = name
    .replace(/_test$/, '')
    .split('_')
    .slice(1);
  const last = parts.at(-1);
  if (last === undefined) return true;
  if (ARCHITECTURES.has(last)) {
    const os = parts.at(-2);
    return last === target.arch && (os === undefined || !OPERATING_SYSTEMS.has(os) || isFor(os, target));
  }
  return !OPERATING_SYSTEMS.has(last) || isFor(last, target);
}

function isFor(name: string, { os = 'linux' }: BuildTarget): boolean {
  return name === os || name === ALSO[os];
}

function hasTag(tag: string, target: BuildTarget): boolean {
  if (tag === 'cgo') return target.cgo;
  if (tag === 'unix') return UNIX.has(target.os ?? 'linux');
  if (tag === 'gc' || tag === target.arch || isFor(tag, target) || /^go1\.\d+$/.test(tag)) return true;
  return target.tags.includes(tag);
}

/** Undefined when the expression is no constraint. */
export function evaluate(expression: string, has: (tag: string) => boolean): boolean | undefined {
  const tokens = expression.match(/&&|\|\||[!()]|[^\s!()&|]+/g) ?? [];
  let at = 0;
  let failed = false;
  const or = (): boolean => {
    let value = and();
    while (tokens[at] === '||') {
      at++;
      const right = and();
      value = value || right;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (tokens[at] === '&&') {
      at++;
      const right = not();
      value = value && right;
    }
    return value;
  };
  const not = (): boolean => {
    const token = tokens[at++];
    if (token === '!') return !not();
    if (token === '(') {
      const value = or();
      if (tokens[at++] !== ')') failed = true;
      return value;
    }
    if (token === undefined || token === ')' || token === '&&' || token === '||') {
      failed = true;
      return false;
    }
    return has(token);
  };
  // A bound on nesting: every level of `not` takes a token, and nobody writes a thousand.
  if (tokens.length === 0 || tokens.length > 1000) return undefined;
  const value = or();
  return failed || at < tokens.length ? undefined : value;
}
