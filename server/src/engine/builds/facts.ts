/**
 * What a file that builds a program says about how: one unit for each place where go runs or is told how to. Dockerfile stages have the same
 * shape (`dockerfile-units.ts`), so one rule reads them all.
 */
import type { Span } from '../base/finding.js';
import type { GoVersion } from '../base/go-version.js';
import type { ImageReference } from '../base/image-reference.js';
import type { Environment, Setting } from '../shell/environment.js';
import type { GoCommand } from '../shell/go-command.js';
import type { StageStep } from '../shell/shell-records.js';
import type { NamedService } from './compose-containers.js';
import type { DividedLimit } from './divided-limit.js';
import type { ImageBuild } from './image-builds.js';
import type { LambdaFunction } from './lambda.js';
import type { PodFacts } from './pods.js';
import type { WorkflowCall } from './workflow-calls.js';

export type BuildFileKind =
  | 'go.work'
  | 'github-actions'
  | 'github-composite'
  | 'gitlab-ci'
  | 'circleci'
  | 'drone'
  | 'woodpecker'
  | 'azure-pipelines'
  | 'buildkite'
  | 'travis'
  | 'bitbucket-pipelines'
  | 'cloudbuild'
  | 'compose'
  | 'bake'
  | 'skaffold'
  | 'makefile'
  | 'taskfile'
  | 'shell'
  | 'goreleaser'
  | 'ko'
  | 'kubernetes'
  | 'helm'
  | 'lambda'
  | 'devcontainer'
  | 'vscode';

export type UnitKind =
  | 'go.work'
  | 'dockerfile stage'
  | 'ci job'
  | 'make target'
  | 'task'
  | 'script'
  | 'goreleaser build'
  | 'ko build'
  | 'compose service'
  | 'container'
  | 'devcontainer'
  | 'vscode settings';

/** What a rule over builds looks at: the units of one file, Dockerfile or other. */
export interface BuildSource {
  readonly path: string;
  readonly language: 'dockerfile' | 'build';
  readonly units: readonly BuildUnit[];
}

export interface BuildFileFacts extends BuildSource {
  readonly language: 'build';
  readonly kind: BuildFileKind;
  /** Images that the file builds, where it says something of their platforms or mounts. */
  readonly images: readonly ImageBuild[];
  /** Images that a release tool builds of its own programs. */
  readonly releases?: readonly ReleaseImage[];
  /** Of a compose file: services that start an image by its name. */
  readonly services?: readonly NamedService[];
  /** Of a manifest of Kubernetes. */
  readonly pods?: readonly PodFacts[];
  /** Other workflows of the repository that its jobs run. */
  readonly calls?: readonly WorkflowCall[];
  /** Functions that bring a program of their own. */
  readonly functions?: readonly LambdaFunction[];
  /** Names of images that kustomize writes in place of others. */
  readonly renames?: readonly ImageRename[];
  /** Of a chart's values: scalars by path, such as `image.repository`. */
  readonly values?: ReadonlyMap<string, string>;
  /** Variables that programs see when they run. */
  readonly runtime?: readonly Setting[];
  /** Variables that get a limit of their container as a number of larger or smaller units. */
  readonly divided?: readonly DividedLimit[];
  /** Places that look like settings and are none. */
  readonly misplaced: readonly Misplaced[];
  /** Of a Makefile that says all there is to know about its targets; of a Taskfile, its tasks. */
  readonly make?: MakeFacts;
  /** Files that a Makefile includes, from the folder that make starts in. */
  readonly includes?: readonly string[];
  /** Of a go.work file: its `go` line. */
  readonly goLine?: { readonly version: GoVersion; readonly span: Span };
  /** What a script runs, with `/` for the folder that it is called in. */
  readonly script?: readonly StageStep[];
  /** False when a part of the file could not be read. */
  readonly complete: boolean;
  /** Parts that would take too long, and were not read to their end, in the words of the log. */
  readonly leftOut?: readonly string[];
}

/** True for a file that builds and is no Dockerfile. */
export const isBuildFile = (source: BuildSource): source is BuildFileFacts => source.language === 'build';

/** Without tags. */
export interface ImageRename {
  readonly name: string;
  readonly newName: string;
  /** A new one. */
  readonly tag?: string;
}

/** The context of such a build is a folder that holds these programs and little else. */
export interface ReleaseImage {
  readonly build: ImageBuild;
  readonly os: string;
  readonly arch: string;
  readonly programs: readonly { readonly unit: BuildUnit /** Undefined: the name of the project. */; readonly name?: string }[];
}

