/** The table of how this code is really built: one row for each place, every value with its source. Unknown is a value. */

import type { Location, Span } from '../base/finding.js';
import { formatGoVersion, type GoVersion } from '../base/go-version.js';
import { dirName, joinPath } from '../base/paths.js';
import { flatMapping, type Sliced, whole } from '../base/slices.js';
import type { BuildSource, BuildUnit, UnitKind } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { Setting, Value } from '../shell/environment.js';
import { type GoCommand, goFlag, goSetting } from '../shell/go-command.js';
import { knownText } from '../shell/linker-variables.js';
import { experimentSet } from '../tables/experiment-set.js';

export interface ContextValue {
  /** Undefined: unknown. An unset variable has the empty text, or its default where that is certain. */
  readonly value: string | undefined;
  /** False: no line of the file gives it. */
  readonly isSet: boolean;
  /** No line gives it, and whoever runs the place may. */
  readonly isOpen?: true;
  /** What gives the value, where a line does. */
  readonly at?: Location;
  /** What is known of a value that is not wholly known, with `…` for the rest. */
  readonly partly?: string;
  /** Several values, one for each build; `value` is undefined then. */
  readonly choices?: readonly string[];
}

export interface BuildContext {
  readonly kind: UnitKind | 'module' | 'local toolchain';
  readonly name: string;
  readonly file: string;
  readonly span: Span;
  readonly goVersion: ContextValue;
  /** The release in force, when it is known. */
  readonly release?: GoVersion;
  readonly goexperiment: ContextValue;
  /** What differs from the release's baseline, as items: `jsonv2`, `nodwarf5`. Undefined: unknown. */
  readonly experiments: readonly string[] | undefined;
  readonly cgoEnabled: ContextValue;
  readonly goos: ContextValue;
  readonly goarch: ContextValue;
  readonly tags: ContextValue;
  readonly ldflags: ContextValue;
  readonly buildmode: ContextValue;
  /** The image the program is put in, of a Dockerfile's last stage. */
  readonly finalImage: ContextValue;
  /** True when go compiles something there. */
  readonly builds: boolean;
  /** True when what go compiles there is a program of another module: `go install golang.org/x/tools/…@latest`. */
  readonly foreign?: true;
  /** Of the machine's go command: true when it hands over to a newer release that go.mod asks for. */
  readonly switches?: boolean;
  /** The release that handed over. */
  readonly switched?: GoVersion;
  readonly unit?: BuildUnit;
  readonly command?: GoCommand;
}

const UNSET: ContextValue = { value: '', isSet: false };
const UNKNOWN: ContextValue = { value: undefined, isSet: false };
const OPEN: ContextValue = { ...UNKNOWN, isOpen: true };
/** Verbs that compile. */
const BUILDING = new Set(['build', 'install', 'test', 'run', 'vet', 'generate']);
/** Rows of one unit; a job with more different builds shows the first. */
const MAX_ROWS = 8;
/** Commands of one unit that are compared. */
const MAX_COMMANDS = 500;

/** What a file is told by others. */
export interface Surroundings {
  /** The nearest go.mod. */
  readonly module: GoModFacts | undefined;
  /** The release that a go.mod or go.work asks for, by its path; undefined when it is not known. */
  releaseAskedBy(path: string): GoVersion | undefined;
}

/** The rows of one file. */
export function contextsOf(source: BuildSource, around: Surroundings): BuildContext[] {
  return whole(readingContexts(source, around));
}

/** The same in slices. */
export function* readingContexts(source: BuildSource, around: Surroundings): Sliced<BuildContext[]> {
  const image = source.language === 'dockerfile' ? finalImage(source) : UNSET;
  return yield* flatMapping(source.units, UNITS_PER_SLICE, unit => rowsOf(source, unit, around, image));
}

/** Then the reader rests. */
const UNITS_PER_SLICE = 10;

/** The module itself: what its go and toolchain lines ask for. */
export function moduleContext(module: GoModFacts): BuildContext | undefined {
  const line = module.toolchain ?? module.go;
  if (!line) return undefined;
  return {
    kind: 'module',
    name: module.module,
    file: module.path,
    span: line.span,
    goVersion: { value: formatGoVersion(line.version), isSet: true, at: { file: module.path, span: line.span } },
    release: line.version,
    goexperiment: UNSET,
    experiments: undefined,
    cgoEnabled: UNSET,
    goos: UNSET,
    goarch: UNSET,
    tags: UNSET,
    ldflags: UNSET,
    buildmode: UNSET,
    finalImage: UNSET,
    builds: false,
  };
}

function rowsOf(source: BuildSource, unit: BuildUnit, around: Surroundings, image: ContextValue): BuildContext[] {
  const commands = unit.commands.filter(c => c.verb === undefined || BUILDING.has(c.verb));
  // An image that only holds the program builds nothing.
  if (commands.length === 0 && unit.kind === 'dockerfile stage' && !unit.go) return [];
  // Nor does a place that only calls another one.
  if (commands.length === 0 && (unit.steps || unit.images) && !unit.go && unit.experiments.length === 0) return [];
  if (commands.length === 0) return [row(source, unit, undefined, around, image)];
  const rows = new Map<string, BuildContext>();
  for (const command of commands.slice(0, MAX_COMMANDS)) {
    if (rows.size === MAX_ROWS) break;
    const one = row(source, unit, command, around, image);
    const key = COMPARED.map(c => `${one[c].value}`).join('\n');
    if (!rows.has(key)) rows.set(key, one);
  }
  return [...rows.values()];
}

