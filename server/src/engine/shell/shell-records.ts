/** What commands of a shell do that matters to a build, as plain records. */

import type { Span } from '../base/finding.js';
import type { ImageReference } from '../base/image-reference.js';
import type { OnFailure } from '../syntax/shell-node.js';
import type { Word } from '../syntax/word.js';
import type { Environment, Setting, Value } from './environment.js';
import type { GoCommand } from './go-command.js';

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
  readonly onFailure?: OnFailure | undefined;
  /** Another PATH than the one at the beginning of the script, or code that nobody read, may lead it to other programs. */
  readonly looksElsewhere?: true;
  /** Folders and files of other stages and images that lie there for it alone. */
  readonly mounts?: readonly string[];
  /** Files that its output is redirected to. */
  readonly writes: readonly (string | undefined)[];
  /** What another file's commands see when this one runs them: for make, goreleaser and builders of images. */
  readonly call?: Call;
  /** Packages it installs with apk, apt-get, dnf and the like; undefined when it installs none. */
  readonly installs?: readonly (string | undefined)[];
  /** What it runs in a container. */
  readonly container?: ContainerCommand;
  /** Where it is written, when another place runs it: the span is that of the call. */
  readonly recipe?: { readonly file: string; readonly span: Span };
}

export interface ContainerCommand {
  readonly image: { readonly text: string; readonly span: Span };
  readonly environment: Environment;
  /** Folders are those of the caller, where they are mounted. */
  readonly steps: readonly StageStep[];
  readonly experiments: readonly ExperimentSetting[];
  readonly settings: readonly Setting[];
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
