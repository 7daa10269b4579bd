/** What one Dockerfile says, as plain records. Paths are paths inside the image, absolute where known; spans are offsets into the file. */

import type { Span } from '../../base/finding.js';
import type { ImageReference } from '../../base/image-reference.js';
import type { Environment, Setting, Value } from '../../shell/environment.js';
import type { ExperimentSetting, StageStep } from '../../shell/shell-records.js';
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
  /** What HEALTHCHECK runs. */
  readonly healthcheck?: ProcessFacts;
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

/** ENTRYPOINT, CMD or the CMD of HEALTHCHECK. */
export interface ProcessFacts {
  readonly form: 'exec' | 'shell';
  readonly span: Span;
  /** Known words of the exec form, or of the shell form's only command; undefined when it is more than that. */
  readonly words: readonly string[] | undefined;
}
