/** How a go command links its program (go-facts §6.1, §6.2). Unknown whenever one of the inputs is. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, goInForce, rootStage } from '../builds/dockerfile/stages.js';
import type { Setting, Value } from '../shell/environment.js';
import { type GoCommand, goFlag, goSetting, splitTags } from '../shell/go-command.js';
import { filledText } from '../shell/linker-variables.js';
import type { ImageEntry } from '../tables/tables.js';
import { hasCCompiler } from './c-compiler.js';
import type { CgoClosure } from './cgo-closure.js';

export interface DynamicLinkage {
  readonly kind: 'dynamic';
  /** Whose loader the program asks for; `any` when that depends on the toolchain, but one it needs. */
  readonly libc: 'glibc' | 'musl' | 'any';
  readonly why: 'cgo' | 'race' | 'pie';
  readonly closure?: CgoClosure;
  /** An explicit CGO_ENABLED=1. */
  readonly explicit?: Setting;
  /** ARGs whose defaults this follows from. */
  readonly args: readonly string[];
  /** Set when cgo is on only in a build for the machine's own architecture: that architecture, or `own`. */
  readonly native?: string;
}

export type Linkage = { readonly kind: 'static' } | { readonly kind: 'unknown' } | DynamicLinkage;

const UNKNOWN: Linkage = { kind: 'unknown' };
const STATIC: Linkage = { kind: 'static' };

/** What the machine that builds brings. */
export interface BuildMachine {
  readonly libc: 'glibc' | 'musl';
  /** Undefined: nobody knows. */
  readonly compiler: boolean | undefined;
  /** Its Go has cgo off where it finds no compiler: up to Go 1.19 it stays on, with the std packages as they came. */
  readonly offWithoutCompiler: boolean;
  /** `native`, `cross`, the architecture for which alone it is native (`own`: the machine's own), or `unknown`. */
  native(command: GoCommand): string;
}

/** Asked only when the answer hangs on it; it gets the build's tags and may not know. */
export type ClosureOf = (tags: readonly string[]) => CgoClosure | undefined;

/** In a stage of a Dockerfile. */
export function linkageOf(facts: DockerfileFacts, stage: StageFacts, command: GoCommand, closureOf: ClosureOf): Linkage {
  const image = baseImage(facts, stage);
  if (!image || image.libc === 'none' || image.libc === 'unknown') return UNKNOWN;
  return linkageOn(stageMachine(facts, stage, command, image.libc, image), command, closureOf);
}

function stageMachine(
  facts: DockerfileFacts,
  stage: StageFacts,
  command: GoCommand,
  libc: BuildMachine['libc'],
  image: ImageEntry,
): BuildMachine {
  const go = goInForce(facts, stage, command);
  const offWithoutCompiler = go !== undefined && (go.version === undefined || go.version.minor >= 20);
  return {
    libc,
    compiler: hasCCompiler(facts, stage, image, command),
    offWithoutCompiler,
    native: c => nativeOnly(rootStage(facts, stage).from.platform?.value.text?.split('/')[1], c),
  };
}

export function linkageOn(machine: BuildMachine, command: GoCommand, closureOf: ClosureOf): Linkage {
  if (!isLinux(command)) return UNKNOWN;
  const mode = goFlag(command, 'buildmode');
  const race = goFlag(command, 'race');
  const tags = goFlag(command, 'tags');
  if (mode === 'unknown' || race === 'unknown' || tags === 'unknown' || (tags && tags.text === undefined)) return UNKNOWN;
  const pie = mode?.text === 'pie';
  if (mode && !pie && mode.text !== 'exe' && mode.text !== 'default') return UNKNOWN;
  if (linkerMayLinkStatically(command)) return UNKNOWN;
  const cgo = cgoOn(machine, command);
  if (cgo === 'unknown') return UNKNOWN;
  const racing = race !== undefined && race.text !== 'false';
  const args = tags?.args ?? [];
  if (!cgo.on) {
    if (racing) return UNKNOWN;
    // The linker of Go 1.21 and later may choose the builder's own loader, so on musl it is not known which.
    return pie ? { kind: 'dynamic', libc: machine.libc === 'glibc' ? 'glibc' : 'any', why: 'pie', args } : STATIC;
  }
  const libc = libcOf(command, machine.libc);
  if (!libc) return UNKNOWN;
  const common = {
    kind: 'dynamic',
    libc,
    args: [...cgo.args, ...args],
    ...(cgo.explicit && { explicit: cgo.explicit }),
    ...(cgo.native !== undefined && { native: cgo.native }),
  } as const;
  if (racing) return { ...common, why: 'race' };
  const closure = closureOf(splitTags(tags?.text ?? ''));
  if (closure && closure.needs.length > 0) return { ...common, why: 'cgo', closure };
  if (pie) return { ...common, why: 'pie' };
  return closure?.complete ? STATIC : UNKNOWN;
}

