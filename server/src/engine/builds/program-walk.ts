/** Where the files that go commands write end up: followed through cp, mv and COPY, by path. */

import { baseName, parentOf, relativeTo, resolvePath, withoutSlash } from '../base/paths.js';
import { type GoCommand, goFlag, goSetting } from '../shell/go-command.js';
import type { CopyFacts, RunCommand, StageStep } from '../shell/shell-records.js';
import type { UnitKind } from './facts.js';

/** A program that a go command wrote. */
export interface Artifact extends Builder {
  readonly command: GoCommand;
  /** The package argument it is built from, as given; `.` when there is none. */
  readonly package: string;
}

/** Where a program is built: in a stage of the Dockerfile, or outside of the image. */
export interface Builder {
  readonly stage?: number;
  readonly outside?: OutsideBuilder;
}

/** A place that builds programs which a build of an image finds in its context. */
export interface OutsideBuilder {
  readonly file: string;
  readonly kind: UnitKind;
  readonly name: string;
}

/** Absolute path -> what is there. */
export type StageFiles = ReadonlyMap<string, Artifact>;

export interface Program {
  readonly name: string;
  /** A package argument for this program alone. */
  readonly package: string;
}

/** What a walk begins with and asks. */
export interface WalkedPlace {
  readonly files: StageFiles;
  /** Directories that are there: a copy to one of them goes into it. */
  readonly directories: Iterable<string>;
  readonly builder: Builder;
  /** The programs of a package argument that does not tell itself, such as `.` or `./cmd/...`; none when unknown. */
  programsOf(command: GoCommand, packageArgument: string): readonly Program[];
  /** What stands where a COPY takes from: a stage, or the build context. */
  filesOf(from: CopyFacts['from']): StageFiles | undefined;
}

/** Follows programs through the steps of one place. What is overwritten or may be is not followed. */
export class ProgramWalk {
  readonly files: Map<string, Artifact>;
  private readonly directories: Set<string>;

  constructor(private readonly place: WalkedPlace) {
    this.files = new Map(place.files);
    this.directories = new Set(place.directories);
  }

  take(steps: readonly StageStep[]): this {
    for (const step of steps) this.step(step);
    return this;
  }

  private step(step: StageStep): void {
    switch (step.kind) {
      case 'workdir':
        if (step.path !== undefined) this.directories.add(step.path);
        return;
      case 'go':
        this.go(step.command);
        return;
      case 'copy':
        this.copy(step.copy);
        return;
      case 'run':
        this.run(step.command);
    }
  }

  private go(command: GoCommand): void {
    for (const { path, artifact } of this.outputs(command)) {
      // A command that may not run leaves either file.
      if (command.certain) this.files.set(path, artifact);
      else this.files.delete(path);
    }
  }

  private outputs(command: GoCommand): { path: string; artifact: Artifact }[] {
    if (command.verb !== 'build' && command.verb !== 'install') return [];
    const packages = command.packages.length === 0 ? ['.'] : command.packages;
    const known = packages.filter(p => p !== undefined);
    const files = known.every(p => p.endsWith('.go'));
    const units = files && known.length > 0 ? [known.join(' ')] : known;
    const output = command.verb === 'build' ? goFlag(command, 'o') : undefined;
    if (output === 'unknown' || (output && output.text === undefined)) return [];
    const into = command.verb === 'install' ? installDirectory(command) : command.cwd;
    const target = output ? resolvePath(command.cwd, output.text!) : undefined;
    if (output && target === undefined) return [];
    const isDirectory = target !== undefined && (target.endsWith('/') || this.directories.has(target) || units.length > 1);
    const artifact = (p: string): Artifact => ({ ...this.place.builder, command, package: p });
    if (target !== undefined && !isDirectory) return units.length === 1 ? [{ path: target, artifact: artifact(units[0]!) }] : [];
    const dir = target ?? into;
    if (dir === undefined) return [];
    const programs = units.flatMap(unit => {
      const name = programName(unit);
      return name === undefined ? this.place.programsOf(command, unit) : [{ name, package: unit }];
    });
    // Without -o, `go build` of several packages writes nothing.
    if (command.verb === 'build' && !output && (programs.length > 1 || units.length > 1)) return [];
    return programs.flatMap(program => {
      const path = resolvePath(withoutSlash(dir), program.name);
      return path === undefined ? [] : [{ path, artifact: artifact(program.package) }];
    });
  }