/** The columns that make two commands of one unit two rows. */
const COMPARED = ['goexperiment', 'cgoEnabled', 'goos', 'goarch', 'tags', 'ldflags', 'buildmode'] as const;

function row(
  source: BuildSource,
  unit: BuildUnit,
  command: GoCommand | undefined,
  around: Surroundings,
  image: ContextValue,
): BuildContext {
  const setting = (name: string): ContextValue => {
    const value = command ? goSetting(command, name) : unit.environment.get(name);
    return value === 'unknown' && unit.environment.get(name) === 'unknown' ? OPEN : settingValue(value, source.path);
  };
  const flag = (name: string): ContextValue => {
    if (!command) return UNSET;
    const value = goFlag(command, name);
    // GOFLAGS of the caller may hold it.
    const isOpen = value === 'unknown' && !command.flags.values.has(name) && unit.environment.get('GOFLAGS') === 'unknown';
    return isOpen ? OPEN : flagValue(value, command, name, source.path);
  };
  const { value, release } = versionOf(source, unit, around);
  const goexperiment = setting('GOEXPERIMENT');
  const goarch = setting('GOARCH');
  const set = release && goexperiment.value !== undefined ? experimentSet(release, goarch.value || 'amd64', goexperiment.value) : undefined;
  return {
    kind: unit.kind,
    name: unit.name,
    file: source.path,
    span: unit.span,
    goVersion: value,
    ...(release && { release }),
    goexperiment,
    experiments: set && [...difference(set.on, set.baseline), ...difference(set.baseline, set.on).map(n => `no${n}`)],
    cgoEnabled: setting('CGO_ENABLED'),
    goos: setting('GOOS'),
    goarch,
    tags: flag('tags'),
    ldflags: flag('ldflags'),
    buildmode: flag('buildmode'),
    finalImage: image,
    builds: command !== undefined || unit.kind === 'vscode settings' || unit.kind === 'devcontainer',
    unit,
    ...(command && { command }),
    ...(command && isForeign(command, around.module) && { foreign: true as const }),
  };
}

/** A version after the package makes go leave the module of the folder alone. */
function isForeign({ verb, packages }: GoCommand, module: GoModFacts | undefined): boolean {
  // What follows the package of `go run` is for the program.
  const built = verb === 'run' ? packages.slice(0, 1) : packages;
  const own = (path: string) => module !== undefined && `${path.split('@')[0]}/`.startsWith(`${module.module}/`);
  return built.length > 0 && built.every(p => p?.includes('@') && !own(p));
}

function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...a].filter(x => !b.has(x)).sort();
}

/** A version file that is a known go.mod or go.work gives its release. */
function versionOf(source: BuildSource, unit: BuildUnit, around: Surroundings): { value: ContextValue; release?: GoVersion } {
  const { go } = unit;
  if (!go) return { value: unit.image ? UNKNOWN : OPEN };
  const at = { file: source.path, span: go.span };
  if (go.file !== undefined) {
    const release = around.releaseAskedBy(joinPath(rootOf(source.path), go.file));
    return { value: { value: release && formatGoVersion(release), isSet: true, at }, ...(release && { release }) };
  }
  return { value: { value: go.text, isSet: true, at }, ...(go.version && { release: go.version }) };
}

/** The folder in which a file's jobs begin: that of the repository for a workflow. */
export function rootOf(path: string): string {
  const dir = dirName(path);
  if (/(?:^|\/)\.github\/workflows$/.test(dir)) return dirName(dirName(dir));
  const ofAction = /^(|.*\/)\.github\/actions\/.+$/.exec(dir);
  if (ofAction) return ofAction[1]!.replace(/\/$/, '');
  if (/(?:^|\/)\.devcontainer(?:\/[^/]+)?$/.test(dir)) return dir.replace(/\/?\.devcontainer(?:\/[^/]+)?$/, '');
  return /(?:^|\/)\.(?:circleci|buildkite|woodpecker)$/.test(dir) ? dirName(dir) : dir;
}

function settingValue(setting: Setting | undefined | 'unknown', file: string): ContextValue {
  if (setting === 'unknown') return UNKNOWN;
  if (setting === undefined) return UNSET;
  const at = setting.span && { file, span: setting.span };
  const { choices } = setting;
  return { value: setting.text, isSet: setting.text !== '', ...(at && { at }), ...(choices && { choices }) };
}

function flagValue(value: Value | undefined | 'unknown', command: GoCommand, name: string, file: string): ContextValue {
  if (value === undefined) return UNSET;
  if (value === 'unknown') return UNKNOWN;
  const written = command.flags.written.findLast(f => f.name === name);
  const partly = value.text === undefined && written ? knownText(written, command) : undefined;
  const at = written && { file, span: written.span };
  return { value: value.text, isSet: true, ...(at && { at }), ...(partly !== undefined && { partly }) };
}

function finalImage(source: BuildSource): ContextValue {
  const image = source.units.at(-1)?.image;
  return image ? { value: image.text, isSet: true, at: { file: source.path, span: image.span } } : UNKNOWN;
}
