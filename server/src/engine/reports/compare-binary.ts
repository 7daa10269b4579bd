/** How a finished binary differs from the places of the workspace that build its module. Unknown on either side is no difference. */

import type { Location } from '../base/finding.js';
import { compareGoVersions, formatGoVersion, parseGoVersion } from '../base/go-version.js';
import { table } from '../base/table.js';
import { type BinaryFacts, libcOf } from '../binary/binary.js';
import type { GoBuildInfo } from '../binary/go-build-info.js';
import type { BuildContext, ContextValue } from '../program/build-contexts.js';
import type { Linkage } from '../program/linkage.js';
import { linkageText } from '../program/program-outcome.js';
import { releaseInForce } from '../program/release-in-force.js';
import type { WorkspaceView } from '../program/view.js';
import { goFlag, goSetting, splitTags } from '../shell/go-command.js';

export interface Difference {
  /** `Go`, a variable, a flag, or `linkage`. */
  readonly setting: string;
  /** `-` is unset. */
  readonly binary: string;
  readonly there: string;
  readonly at?: Location;
}

export interface ComparedContext {
  readonly context: BuildContext;
  /** Settings that are known on both sides and say the same. */
  readonly same: readonly string[];
  readonly differences: readonly Difference[];
  /** Settings that one of the sides does not tell. */
  readonly unknown: readonly string[];
}

/** One setting on both sides; undefined is unknown. */
interface Pair {
  readonly binary: string | undefined;
  readonly there: string | undefined;
  readonly at?: Location | undefined;
}

/** Undefined for a place that builds another program, or none. */
export function compareBinary(
  program: BinaryFacts,
  go: GoBuildInfo,
  context: BuildContext,
  linkage: Linkage,
  workspace: WorkspaceView,
): ComparedContext | undefined {
  if (!isBuild(context) || !mayBuild(context, go)) return undefined;
  const pairs: readonly (readonly [string, Pair])[] = [
    ['Go', release(go, context, workspace)],
    ['GOEXPERIMENT', experiments(go, context)],
    ['CGO_ENABLED', variable(go.settings.get('CGO_ENABLED'), context.cgoEnabled, context)],
    ['GOOS', target(program.os, context.goos, isLinuxContainer(context) ? 'linux' : undefined, context)],
    ['GOARCH', target(program.arch, context.goarch, undefined, context)],
    ...variant(program, go, context),
    ...FLAGS.map(([name, unset]) => [`-${name}`, flag(name, unset, go, context)] as const),
    ['linkage', linked(program, linkage, context)],
  ];
  const same: string[] = [];
  const unknown: string[] = [];
  const differences: Difference[] = [];
  for (const [setting, { binary, there, at }] of pairs) {
    if (binary === undefined || there === undefined) unknown.push(setting);
    else if (binary === there) same.push(setting);
    else differences.push({ setting, binary: binary || '-', there: there || '-', ...(at && { at }) });
  }
  return { context, same, differences, unknown };
}

/** Places where a program comes out; the machine's go command stands for a plain `go build`. */
function isBuild({ kind, command, foreign }: BuildContext): boolean {
  if (foreign) return false;
  return kind === 'local toolchain' || command?.verb === 'build' || command?.verb === 'install';
}

/** False when the command names other packages only. */
function mayBuild({ command }: BuildContext, { path }: GoBuildInfo): boolean {
  const packages = command?.packages ?? [];
  if (packages.length === 0 || path === '') return true;
  return packages.some(p => {
    if (p === undefined || p.endsWith('...') || /\.go$/.test(p)) return true;
    const end = p
      .split('@')[0]!
      .replace(/^(?:\.{0,2}\/)+/, '')
      .replace(/(?<!\/)\/+$/, '');
    return end === '' || end === '.' || end === '..' || `/${path}`.endsWith(`/${end}`);
  });
}

/** A release without a patch is any of its patches. */
function release({ version }: GoBuildInfo, context: BuildContext, workspace: WorkspaceView): Pair {
  const own = parseGoVersion(version.split(' ')[0]!);
  const there = context.unit ? releaseInForce(context.file, context.unit, workspace) : context.release;
  if (!own || !there) return { binary: own && formatGoVersion(own), there: undefined };
  const isSame = there.patch === undefined ? own.major === there.major && own.minor === there.minor : compareGoVersions(own, there) === 0;
  return { binary: formatGoVersion(isSame ? there : own), there: formatGoVersion(there), at: context.goVersion.at };
}

