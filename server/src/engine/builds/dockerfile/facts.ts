/** What one Dockerfile says, as plain records. Paths are paths inside the image, absolute where known; spans are offsets into the file. */
import type { Span } from '../../base/finding.js';
import type { ImageReference } from '../../base/image-reference.js';
import type { Environment, Setting, Value } from '../../shell/environment.js';
import type { GoCommand } from '../../shell/go-command.js';
import type { Comment } from '../../syntax/dockerfile.js';
import type { Word } from '../../syntax/word.js';

export interface DockerfileFacts {
  readonly path: string;
  readonly directives: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
  /** Whole-line comments, also those between continued lines. */
  readonly comments: readonly Comment[];
  /** ARGs before the first FROM. */
  readonly globalArgs: readonly Setting[];
  readonly stages: readonly StageFacts[];
  /** Every place that gives GOEXPERIMENT a value, in file order. */
  readonly experiments: readonly ExperimentSetting[];
  /** False when the file could not be read: then there are no stages. */
  readonly complete: boolean;
}

export interface StageFacts {
  readonly index: number;
  readonly name?: string;
  /** `FROM` to the end of the stage's last instruction. */
  readonly span: Span;
  readonly from: FromFacts;
  /** At the stage's end. */
  readonly environment: Environment;
  /** Undefined: unknown. */
  readonly workdir: string | undefined;
  readonly user?: Setting;
  /** Words of the SHELL instruction in force. */
  readonly shell: readonly string[];
  readonly entrypoint?: ProcessFacts;
  readonly cmd?: ProcessFacts;
  /** What changes files or runs programs, in order. */
  readonly steps: readonly StageStep[];
}

export interface FromFacts {
  readonly span: Span;
  /** The image token, as a reader would point at it. */
  readonly imageSpan: Span;
  readonly word: Word;
  /** `--platform`. */
  readonly platform?: { readonly value: Value; readonly span: Span; readonly variables: readonly string[] };
  /** The reference after substitution; undefined when it is unknown or a stage. */
  readonly image?: ImageReference;
  /** ARGs whose default decides the image. */
  readonly args: readonly string[];
  /** Index of the stage this one continues. */
  readonly parent?: number;
}

/** ENTRYPOINT or CMD. */
export interface ProcessFacts {
  readonly form: 'exec' | 'shell';
  readonly span: Span;
  /** Known words of the exec form, or of the shell form's only command; undefined when it is more than that. */
  readonly words: readonly string[] | undefined;
}

export type StageStep =
  | { readonly kind: 'go'; readonly command: GoCommand }
  | { readonly kind: 'copy'; readonly copy: CopyFacts }
  | { readonly kind: 'run'; readonly command: RunCommand }
  /** A directory that WORKDIR or VOLUME makes. */
  | { readonly kind: 'workdir'; readonly path: string | undefined };

export interface CopyFacts {
  readonly keyword: 'COPY' | 'ADD';
  readonly span: Span;
  /** `--from`: a stage, another image, or unknown. Undefined: the build context. */
  readonly from?: { readonly stage?: number; readonly image?: ImageReference; readonly span: Span };
  /** Undefined members: unknown. With `--from`, absolute. Relative ones are relative to the build context. */
  readonly sources: readonly (string | undefined)[];
  /** Absolute; ends in `/` when written so. Undefined: unknown. */
  readonly destination: string | undefined;
  /** Text given in a here-document: no file of the context. */
  readonly inline: boolean;
}

/** A command other than `go`. */
export interface RunCommand {
  readonly span: Span;
  /** The first word, without directories; undefined when unknown. */
  readonly name: string | undefined;
  readonly words: readonly (string | undefined)[];
  readonly cwd: string | undefined;
  /** False: a successful build need not run it. */
  readonly certain: boolean;
  /** Files that its output is redirected to. */
  readonly writes: readonly (string | undefined)[];
  /** What another file's commands see when this one runs them; only for make. */
  readonly call?: Call;
  /** Packages it installs with apk, apt-get, dnf and the like; undefined when it installs none. */
  readonly installs?: readonly (string | undefined)[];
}

export interface Call {
  readonly environment: Environment;
  readonly written: ReadonlyMap<string, Setting>;
  /** As of a go command. */
  readonly prefixAt?: number;
}

export interface ExperimentSetting {
  readonly place: 'ENV' | 'ARG' | 'RUN' | 'go env -w';
  /** Undefined for an ARG before the first FROM. */
  readonly stage?: number;
  readonly value: Word;
  /** The value after substitution. */
  readonly expanded: Value;
  /** `GOEXPERIMENT=value`, or `GOEXPERIMENT value`. */
  readonly span: Span;
  /** The whole ENV or ARG instruction when it sets nothing else. */
  readonly instruction?: Span;
}
