/** What a program file says about itself, whichever of the three formats it has. */
import type { GoBuildInfo } from './go-build-info.js';

export interface BinaryFacts {
  readonly format: 'ELF' | 'Mach-O' | 'PE';
  readonly kind: 'program' | 'library' | 'object file' | 'core dump';
  /** GOOS and GOARCH names where Go has one. */
  readonly os: string;
  readonly arch: string;
  /** Of a program: `dynamic` when it asks for a loader. A static-pie asks for none and is still position independent. */
  readonly linkage: 'static' | 'static-pie' | 'dynamic';
  /** PT_INTERP or LC_LOAD_DYLINKER: the loader that the kernel starts in its place. */
  readonly interpreter?: string;
  /** DT_NEEDED, LC_LOAD_DYLIB, the import table: in the order of the file. */
  readonly libraries: readonly string[];
  /** DT_RPATH and LC_RPATH. glibc ignores DT_RPATH where there is a DT_RUNPATH. */
  readonly rpath: readonly string[];
  readonly runpath: readonly string[];
  /** The newest `GLIBC_2.x` symbol version it asks for, as `2.34`. */
  readonly glibc?: string;
  /** Absent when no Go build information was found: another language, a Go before 1.13, or a packed file. */
  readonly go?: GoBuildInfo;
}

/** Whose loader an interpreter is, by its name (go-facts §6.2). */
export type Libc = 'glibc' | 'musl' | 'other';

export function libcOf({ interpreter }: Pick<BinaryFacts, 'interpreter'>): Libc | undefined {
  if (interpreter === undefined) return undefined;
  const m = /^(?:\/usr)?\/lib(?:32|64|x32)?\/(ld[^/]*)$/.exec(interpreter);
  if (!m) return 'other';
  if (/^ld-musl-[^/]+\.so\.1$/.test(m[1]!)) return 'musl';
  // ld.so.1: mips and 32-bit ppc; ld64.so.N: ppc64, ppc64le and s390x.
  return /^(?:ld-linux[^/]*\.so\.\d|ld64\.so\.\d|ld\.so\.1)$/.test(m[1]!) ? 'glibc' : 'other';
}