/** Both sides as differences from the defaults of their release; those of another release are not comparable. */
function experiments(go: GoBuildInfo, context: BuildContext): Pair {
  const own = parseGoVersion(go.version.split(' ')[0]!);
  const { release, experiments: there, goexperiment } = context;
  if (!own || !release || own.major !== release.major || own.minor !== release.minor || !there) return { binary: '', there: undefined };
  return { binary: list(go.experiments), there: list(there), at: goexperiment.at };
}

const list = (items: readonly string[]) => [...new Set(items)].sort().join(',');

/** Unset means what go works out there; for the go command of this machine that is known. */
function variable(binary: string | undefined, cell: ContextValue, { kind }: BuildContext): Pair {
  const there = cell.isSet || kind === 'local toolchain' ? cell.value : undefined;
  return { binary, there, at: cell.at };
}

function target(binary: string, cell: ContextValue, byDefault: string | undefined, context: BuildContext): Pair {
  if (cell.choices) return { binary, there: cell.choices.includes(binary) ? binary : list(cell.choices), at: cell.at };
  const pair = variable(binary, cell, context);
  return cell.value === '' && !cell.isSet ? { ...pair, there: byDefault } : pair;
}

function isLinuxContainer({ kind, unit }: BuildContext): boolean {
  return kind === 'dockerfile stage' && unit?.image?.text !== undefined && !/windows|nanoserver/i.test(unit.image.text);
}

/** GOARCH -> the variable that chooses its variant, and what it is where nobody sets it; undefined: that depends on the machine. */
const VARIANTS = table<readonly [name: string, byDefault: string | undefined]>({
  amd64: ['GOAMD64', 'v1'],
  arm64: ['GOARM64', 'v8.0'],
  arm: ['GOARM', undefined],
  '386': ['GO386', 'sse2'],
});

/** Recorded since Go 1.18; other processors have no variant that is compared. */
function variant({ arch }: BinaryFacts, go: GoBuildInfo, { command, kind, file }: BuildContext): (readonly [string, Pair])[] {
  const [name, byDefault] = VARIANTS[arch] ?? [];
  if (name === undefined) return [];
  const binary = go.settings.get(name);
  const setting = command && kind !== 'local toolchain' ? goSetting(command, name) : 'unknown';
  if (setting === 'unknown') return [[name, { binary, there: undefined }]];
  const at = setting?.span && { file, span: setting.span };
  return [[name, { binary, there: setting === undefined || setting.text === '' ? byDefault : setting.text, at }]];
}

/** Flags that go records, and what it records where they are not given. */
const FLAGS = [
  ['tags', ''],
  ['buildmode', 'exe'],
  ['race', ''],
  ['trimpath', ''],
  ['ldflags', ''],
  ['gcflags', ''],
] as const;

function flag(name: (typeof FLAGS)[number][0], unset: string, go: GoBuildInfo, { command, kind, file, tags }: BuildContext): Pair {
  // Before Go 1.18 nothing is recorded; -ldflags is left out beside -trimpath (cmd/go, issue 52372).
  const isRecorded = go.settings.size > 0 && !(name === 'ldflags' && go.settings.get('-trimpath') === 'true');
  const binary = isRecorded ? (go.settings.get(`-${name}`) ?? unset) : undefined;
  if (kind === 'local toolchain') return { binary: normal(name, binary), there: name === 'tags' ? normal(name, tags.value) : undefined };
  const given = command && goFlag(command, name);
  if (!command || given === 'unknown') return { binary, there: undefined };
  const written = command.flags.written.findLast(f => f.name === name);
  const at = written && { file, span: written.span };
  const value = given === undefined || given.text === 'false' ? unset : given.text;
  return { binary: normal(name, binary), there: normal(name, value), at };
}

function normal(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return name === 'tags' ? list(splitTags(value)) : value.trim().replace(/\s+/g, ' ');
}

function linked(program: BinaryFacts, linkage: Linkage, { command, file }: BuildContext): Pair {
  if (program.os !== 'linux' || linkage.kind === 'unknown') return { binary: undefined, there: undefined };
  const libc = libcOf(program);
  const dynamic = linkage.kind === 'dynamic' && linkage.libc !== 'any' && libc !== 'other' ? `dynamic (${libc})` : 'dynamic';
  const there = linkage.kind === 'dynamic' && libc === 'other' ? 'dynamic' : linkageText(linkage);
  return { binary: libc === undefined ? 'static' : dynamic, there, at: command && { file, span: command.span } };
}