  private copy(copy: CopyFacts): void {
    const { destination } = copy;
    if (destination === undefined) return;
    const origin = this.place.filesOf(copy.from);
    const into = destination.endsWith('/') || copy.sources.length > 1 || this.directories.has(destination);
    for (const source of copy.sources) {
      if (source === undefined) continue;
      const found = origin ? matches(origin, resolvePath('/', source)!) : [];
      if (found.length === 0 && !into) this.files.delete(destination);
      if (found.length === 0 && into) this.files.delete(`${withoutSlash(destination)}/${baseName(source)}`.replace('//', '/'));
      for (const { path, rest, artifact } of found) {
        const whole = rest !== '';
        const name = whole ? rest : baseName(path);
        this.files.set(resolvePath(withoutSlash(destination), name)!, artifact);
        // Whether the last name is a directory cannot always be told: the file may be under either path.
        if (!whole && !destination.endsWith('/') && destination !== '/') this.files.set(destination, artifact);
      }
    }
    if (into) this.directories.add(withoutSlash(destination));
  }

  private run(command: RunCommand): void {
    const { name, cwd } = command;
    if (name === 'mkdir')
      for (const w of command.words.slice(1)) if (w && !w.startsWith('-')) this.directories.add(resolvePath(cwd, w) ?? w);
    if (name === undefined || !['cp', 'mv', 'install'].includes(name)) return;
    const operands = command.words.slice(1).filter(w => w === undefined || !w.startsWith('-'));
    const [from, to] = [operands[0], operands[1]];
    if (operands.length !== 2 || from === undefined || to === undefined) return;
    const source = resolvePath(cwd, from);
    const target = resolvePath(cwd, to);
    const artifact = source === undefined ? undefined : this.files.get(source);
    if (!artifact || source === undefined || target === undefined) return;
    const path = target.endsWith('/') || this.directories.has(target) ? resolvePath(withoutSlash(target), baseName(source))! : target;
    if (name === 'mv') this.files.delete(source);
    if (command.certain) this.files.set(path, artifact);
    else this.files.delete(path);
  }
}

/** Artifacts at or below a source path, which may hold `*` and `?`; `rest` is the path below a copied directory. */
function matches(files: StageFiles, source: string): { path: string; rest: string; artifact: Artifact }[] {
  const out: { path: string; rest: string; artifact: Artifact }[] = [];
  const glob = /[*?[]/.test(source) ? globOf(source) : undefined;
  for (const [path, artifact] of files) {
    if (glob) {
      if (glob(path)) out.push({ path, rest: '', artifact });
      continue;
    }
    const rest = relativeTo(source, path);
    if (rest !== undefined) out.push({ path, rest, artifact });
  }
  return out;
}

/** `*` and `?` as the builder matches them, within one path element; a character class counts as any character. Takes no way twice. */
function globOf(pattern: string): (path: string) => boolean {
  const parts = pattern.match(/\[[^\]/]{0,60}\]|[\s\S]/g) ?? [];
  return path => {
    let at = 0;
    /** The last star, and where the part behind it is tried next. */
    let star: { readonly part: number; from: number } | undefined;
    for (let part = 0; part < parts.length || at < path.length; ) {
      const c = parts[part];
      const isAny = c === '?' || (c !== undefined && c.length > 1);
      if (c === '*') star = { part: part++, from: at };
      else if (c !== undefined && at < path.length && (isAny ? path[at] !== '/' : c === path[at])) {
        part++;
        at++;
      } else if (star && star.from < path.length && path[star.from] !== '/') {
        at = ++star.from;
        part = star.part + 1;
      } else return false;
    }
    return true;
  };
}

/** GOBIN, else GOPATH/bin; undefined when unknown or when GOARCH makes a directory of its own. */
function installDirectory(command: GoCommand): string | undefined {
  const bin = goSetting(command, 'GOBIN');
  if (bin === 'unknown') return undefined;
  if (bin?.text) return bin.text;
  const path = goSetting(command, 'GOPATH');
  if (path === 'unknown' || !path?.text) return undefined;
  return `${path.text.split(':')[0]}/bin`;
}

/** The name that `go build` gives, when the argument tells: `./cmd/app` -> app, `main.go` -> main. Not `.`: that takes the module's path. */
export function programName(packageArgument: string): string | undefined {
  const clean = withoutSlash(packageArgument.split(' ')[0]!).replace(/@[^/]*$/, '');
  if (clean.endsWith('.go')) return baseName(clean).slice(0, -3);
  if (clean.endsWith('...') || /(?:^|\/)\.{1,2}$/.test(clean)) return undefined;
  const name = baseName(clean);
  return /^v\d+$/.test(name) ? baseName(parentOf(clean)) : name;
}
