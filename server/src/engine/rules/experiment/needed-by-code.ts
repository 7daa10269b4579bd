import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { messages } from '../../base/message.js';
import { dirName, isBelow, joinPath } from '../../base/paths.js';
import type { BuildSource, BuildUnit } from '../../builds/facts.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { isLeftOutOfPatterns } from '../../go/package/package-files.js';
import { rootOf } from '../../program/build-contexts.js';
import { moduleRunIn, packagesBuilt } from '../../program/build-folders.js';
import { calledCommands } from '../../program/called-commands.js';
import { releaseInForce } from '../../program/release-in-force.js';
import type { WorkspaceView } from '../../program/view.js';
import { type GoCommand, goSetting } from '../../shell/go-command.js';
import { experimentSet } from '../../tables/experiment-set.js';
import { EXPERIMENTAL_PACKAGES, experimentFor } from '../../tables/experimental-packages.js';
import type { RuleContext } from '../report.js';
import { rule } from '../rule.js';
import { NEEDED_BY_CODE_EXAMPLES } from './needed-by-code.examples.js';

const say = messages('experiment/needed-by-code', {
  notSet:
    '`{package}` needs `GOEXPERIMENT={experiment}` in Go {release}, and this command runs without it. It fails with “build constraints exclude all Go files”.\nSet `GOEXPERIMENT={experiment}` for this command.',
  notAmong:
    '`{package}` needs `GOEXPERIMENT={experiment}` in Go {release}, and this command runs without it. It fails with “build constraints exclude all Go files”.\nAdd `{experiment}` to GOEXPERIMENT.',
  stepImport: 'This file imports `{package}`.',
  stepRecipe: 'The command is written here.',
  setFix: 'Set `GOEXPERIMENT={experiment}` for this command',
});

const TESTING = new Set(['test', 'vet']);

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  const seen = new Set<number>();
  for (const unit of file.units) {
    let version: GoVersion | undefined;
    for (const command of [...unit.commands, ...calledCommands(file, unit, workspace)]) {
      const given = goSetting(command, 'GOEXPERIMENT');
      if (given === 'unknown' || (given && given.text === undefined) || seen.has(command.span.start) || !mayCompile(command)) continue;
      version ??= releaseInForce(file.path, unit, workspace);
      if (!version) break;
      const arch = goSetting(command, 'GOARCH');
      const set = experimentSet(version, (arch !== 'unknown' && arch?.text) || 'amd64', given?.text ?? '');
      const place = set && placeOf(file, unit, command, workspace);
      if (!place) continue;
      const need = firstNeed(workspace.moduleFiles(`${place.module.dir}/_`), place, command, path => {
        const experiment = experimentFor(path, version!);
        return experiment !== undefined && !set.on.has(experiment) ? experiment : undefined;
      });
      if (!need) continue;
      seen.add(command.span.start);
      const release = formatGoVersion({ major: version.major, minor: version.minor });
      const isSet = given !== undefined && given.text !== '';
      report({
        span: command.span,
        severity: command.certain ? 'error' : 'warning',
        message: (isSet ? say.notAmong : say.notSet)({ package: need.path, experiment: need.experiment, release }),
        steps: [...recipeSteps(command), { message: say.stepImport({ package: need.path }), file: need.file, span: need.span }],
        fixes: isSet ? [] : fixes(command, need.experiment),
      });
    }
  }
}

const recipeSteps = ({ recipe }: GoCommand): RelativeStep[] =>
  recipe ? [{ message: say.stepRecipe, span: recipe.span, file: recipe.file }] : [];

interface BuiltPlace {
  readonly module: GoModFacts;
  readonly folder: string;
}

/** The module that a command builds, and the folder that it runs in; in an image the module is what COPY copies. */
function placeOf(file: BuildSource, { kind }: BuildUnit, command: GoCommand, workspace: WorkspaceView): BuiltPlace | undefined {
  if (kind === 'dockerfile stage') {
    const module = workspace.module(file.path);
    return module && { module, folder: module.dir };
  }
  if (kind !== 'ci job' && kind !== 'container') return undefined;
  const module = moduleRunIn(file, command, workspace);
  return module && { module, folder: joinPath(rootOf(file.path), command.cwd!) };
}

/** Commands whose tags are known: a tag may leave the importing file out. */
function mayCompile(command: GoCommand): boolean {
  return command.flags.complete && !command.flags.values.has('tags') && !command.packages.includes(undefined);
}

interface Need {
  readonly path: string;
  readonly experiment: string;
  readonly file: string;
  readonly span: { readonly start: number; readonly end: number };
}