export function isLinux(command: GoCommand): boolean {
  const os = goSetting(command, 'GOOS');
  return os === undefined || (os !== 'unknown' && (os.text === '' || os.text === 'linux'));
}

/** Flags that choose linking, the loader or another linker: what they do together is not worked out here. */
function linkerMayLinkStatically(command: GoCommand): boolean {
  if (command.flags.values.has('linkshared') || command.flags.values.has('compiler') || command.flags.values.has('toolexec')) return true;
  if (goSetting(command, 'CGO_LDFLAGS') !== undefined) return true;
  const flags = goFlag(command, 'ldflags');
  if (flags === undefined) return false;
  if (flags === 'unknown') return true;
  const text = visibleText(flags, command);
  return text === undefined || /static|linkmode|extld|(?:^|\s)-{1,2}(?:I|d|linkshared)\b/.test(text);
}

/** Text of a flag with unknown parts that can be no flags of their own, such as the value after `-X name=`. */
function visibleText(value: Value, command: GoCommand): string | undefined {
  const own = filledText({ name: 'ldflags', value }, command);
  return own === undefined || /(?:^|[\s'"])\uFFFF/.test(own) ? undefined : own;
}

/** The setting that disables cgo for a command; undefined where none surely does. */
export function disabledCgo(command: GoCommand): Setting | undefined {
  const setting = goSetting(command, 'CGO_ENABLED');
  return setting !== undefined && setting !== 'unknown' && setting.text === '0' ? setting : undefined;
}

/** What CGO_ENABLED comes to. */
export interface CgoState {
  readonly on: boolean;
  readonly args: readonly string[];
  readonly explicit?: Setting;
  readonly native?: string;
}

/** In a stage of a Dockerfile. */
export function cgoEnabled(facts: DockerfileFacts, stage: StageFacts, command: GoCommand, image: ImageEntry): CgoState | 'unknown' {
  // Whose C library it is does not matter here.
  return cgoOn(stageMachine(facts, stage, command, 'glibc', image), command);
}

/** From the setting, or go's default by C compiler and target (go-facts §6.1). */
function cgoOn({ compiler, offWithoutCompiler, native: nativeOf }: BuildMachine, command: GoCommand): CgoState | 'unknown' {
  const setting = goSetting(command, 'CGO_ENABLED');
  if (setting === 'unknown' || (setting && setting.text === undefined)) return 'unknown';
  if (setting?.text === '0') return { on: false, args: setting.args, explicit: setting };
  // Without a compiler the build stops: another rule's business.
  if (setting?.text === '1') return compiler === false ? 'unknown' : { on: true, args: setting.args, explicit: setting };
  const native = nativeOf(command);
  if (native === 'unknown' || compiler === undefined) return 'unknown';
  if (native === 'cross') return { on: false, args: [] };
  if (!compiler) return offWithoutCompiler ? { on: false, args: [] } : 'unknown';
  return { on: true, args: [], ...(native !== 'native' && { native }) };
}

/** Of a build on `platform`; undefined: on the machine's own architecture. */
export function nativeOnly(platform: string | undefined, command: GoCommand): string {
  const arch = goSetting(command, 'GOARCH');
  if (arch === undefined || (arch !== 'unknown' && arch.text === '')) return 'native';
  if (arch === 'unknown') return 'unknown';
  if (arch.text === undefined) return arch.args.length === 1 && arch.args[0] === 'TARGETARCH' && platform === undefined ? 'own' : 'unknown';
  if (platform !== undefined) return platform === arch.text ? 'native' : 'cross';
  return arch.text;
}

/** The C library that the C compiler links against. */
function libcOf(command: GoCommand, own: 'glibc' | 'musl'): 'glibc' | 'musl' | undefined {
  const cc = goSetting(command, 'CC');
  if (cc === undefined || (cc !== 'unknown' && cc.text === '')) return own;
  if (cc === 'unknown' || cc.text === undefined) return undefined;
  const name = cc.text.split(/\s+/)[0]!.replace(/^.*\//, '');
  if (name === 'musl-gcc') return 'musl';
  return /^(?:gcc|cc|clang)(?:-\d+)?$/.test(name) && !/static|target|sysroot/.test(cc.text) ? own : undefined;
}
