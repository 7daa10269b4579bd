/**
 * What a rule is: one file, one value. Metadata, prose, check, fix and examples stand together; the registry, the settings, the rule
 * pages, the README table and the tests are derived from it.
 *
 * A rule is a pure function over facts. It never sees a syntax node and never keeps state between calls.
 */

import type { Severity } from '../base/finding.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts, BuildSource } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { RuleContext } from './report.js';

/** Prose in Markdown, full sentences. Every claim must be in shared go-facts or proven by a run named in `sources`. */
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

export interface RuleMeta {
  /** `family/name`; also the path of the file below `rules/`. */
  readonly id: string;
  readonly severity: Severity;
  /** Version of Go Preflight that brought the rule. */
  readonly since: string;
  /** One line for tables, no full stop. */
  readonly summary: string;
  readonly docs: RuleDocs;
  /** Only the compiler tier reports it; its bad examples are run with a real toolchain (`escape-live.test.ts`). */
  readonly tier?: 'compiler';
  readonly examples: readonly Example[];
}

export interface GoRule extends RuleMeta {
  readonly language: 'go';
  /** False: nothing is reported in `_test.go` files. Generated files are always left out. */
  readonly inTests: boolean;
  check(context: RuleContext<GoFileFacts>): void;
}

export interface DockerfileRule extends RuleMeta {
  readonly language: 'dockerfile';
  check(context: RuleContext<DockerfileFacts>): void;
  /** The same in the other files that build. */
  checkFile?(context: RuleContext<BuildFileFacts>): void;
}

/** A rule over every place that builds: Dockerfile stages, CI jobs, make targets and the rest have one shape. */
export interface BuildRule extends RuleMeta {
  readonly language: 'build';
  check(context: RuleContext<BuildSource>): void;
  /** What only build files other than Dockerfiles have. */
  checkFile?(context: RuleContext<BuildFileFacts>): void;
}

/** A rule at the lines of go.mod, about the module and the machine it is built on. */
export interface ModuleRule extends RuleMeta {
  readonly language: 'go.mod';
  check(context: RuleContext<GoModFacts>): void;
}

export type Rule = GoRule | DockerfileRule | SharedRule | BuildRule | ModuleRule;

/** A rule with something to say in both languages, such as `experiment/unknown`. */
export interface SharedRule extends RuleMeta {
  readonly language: 'go+dockerfile';
  readonly inTests: boolean;
  checkGo(context: RuleContext<GoFileFacts>): void;
  checkDockerfile(context: RuleContext<DockerfileFacts>): void;
  /** The same in the other files that build. */
  checkFile?(context: RuleContext<BuildFileFacts>): void;
}

/** True when the rule has something to say in build files other than Dockerfiles. */
export function readsBuildFiles(rule: Rule): boolean {
  return rule.language === 'build' || ('checkFile' in rule && rule.checkFile !== undefined);
}

export const goRule = (rule: Omit<GoRule, 'language'>): GoRule => ({ language: 'go', ...rule });
export const dockerfileRule = (rule: Omit<DockerfileRule, 'language'>): DockerfileRule => ({ language: 'dockerfile', ...rule });
export const buildRule = (rule: Omit<BuildRule, 'language'>): BuildRule => ({ language: 'build', ...rule });
export const moduleRule = (rule: Omit<ModuleRule, 'language'>): ModuleRule => ({ language: 'go.mod', ...rule });
export const sharedRule = (rule: Omit<SharedRule, 'language'>): SharedRule => ({ language: 'go+dockerfile', ...rule });

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