function firstNeed(
  files: readonly GoFileFacts[],
  { module, folder }: BuiltPlace,
  command: GoCommand,
  missing: (importPath: string) => string | undefined,
): Need | undefined {
  const { needy, byFolder } = knownOf(files);
  if (needy.length === 0) return undefined;
  const named = [...byFolder.keys()].filter(dir => isNamed(dir, folder, command));
  const reached = reachedFrom(named, byFolder, module);
  for (const file of needy) {
    const dir = dirName(file.path);
    if (file.isTest ? !TESTING.has(command.verb ?? '') || !named.includes(dir) : !reached.has(dir)) continue;
    for (const i of file.imports) {
      const experiment = missing(i.path);
      if (experiment !== undefined) return { path: i.path, experiment, file: file.path, span: i.span };
    }
  }
  return undefined;
}

interface KnownFiles {
  /** Those that may need an experiment. */
  readonly needy: readonly GoFileFacts[];
  readonly byFolder: ReadonlyMap<string, readonly GoFileFacts[]>;
}

const known = new WeakMap<readonly GoFileFacts[], KnownFiles>();

/** Found once: each command of a module asks. */
function knownOf(files: readonly GoFileFacts[]): KnownFiles {
  let found = known.get(files);
  if (!found) {
    const needy = files.filter(f => f.imports.some(i => EXPERIMENTAL_PACKAGES.includes(i.path)) && isAlwaysBuilt(f));
    const byFolder = new Map<string, GoFileFacts[]>();
    if (needy.length > 0) for (const f of files) byFolder.set(dirName(f.path), [...(byFolder.get(dirName(f.path)) ?? []), f]);
    found = { needy, byFolder };
    known.set(files, found);
  }
  return found;
}

/** A constraint may be the very answer to a missing experiment. */
const isAlwaysBuilt = ({ path, buildConstraint }: GoFileFacts): boolean =>
  !buildConstraint && !/_(?:[a-z0-9]+)\.go$/.test(path.replace(/_test\.go$/, '.go'));

/** Folders of the module whose packages are built along with those that are named. */
function reachedFrom(named: readonly string[], byFolder: KnownFiles['byFolder'], module: GoModFacts): ReadonlySet<string> {
  const reached = new Set(named);
  for (const dir of reached) {
    for (const file of byFolder.get(dir) ?? []) {
      if (file.isTest || !isAlwaysBuilt(file)) continue;
      for (const { path } of file.imports) {
        if (path === module.module) reached.add(module.dir);
        else if (path.startsWith(`${module.module}/`)) reached.add(joinPath(module.dir, path.slice(module.module.length + 1)));
      }
    }
  }
  return reached;
}

/** `./...` names every package below a folder; `root` is the one that the command runs in. */
function isNamed(folder: string, root: string, command: GoCommand): boolean {
  if (isLeftOutOfPatterns(folder.slice(root.length))) return false;
  return packagesBuilt(command).some(p => {
    const named = joinPath(root, (p ?? '').replace(/\/?\.\.\.$/, '').replace(/(?<![^/])[^/]+\.go$/, ''));
    return p?.endsWith('...') ? named === '' || isBelow(folder, named) : folder === named;
  });
}

/** Where nothing gives GOEXPERIMENT, the command gets it; where something does, the value is for the reader to change. */
function fixes(command: GoCommand, experiment: string): RelativeFix[] {
  if (command.prefixAt === undefined) return [];
  const span = { start: command.prefixAt, end: command.prefixAt };
  return [
    {
      title: say.setFix({ experiment }),
      safe: false,
      edits: [{ span, newText: `GOEXPERIMENT=${experiment} ` }],
    },
  ];
}

const PACKAGES = EXPERIMENTAL_PACKAGES.map(p => `\`${p}\``).join(', ');

export default rule({
  id: 'experiment/needed-by-code',
  messages: say,
  severity: 'error',
  otherSeverities: { warning: 'the build can succeed without this command' },
  since: '0.1.0',
  summary: 'build without the experiment that an imported package of the standard library needs',
  docs: {
    what: `Reports a go command that builds code importing one of ${PACKAGES} with a Go release that has the package only with an experiment, while GOEXPERIMENT does not name it.`,
    why: 'The build fails with “build constraints exclude all Go files”, which does not say what is missing. On the laptop, where GOEXPERIMENT is set, it works.',
    fix: 'Set GOEXPERIMENT for the command, the stage or the job; or use a release that has the package without it: `encoding/json/v2` from Go 1.27, `testing/synctest` from Go 1.25.',
    limits:
      'The release and GOEXPERIMENT must be known, so scripts and Makefiles, whose caller may set both, are silent unless a job calls them or they run go by `docker run`. A file with a build constraint or a suffix such as `_linux.go`, and commands with `-tags` are left out. It looks at what `./...` or the named folder builds, and at the packages of the module that these import; not at other modules.',
    sources: ['each import built with Go 1.24, 1.25, 1.26 and 1.27', 'the go:build lines of these packages in GOROOT/src'],
  },
  examples: NEEDED_BY_CODE_EXAMPLES,
  checks: { builds: check },
});
