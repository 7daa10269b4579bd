import type { RelativeStep } from '../../base/finding.js';
import { followedBy, type Message } from '../../base/message.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, goCommands } from '../../builds/dockerfile/stages.js';
import type { BuildFileFacts, BuildUnit } from '../../builds/facts.js';
import { builtFolders } from '../../program/build-folders.js';
import { calledCommands } from '../../program/called-commands.js';
import type { CgoNeed, Platform } from '../../program/cgo-closure.js';
import { type CrossTarget, crossTargetOf } from '../../program/cross-target.js';
import { foldersBuilt } from '../../program/image-build.js';
import { imageWithoutCompiler, saysAllItRuns } from '../../program/job-compiler.js';
import { type CgoState, cgoEnabled, disabledCgo, isLinux } from '../../program/linkage.js';
import type { WorkspaceView } from '../../program/view.js';
import { type GoCommand, goFlag, goSetting, splitTags } from '../../shell/go-command.js';
import { knownCgoPackage } from '../../tables/cgo-packages.js';
import type { CgoPackage } from '../../tables/tables.js';
import type { Report, RuleContext } from '../report.js';
import { inBuildFiles, rule } from '../rule.js';
import { assuming } from '../words.js';
import { BORING_EXAMPLES, withoutBoring } from './needed-but-disabled.boring.js';
import { CROSS_BUILT_EXAMPLES } from './needed-but-disabled.cross.js';
import { NEEDED_BUT_DISABLED_EXAMPLES } from './needed-but-disabled.examples.js';
import { say } from './needed-but-disabled.words.js';

type Outcome = 'excluded' | 'undefined-inside' | 'undefined-in-importer' | 'runtime-error';

const BUILDS = new Set(['build', 'install', 'run']);

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const seen = new Set<number>();
  for (const stage of file.stages) {
    const image = baseImage(file, stage);
    // A toolchain from elsewhere may wrap the compiler.
    if (!image) continue;
    for (const command of goCommands(stage)) {
      if ((command.verb !== 'build' && command.verb !== 'install') || !command.certain || !isLinux(command)) continue;
      const cgo = cgoEnabled(file, stage, command, image);
      // What a recipe itself sets is said where it is written.
      if (cgo === 'unknown' || cgo.on || (command.recipe && cgo.explicit && !cgo.explicit.span)) continue;
      const span = cgo.explicit?.span ?? command.span;
      if (seen.has(span.start)) continue;
      const need = firstLost(command, foldersBuilt(file, stage, command, workspace), workspace);
      const found = need ? finding(need, cgo, command) : image.go && withoutBoring(command, cgo);
      if (!found) continue;
      seen.add(span.start);
      report({ span, ...found });
    }
  }
}

