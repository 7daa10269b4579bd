import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy } from '../../base/message.js';
import { dirName, joinPath } from '../../base/paths.js';
import { type BuildSource, isBuildFile } from '../../builds/facts.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import { changesModule, keepsModule } from '../../builds/one-module.js';
import { flagsNamed } from '../../builds/settings.js';
import type { ValueSymbol } from '../../go/names/symbols.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import type { GoPackage } from '../../go/package/go-package.js';
import { isPredeclaredType } from '../../go/types/universe.js';
import { buildsWhatIsNotHere, moduleRunIn } from '../../program/build-folders.js';
import { buildsIn, moduleInImage } from '../../program/image-build.js';
import { lacksPackage, mayHavePackage } from '../../program/modules/own-packages.js';
import type { WorkspaceView } from '../../program/view.js';
import type { GoCommand } from '../../shell/go-command.js';
import { type Definition, definitionsIn } from '../../shell/linker-variables.js';
import { didYouMean } from '../../tables/did-you-mean.js';
import type { Report, RuleContext } from '../report.js';
import { rule } from '../rule.js';
import { saidOnce } from '../said-once.js';
import { say as shared } from '../words.js';
import { LDFLAGS_X_EXAMPLES } from './ldflags-x.examples.js';
import { inModule } from './ldflags-x.module.js';
import { replaced } from './ldflags-x.replaced.js';
import { say } from './ldflags-x.words.js';

const FETCHES =
  /\bgit\s+(?:-\S+\s+){0,20}(?:clone|submodule|fetch)\b|\bgo\s+get\b|\b(?:curl|wget)\b[^\n]{0,100}\.(?:tar|tgz|zip)|^[ \t]*ADD\s+(?:--\S+\s+)*(?:https?:|git@)/m;