/** What becomes of a Makefile's targets when another file calls make. */
export interface MakeFacts {
  /** The shell of its recipes, where the file names one. */
  readonly shell?: string;
  /** What make without a target makes. */
  readonly goal?: string;
  /** Undefined: it hangs on a branch or on the caller. */
  readonly targets: ReadonlyMap<string, MakeTarget | undefined>;
  /** Variables whose value in the caller's environment comes before the file's. */
  readonly weak: readonly string[];
  /** Variables of the file that recipes see in their environment only when the caller had them there. */
  readonly unexported: readonly string[];
}

export interface MakeTarget {
  readonly span: Span;
  readonly prerequisites: readonly string[];
  /** It sets variables for what it asks for. */
  readonly handsDown: boolean;
  /** What its recipe runs, in order. */
  readonly steps: readonly StageStep[];
  /** Variables of make that stand in the recipe. */
  readonly uses: ReadonlySet<string>;
}

/** `build-hooks-before`: goreleaser's `builds[].hooks.before`. `hook-variable`: a hook that sets a variable for itself alone. */
export interface Misplaced {
  readonly kind: 'build-hooks-before' | 'build-hooks-after' | 'hook-variable' | 'hook-builtin' | 'hook-operator';
  readonly span: Span;
  /** Of a variable that a hook sets; what only a shell knows. */
  readonly name?: string;
}

export interface BuildUnit {
  readonly kind: UnitKind;
  readonly name: string;
  readonly span: Span;
  /** Undefined: no line says it. */
  readonly go?: GoRequest;
  /** The image the unit runs in. */
  readonly image?: { readonly reference?: ImageReference; readonly text: string | undefined; readonly span: Span };
  /** At the unit's start, or at a stage's end. */
  readonly environment: Environment;
  readonly commands: readonly GoCommand[];
  /** In order: the commands, and what else moves programs, or calls another tool that may build one or an image. */
  readonly steps?: readonly StageStep[];
  /** Images that it builds. */
  readonly images?: readonly UnitImage[];
  /** Files that jobs of a workflow hand to each other. */
  readonly artifacts?: readonly JobArtifact[];
  /** All values that give GOEXPERIMENT, in file order. */
  readonly experiments: readonly Setting[];
  /** Operating system of the machine it runs on; undefined: unknown. */
  readonly system?: 'linux' | 'darwin' | 'windows';
  /** Architecture of that machine. */
  readonly arch?: 'amd64' | 'arm64';
  /** Version of that machine's glibc. */
  readonly glibc?: string;
  /** The Dockerfile that a service is built from, with what it gives to ARGs. */
  readonly imageBuild?: ComposeBuild;
  /** The Dockerfile that a dev container is made from, from the folder of the file. */
  readonly madeFrom?: { readonly dockerfile: string; readonly target?: string; readonly span: Span };
  /** Of a release tool: all that it builds for, such as `linux/arm64`; undefined where they are not known. */
  readonly targets?: readonly string[];
  /** True for what is built to be handed out: a release tool's build. */
  readonly release?: boolean;
}

/** A step that keeps files for other jobs, or brings files of others, after so many of the job's steps. */
export interface JobArtifact {
  readonly does: 'upload' | 'download';
  /** Undefined: not known, or all there are. `paths`: what is kept, or the folder that it comes to, from `/`. */
  readonly name: string | undefined;
  readonly paths: readonly string[] | undefined;
  readonly after: number;
}

/** An image that a unit builds after so many of its steps. */
export interface UnitImage {
  readonly build: ImageBuild;
  readonly after: number;
}

export interface ComposeBuild {
  /** Relative to the folder of the file. */
  readonly dockerfile: string;
  readonly args: readonly Setting[];
}

/** How a unit asks for a Go release. */
export interface GoRequest {
  /** As a reader sees it: `1.26`, `stable`, `go.mod`. Undefined: unknown. */
  readonly text: string | undefined;
  readonly span: Span;
  /** The release when the text names one; without a patch it is the newest patch. */
  readonly version?: GoVersion;
  /** True when nothing but this release can run: GOTOOLCHAIN is local. */
  readonly fixed: boolean;
  /** The file that names the release instead. */
  readonly file?: string;
  /** What is written when YAML read something else: `1.20` for 1.2. */
  readonly written?: string;
  /** The input of the workflow that gives it, and nothing else. */
  readonly input?: string;
  /** Names of build arguments that decide it. */
  readonly args: readonly string[];
  /** A command installs it, which is the place then. */
  readonly isInstalled?: true;
}

/** Variables of the go command and the C compiler; where nothing outside the file can set them, they are unset. */
export const GO_VARIABLES = [
  'GOEXPERIMENT',
  'CGO_ENABLED',
  'GOOS',
  'GOARCH',
  'GOAMD64',
  'GOARM',
  'GOFLAGS',
  'GOTOOLCHAIN',
  'CC',
  'CXX',
  'CGO_CFLAGS',
  'CGO_LDFLAGS',
] as const;
