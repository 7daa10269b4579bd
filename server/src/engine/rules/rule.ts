/**
 * What a rule is: one file, one value. Metadata, prose, check, fix and examples stand together; the registry, the settings, the rule
 * pages, the README table and the tests are derived from it.
 *
 * A rule is a pure function over facts. It never sees a syntax node and never keeps state between calls.
 */

import { SEVERITIES, type Severity } from '../base/finding.js';
import type { Sentences, Texts } from '../base/message.js';
import type { SiteKind } from '../base/site.js';
import type { Sliced } from '../base/slices.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import { type BuildFileFacts, type BuildSource, isBuildFile } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { CompilerMeaning } from './compiler-meaning.js';
import type { RuleContext } from './report.js';

/** Prose in Markdown, full sentences. Every claim stands in server/docs/go-facts.md or is proven by a run named in `sources`. */
export interface RuleDocs {
  /** What the rule reports. */
  readonly what: string;
  /** Why it hurts in production. */
  readonly why: string;
  /** What to do instead. */
  readonly fix: string;
  /** Where the rule stays silent, and other limits. */
  readonly limits: string;
  /** Where the facts come from: Go source paths, issue numbers, measurements. */
  readonly sources: readonly string[];
}

/**
 * An executable example. `text` is one file, or several as `-- name --` sections (txtar). `«…»` marks each span this rule must report.
 * Without sections a Go rule's file is `main.go` in a module `example.com/app` with `go 1.26`, a Dockerfile rule's is `Dockerfile`.
 */
export interface Example {
  readonly kind: 'bad' | 'good' | 'silent';
  /** For `silent`: why nothing is said although it looks alike. */
  readonly because?: string;
  readonly text: string;
  /** Text of the marked file after the first fix of the first finding, without marks. */
  readonly fixed?: string;
}

/** The checks of a rule, by what each looks at. All are pure functions over facts; one that may take long gives its work in slices. */
export interface Checks {
  /** Any Go file: its imports, comments, constraints. */
  go?(context: RuleContext<GoFileFacts>): Sliced<void> | void;
  /** What the code of a Go file does. Not asked where no declaration does anything (`isIdle`), which is most of a stranger's ten thousand packages. A rule has this or `go`. */
  code?(context: RuleContext<GoFileFacts>): Sliced<void> | void;
  dockerfile?(context: RuleContext<DockerfileFacts>): void;
  /** Every place that builds has one shape: Dockerfile stages, CI jobs, make targets and the rest. `inBuildFiles` leaves Dockerfiles out. */
  builds?(context: RuleContext<BuildSource>): void;
  /** The lines of go.mod: what is said about the module and the machine it is built on. */
  module?(context: RuleContext<GoModFacts>): void;
}

/** A check of another linter: `{ linter: 'staticcheck', check: 'SA6002' }`; `linter` is the name that golangci-lint has for it. */
export interface ForeignCheck {
  readonly linter: string;
  readonly check: string;
}

/** Everything that is known of a rule. Registry, settings, pages, tables and tests are derived from it. */
export interface Rule {
  /** `family/name`; also the path of the file below `rules/`. */
  readonly id: string;
  readonly severity: Severity;
  /** With which other severities it is reported, and when: a clause that follows “when”, without a full stop. */
  readonly otherSeverities?: Readonly<Partial<Record<Severity, string>>>;
  /** Version of Go Preflight that brought the rule. */
  readonly since: string;
  /** One line for tables, no full stop. */
  readonly summary: string;
  readonly docs: RuleDocs;
  /**
   * What the compiler's word means to a rule about allocations. The bad examples of one that only the compiler reports are run with a real
   * toolchain (`compiler/live.test.ts`).
   */
  readonly compiler?: CompilerMeaning;
  /** Kinds of sites that a finding at the same place says already: the compiler's word about them is left out there. */
  readonly covers?: readonly SiteKind[];
  /** False, the default: nothing is reported in `_test.go` files. Generated files are always left out. */
  readonly inTests?: boolean;
  /** Checks of other linters that say the same: who has silenced one there need not do it again here. */
  readonly sameAs?: readonly ForeignCheck[];
  /** Ids that it had before: settings, suppressions and the command line understand them as this rule. */
  readonly formerly?: readonly string[];
  /** What it marks has no effect at all: editors show it faded. */
  readonly unnecessary?: boolean;
  /** False: no comment hides it, so none is offered. */
  readonly suppressible?: boolean;
  readonly examples: readonly Example[];
  /** Every sentence that the rule can say. */
  readonly messages: Sentences<Texts>;
  readonly checks: Checks;
}

/** The kinds of files that a rule has something to say in. One that reports without a check of its own says it in all, or in Go. */
export function languagesOf({ checks, compiler }: Rule): readonly ('go' | 'dockerfile' | 'build' | 'go.mod')[] {
  if (compiler?.only) return ['go'];
  const { go = checks.code, dockerfile, builds, module } = checks;
  if (!go && !dockerfile && !builds && !module) return ['go', 'dockerfile', 'build'];
  return [
    ...(go ? (['go'] as const) : []),
    ...(dockerfile || builds ? (['dockerfile'] as const) : []),
    ...(builds ? (['build'] as const) : []),
    ...(module ? (['go.mod'] as const) : []),
  ];
}

/** The severities other than the default that a rule is reported with, most severe first, and when. */
export function otherSeveritiesOf({ otherSeverities = {} }: Rule): readonly { readonly severity: Severity; readonly when: string }[] {
  return SEVERITIES.flatMap(severity => {
    const when = otherSeverities[severity];
    return when === undefined ? [] : [{ severity, when }];
  });
}

export const rule = (rule: Rule): Rule => rule;

/** A check of build files other than Dockerfiles. */
export function inBuildFiles(check: (context: RuleContext<BuildFileFacts>) => void): (context: RuleContext<BuildSource>) => void {
  return context => {
    if (isBuildFile(context.file)) check({ ...context, file: context.file });
  };
}

/** An example that must be reported exactly at its marks; `fixed` is the text after the first fix. */
export function bad(text: string, fixed?: string): Example {
  return fixed === undefined ? { kind: 'bad', text } : { kind: 'bad', text, fixed };
}

/** How it should look: no rule says anything. */
export function good(text: string): Example {
  return { kind: 'good', text };
}

/** Looks alike, but this rule must not report it. */
export function silent(because: string, text: string): Example {
  return { kind: 'silent', because, text };
}