/** The whole build context goes into the image: only then is the program that is built surely one of this module. */
const COPIES_ALL = /^[ \t]*(?:COPY|ADD)\s+(?:--\S+\s+)*(?:\.\/?\s+\S+|\[\s*"\.\/?"\s*,\s*"[^"]+"\s*\])\s*$/im;
/** A step that may write Go files before the build: what they declare is not in the workspace. */
const GENERATES = /\bgo\s+(?:generate|run)\b|>\s*[^\s>]+\.go\b|\b(?:cp|mv|tee|sed)\b[^\n]{0,100}\.go\b|\s-{1,2}o(?:ut|utput)?[= ]\S+\.go\b/;
const BUILDS = new Set(['build', 'install']);

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  const module = workspace.module(file.path);
  if (!module) return;
  // Sources that are fetched while it builds are not those of the workspace.
  const text = workspace.text(file.path) ?? '';
  if (GENERATES.test(text)) return;
  const foreign = FETCHES.test(text) || (file.language === 'dockerfile' && !COPIES_ALL.test(text));
  const reports: Report[] = [];
  const seen = new Set<string>();
  for (const { flag, command } of flagsNamed(file, ['ldflags'])) {
    if (command.verb === undefined || !BUILDS.has(command.verb) || !isOfModule(command, module.module)) continue;
    const isOwn = keepsModule(file, text) || isOwnOfDockerfile(file, text, command, module, workspace);
    const isElsewhere = isBuildFile(file) && buildsWhatIsNotHere(file, command, workspace);
    const isUnsure = foreign || isElsewhere || (command.cwd === undefined && !command.packages.every(isPlain));
    for (const definition of definitionsIn(flag, command).flatMap(d => inModule(d, module, workspace) ?? [])) {
      const { path, name, span } = definition;
      const key = `${span.start} ${path}.${name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (path === 'main' && isUnsure) continue;
      const found =
        replaced(definition, flag, command) ??
        problem(definition, file.path, workspace) ??
        (isOwn && !isUnsure ? outside(definition, file, command, workspace) : undefined);
      if (found) reports.push(command.certain || found.severity !== 'error' ? found : { ...found, severity: 'warning' });
    }
  }
  for (const found of saidOnce(reports, say.stepAgain)) report(found);
}

/** Known to build this module: what the image holds there is known. */
function isOwnOfDockerfile(file: BuildSource, text: string, command: GoCommand, module: GoModFacts, workspace: WorkspaceView): boolean {
  const facts = isBuildFile(file) || changesModule(text) ? undefined : workspace.dockerfileFacts(file.path);
  return facts !== undefined && buildsIn(facts, command, module, workspace) && moduleInImage(facts, command, workspace) === module;
}

/** Known packages of this module, or paths. */
function isOfModule(command: GoCommand, module: string): boolean {
  return command.packages.every(
    p =>
      p !== undefined &&
      !p.includes('@') &&
      !p.includes('://') &&
      (isPlain(p) || p.startsWith('/') || p === module || p.startsWith(`${module}/`)),
  );
}

/** A path below the folder that go runs in. */
const isPlain = (p: string | undefined): boolean =>
  p !== undefined && (/^\.(?:\/|$)/.test(p) || p.endsWith('.go') || /^[\w-]+(?:\/[\w-]+)*$/.test(p));

function problem(definition: Definition, file: string, workspace: WorkspaceView): Report | undefined {
  const { path } = definition;
  const module = workspace.module(file)!;
  if (path === 'main') return inPackages(definition, programs(workspace, module.dir), true, workspace);
  if (path !== module.module && !path.startsWith(`${module.module}/`)) return undefined;
  const dir = path === module.module ? module.dir : `${module.dir === '' ? '' : `${module.dir}/`}${path.slice(module.module.length + 1)}`;
  const pkg = workspace.packageDeclarations(dir);
  const own = sources(pkg);
  if (own.length === 0 || workspace.module(own[0]!.path) !== module) return undefined;
  if (own.every(f => f.packageName === 'main')) return byModulePath(definition);
  return own.some(f => f.packageName === 'main') ? undefined : inPackages(definition, [pkg], false, workspace);
}

/** A package of no module that go.mod names cannot be in the program. */
function outside(definition: Definition, file: BuildSource, command: GoCommand, workspace: WorkspaceView): Report | undefined {
  const { path, name, span, written } = definition;
  const module = isBuildFile(file) ? moduleRunIn(file, command, workspace) : workspace.module(file.path);
  if (!module) return undefined;
  const own = ownPath(path, module, name, workspace);
  // A folder of the module without the module's path looks like a package of Go itself.
  const isFolder = own === `${module.module}/${path}`;
  const isMissing = lacksPackage(module, path, workspace);
  if (path === 'main' || (!isFolder && !isMissing && mayHavePackage(module, path, workspace))) return undefined;
  if (command.cwd === undefined && (!isBuildFile(file) || file.kind !== 'shell')) return undefined;
  const title = own === undefined ? undefined : shared.replaceFix({ text: own });
  return {
    span,
    message: followedBy(
      isMissing ? say.noPackage({ path, name }) : say.otherModule({ path, name }),
      own === undefined ? say.correctPath : say.writePath({ path: own, name }),
    ),
    steps: module.moduleSpan ? [{ message: say.stepModule, file: module.path, span: module.moduleSpan }] : [],
    fixes: title && written ? [{ title, safe: false, edits: [{ span: written.path, newText: own! }] }] : [],
  };
}

/** The package of this module that was meant: the one with the longest end of the path, and the variable. */
function ownPath(path: string, module: GoModFacts, name: string, workspace: WorkspaceView): string | undefined {
  const segments = path.split('/');
  for (let i = 0; i < segments.length; i++) {
    const rest = segments.slice(i).join('/');
    const pkg = workspace.packageDeclarations(joinPath(module.dir, rest));
    if (declarationsOf(pkg, name).length > 0 && sources(pkg).every(f => f.packageName !== 'main')) return `${module.module}/${rest}`;
  }
  return undefined;
}

/** Which program is built is not asked: what none of them has, the one that is built has not either. */
function programs(workspace: WorkspaceView, dir: string): GoPackage[] {
  return workspace.mainPackages(dir).map(d => workspace.packageDeclarations(d));
}

function sources(pkg: GoPackage): readonly GoFileFacts[] {
  return pkg.files.filter(f => !f.isTest);
}

function byModulePath({ path, name, span, written }: Definition): Report {
  return {
    span,
    message: say.namedByPath({ path, name }),
    fixes: written ? [{ title: say.mainFix({ name }), safe: false, edits: [{ span: written.path, newText: 'main' }] }] : [],
  };
}

interface Declared {
  readonly value: ValueSymbol;
  readonly pkg: GoPackage;
  readonly at: RelativeStep;
}

function inPackages(definition: Definition, packages: readonly GoPackage[], isMain: boolean, workspace: WorkspaceView): Report | undefined {
  const files = packages.flatMap(sources);
  // Generated files are not read, and broken ones hide what they declare.
  if (files.length === 0 || files.some(f => f.generated || f.hasError)) return undefined;
  const { path, name, span } = definition;
  const found = packages.flatMap(pkg => declarationsOf(pkg, name));
  if (found.length === 0) {
    // A file that is written before the build, and is not here, may declare it.
    return files.some(f => workspace.mayLackGoFiles(dirName(f.path))) ? undefined : missing(definition, packages, isMain);
  }
  const wrong = found.map(wrongWith);
  const first = wrong[0];
  if (!first || wrong.includes(undefined)) return undefined;
  const variable = `${path}.${name}`;
  const steps = [found[0]!.at];
  switch (first.kind) {
    case 'constant':
      return { span, steps, message: say.constant({ variable }) };
    case 'computed':
      return { span, steps, message: say.computed({ variable }) };
    case 'type':
      return { span, severity: 'error', steps, message: say.notString({ variable, name }) };
  }
}

function declarationsOf(pkg: GoPackage, name: string): Declared[] {
  return sources(pkg).flatMap(file =>
    file.declarations.flatMap(d =>
      d.symbols.values
        .filter(v => v.name === name)
        .map(value => ({
          value,
          pkg,
          at: {
            message: say.stepDeclared,
            file: file.path,
            span: { start: value.span.start + d.offset, end: value.span.end + d.offset },
          },
        })),
    ),
  );
}

/** Undefined where -X works, or may. */
function wrongWith({ value, pkg }: Declared): { readonly kind: 'constant' | 'computed' | 'type' } | undefined {
  if (value.constant) return { kind: 'constant' };
  const { holds } = value;
  if (holds && !mayBeString(holds, pkg)) return { kind: 'type' };
  return value.computed ? { kind: 'computed' } : undefined;
}

/** A declared type is none to the linker, whatever is below; `int` is predeclared unless the package declares one. */
function mayBeString(holds: NonNullable<ValueSymbol['holds']>, pkg: GoPackage): boolean {
  if (holds === 'other') return false;
  const own = pkg.type(holds.type);
  return own ? own.alias : !isPredeclaredType(holds.type);
}

function missing({ path, name, span, written }: Definition, packages: readonly GoPackage[], isMain: boolean): Report {
  const variables = packages.flatMap(pkg =>
    sources(pkg).flatMap(f => f.declarations.flatMap(d => d.symbols.values.filter(v => !v.constant).map(v => v.name))),
  );
  const guess =
    variables.find(v => v.toLowerCase() === name.toLowerCase()) ?? (name.length > 3 ? didYouMean(name, new Set(variables)) : undefined);
  const message = isMain ? say.missingInMain({ name }) : say.missingInPackage({ path, name });
  const fixes: RelativeFix[] =
    guess === undefined || !written
      ? []
      : [{ title: shared.replaceFix({ text: guess }), safe: false, edits: [{ span: written.name, newText: guess }] }];
  return { span, message: followedBy(message, guess === undefined ? undefined : shared.didYouMean({ name: guess })), fixes };
}

export default rule({
  id: 'build/ldflags-x',
  messages: say,
  severity: 'warning',
  otherSeverities: { error: 'the variable is not a string, and the build cannot succeed without this command' },
  since: '0.1.0',
  summary: '`-ldflags -X` for a variable that does not exist or that the linker cannot set',
  docs: {
    what: 'Reports `-X path.name=value` on `go build` and `go install`, in every kind of build file, when the package in the workspace has no such variable, when it is a constant, is not a string, gets its value at startup, when a program is named by its import path, when a later `-ldflags` of the same command replaces it, or when no module of the program has the package, as after a `/v2` in the module’s path. The same `-X` in several places of a file is one finding.',
    why: 'The linker silently ignores a name that it does not find: the release is published with the version “dev”. A constant cannot be set. A variable that is initialised from `os.Getenv` or `fmt.Sprintf` is overwritten at startup. With a variable of another type the link fails.',
    fix: 'Declare `var version string`, or with a constant as default, in the package that is named. Write `main.version` for package main, and the full import path for all others. Exported and unexported names both work.',
    limits:
      'Looks at packages of the module around the build file, and at packages of no module that its go.mod names (from `go 1.17` on, without a go.work file, where the command surely builds this module, in a Dockerfile one whose programs are found there, and not where a command changes go.mod or takes `-modfile`); for `main` all programs of the module are asked, and nothing is said when one of them has the variable. It is silent when a file of the package is generated or does not parse, when the build file writes Go files, for missing variables also where the package has a `//go:generate` or a .gitignore names Go files of its folder, for names that come out of variables which nobody can tell, and for initialisers other than a call of `os.Getenv` or `fmt.Sprint`, because the compiler may turn a small function into a constant.',
    sources: [
      'src/cmd/link/doc.go: -X; go-facts E14, §8.4',
      'run with Go 1.26: each of the forms, and the message of the linker',
      'grafana/pyroscope#5084, micro-editor/micro#1750: the module’s path had changed',
    ],
  },
  examples: LDFLAGS_X_EXAMPLES,
  checks: { builds: check },
});