/** A written CGO_ENABLED=0 (ko writes it itself), or a job on an image without a C compiler. */
function checkFile({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  const seen = new Set<number>();
  for (const unit of file.units) {
    for (const command of unit.commands) {
      const off = disabledCgo(command);
      if (!BUILDS.has(command.verb ?? '') || !command.certain) continue;
      if (!off) {
        if (!imageWithoutCompiler(file, unit, command, workspace) || !isLinux(command)) continue;
        if (!saysAllItRuns(file, unit, workspace)) continue;
      }
      const span = off?.span ?? command.span;
      const system = systemOf(unit, command);
      if (system === 'other' || seen.has(span.start)) continue;
      const need = firstLost(command, builtFolders(file, unit, command, workspace), workspace, system);
      const cgo = { on: false, args: [], ...(off && { explicit: off }) };
      const found = need ? finding(need, cgo, command) : withoutBoring(command, cgo);
      if (!found) continue;
      seen.add(span.start);
      report({ span, ...found });
    }
    for (const command of [...unit.commands, ...calledCommands(file, unit, workspace)]) {
      const found = seen.has(command.span.start) ? undefined : crossBuilt(file, unit, command, workspace);
      if (!found) continue;
      seen.add(command.span.start);
      report({ span: command.span, ...found });
    }
  }
}

/** For another system or architecture than the runner's cgo is off. */
function crossBuilt(file: BuildFileFacts, unit: BuildUnit, command: GoCommand, workspace: WorkspaceView): Omit<Report, 'span'> | undefined {
  const { verb, certain, onFailure } = command;
  if ((verb !== 'build' && verb !== 'install') || !certain || onFailure === 'goes on') return undefined;
  const cross = crossTargetOf(unit, command);
  const need =
    cross && firstLost(command, builtFolders(file, unit, command, workspace), workspace, cross.os === 'linux' ? 'linux' : 'any', cross);
  // What is only compiled, to see whether it compiles, nobody starts.
  if (!need || (need.outcome === 'runtime-error' && !keepsProgram(command))) return undefined;
  return finding(need, { on: false, args: [] }, command, cross);
}

/** By `-o`, into a file. */
function keepsProgram(command: GoCommand): boolean {
  const output = goFlag(command, 'o');
  return output !== undefined && (output === 'unknown' || !/^(?:\/dev\/null|NUL)$/i.test(output.text ?? ''));
}

/** What the command builds for, or one of its targets: `any` when nobody says it. */
function systemOf(unit: BuildUnit, command: GoCommand): 'linux' | 'other' | 'any' {
  if (unit.kind === 'ko build') return 'linux';
  const os = goSetting(command, 'GOOS');
  if (os === 'unknown') return 'any';
  if (os?.text) return os.text === 'linux' ? 'linux' : 'other';
  if (os && os.text === undefined) return os.choices?.includes('linux') ? 'linux' : 'other';
  return unit.system === undefined || unit.system === 'linux' ? (unit.system ?? 'any') : 'other';
}

interface Lost {
  readonly need: CgoNeed;
  readonly outcome: Outcome;
  readonly known?: CgoPackage;
}

/** What stops the build comes before what fails later. */
const ORDER: readonly Outcome[] = ['excluded', 'undefined-inside', 'undefined-in-importer', 'runtime-error'];

/** Packages that are known for one system only are left out where the system is not known. */
function firstLost(
  command: GoCommand,
  folders: readonly string[],
  workspace: WorkspaceView,
  system: 'linux' | 'any' = 'linux',
  platform?: Platform,
): Lost | undefined {
  const tags = tagsOf(command);
  if (!tags) return undefined;
  const lost = folders
    .flatMap(folder => workspace.closureWithoutCgo(folder, tags, platform && { os: platform.os, arch: platform.arch }).needs)
    .flatMap(lostBy)
    .filter(({ known }) => system === 'linux' || known === undefined || known.on === 'all');
  return ORDER.flatMap(o => lost.filter(l => l.outcome === o))[0];
}

/** Undefined: unknown. What GOFLAGS of a caller's own environment may add is left out, as it is by the author of a recipe. */
function tagsOf(command: GoCommand): readonly string[] | undefined {
  const tags = goFlag(command, 'tags');
  if (tags !== 'unknown') return tags && tags.text === undefined ? undefined : splitTags(tags?.text ?? '');
  return command.flags.complete && ![...command.environment.names()].includes('GOFLAGS') ? [] : undefined;
}

/** By the package's own files where they are known, else by the list; where a pure Go part is left and the list is silent, so are we. */
function lostBy(need: CgoNeed): Lost[] {
  const listed = knownCgoPackage(need.importPath);
  // The parent of a package in the list may be pure Go, and so may its child.
  const known = listed && withoutVersions(listed.import) === withoutVersions(need.importPath) ? listed : undefined;
  if (need.excluded) return [{ need, outcome: 'excluded', ...(known && { known }) }];
  if (!known || known.withoutCgo === 'reduced' || known.withoutCgo === 'not-run') return [];
  // The list is about one package; sources that are left without a file are handled above.
  if (known.withoutCgo === 'excluded' && need.from === 'source') return [];
  return [{ need, outcome: known.withoutCgo, known }];
}

const withoutVersions = (path: string): string => path.replace(/[/.]v\d+(?=\/|$)/g, '');

function finding({ need, outcome, known }: Lost, cgo: CgoState, command: GoCommand, cross?: CrossTarget): Omit<Report, 'span'> {
  const certain = cgo.args.length === 0;
  const isOpen = goFlag(command, 'tags') === 'unknown';
  return {
    severity: outcome === 'runtime-error' || !certain || isOpen ? 'warning' : 'error',
    message: followedBy(
      consequence(outcome, need, cgo.explicit !== undefined),
      cross ? say.whyCross({ own: cross.own, target: cross.name }) : cgo.explicit ? undefined : say.whyOff,
      assuming(cgo.args),
      helpFor(known?.alternative, cross?.name),
    ),
    steps: stepsOf(need, command),
  };
}

function helpFor(alternative: string | undefined, target: string | undefined): Message {
  if (target === undefined) return alternative === undefined ? say.enable : say.enableOrReplace({ alternative });
  return alternative === undefined ? say.enableThere({ target }) : say.enableThereOrReplace({ target, alternative });
}

function consequence(outcome: Outcome, need: CgoNeed, isWritten: boolean): Message {
  const args = { package: need.importPath };
  switch (outcome) {
    case 'excluded':
      return isWritten ? say.excluded(args) : say.excludedByDefault(args);
    case 'undefined-inside':
      return isWritten ? say.undefinedInside(args) : say.undefinedInsideByDefault(args);
    case 'undefined-in-importer':
      return isWritten ? say.undefinedInImporter(args) : say.undefinedInImporterByDefault(args);
    case 'runtime-error':
      if (need.importPath.includes('sqlite')) return isWritten ? say.sqliteStub(args) : say.sqliteStubByDefault(args);
      return isWritten ? say.failsWhenUsed(args) : say.failsWhenUsedByDefault(args);
  }
}

function stepsOf(need: CgoNeed, command: GoCommand): RelativeStep[] {
  const { recipe } = command;
  const steps: RelativeStep[] = [{ message: say.commandStep, span: recipe?.span ?? command.span, ...(recipe && { file: recipe.file }) }];
  if (need.at) steps.push({ message: say.chainStep({ chain: need.chain.join(' → ') }), span: need.at.span, file: need.at.file });
  return steps;
}

export default rule({
  id: 'cgo/needed-but-disabled',
  severity: 'error',
  otherSeverities: {
    warning: 'the program builds and fails later, or it depends on the default of an `ARG` or on build tags that are not known',
  },
  since: '0.1.0',
  summary: 'Build without cgo of a program with a package that needs it',
  docs: {
    what: 'Follows the imports of the program that `go build` or `go install` makes with cgo disabled, by `CGO_ENABLED=0` or by Go itself, and reports packages that do not work without it. Outside of Dockerfiles it looks at CI jobs, compose services, make and task recipes, goreleaser and ko builds. Reports `GOEXPERIMENT=boringcrypto` without cgo, too.',
    why: 'Without cgo, files with `import "C"` are left out. What is left of the package decides: with nothing left, the build fails; with a part, names are undefined; with a stub, as in go-sqlite3, the image builds, starts, and fails at the first query. On `golang:…-alpine` this happens without any CGO_ENABLED, because there is no C compiler.',
    fix: 'Use a package without cgo, which the message names where one is known. Or build with `CGO_ENABLED=1` in an image with a C compiler (`apk add build-base` on Alpine), and put the program on an image with the same C library.',
    limits:
      'Packages outside the workspace are known by their sources (vendor folder, module cache) or by a list; packages with a pure Go fallback are left alone. It is silent when the image, the folder that is built, CGO_ENABLED, tags or GOOS are not known, for commands behind a condition, and for builds of single files. Outside of Dockerfiles a written `CGO_ENABLED=0` counts (and that of ko, which is its default), and a job or compose service on `golang:…-alpine` whose file names nothing that may add a compiler, in commands whose folder is known: not in scripts and included files, not behind a checkout into another folder, not for systems other than Linux. Of a build for another system or architecture than the known runner of a job, also through make and scripts, it reports what does not compile, and programs that `-o` names.',
    sources: [
      'builds with CGO_ENABLED=0 of the packages in the list',
      '`go env CGO_ENABLED` with and without a C compiler, Go 1.18 to 1.27',
      'go-facts §8.4: boringcrypto with CGO_ENABLED=0',
      'cmd/go/internal/cfg/cfg.go, Go 1.20 to 1.26: cgo is off when GOOS or GOARCH is not the go command’s own; yoavf/ai-sessions-mcp#11',
      'mattn/go-sqlite3: the stub behind the constraint !cgo',
    ],
  },
  messages: say,
  examples: [...NEEDED_BUT_DISABLED_EXAMPLES, ...CROSS_BUILT_EXAMPLES, ...BORING_EXAMPLES],
  checks: { dockerfile: check, builds: inBuildFiles(checkFile) },
});
