/** Runs the rules over the facts of one file. A rule that throws loses its own findings only. */
import { severityOf } from '../base/config.js';
import { TooMuchWork } from '../base/faults.js';
import type { Finding, Fix, RelativeFix, RelativeStep, Span, Step } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import { dockerfileSource } from '../builds/dockerfile-units.js';
import type { GoFileFacts } from '../go/package/facts.js';
import { takingMakeRecipes } from '../program/called-make.js';
import type { FileFacts } from '../program/file-facts.js';
import type { WorkspaceView } from '../program/view.js';
import type { Report, RuleContext } from '../rules/report.js';
import type { Rule } from '../rules/rule.js';
import type { RulesInForce } from '../rules/rules-in-force.js';

export type RuleErrorHandler = (rule: string, path: string, error: unknown) => void;

/** What rules are run with. */
export interface RuleRun {
  readonly inForce: RulesInForce;
  readonly workspace: WorkspaceView;
  readonly onRuleError: RuleErrorHandler;
  /** A part of a file is not looked at. */
  onTooMuch(part: string, path: string): void;
}

/** Findings of the static tier in one file of any language, a rule or a part of one each slice; unsorted, not yet suppressed. None where only an outline is known. */
export function* analyzing(facts: FileFacts, run: RuleRun): Sliced<readonly Finding[]> {
  switch (facts.language) {
    case 'build':
      return yield* runRules(facts.build, run.inForce.checking('builds'), run, rule => rule.checks.builds);
    case 'go.mod':
      return yield* runRules(facts.mod, run.inForce.checking('module'), run, rule => rule.checks.module);
    case 'dockerfile':
      return yield* analyzingDockerfile(facts.dockerfile, run);
    case 'context':
      return [];
    case 'go':
      return facts.outline ? [] : yield* analyzingGoFile(facts.go, run);
  }
}

/** With what it calls in place of the calls. */
function* analyzingDockerfile(file: DockerfileFacts, run: RuleRun): Sliced<readonly Finding[]> {
  const followed = yield* takingMakeRecipes(file, run.workspace);
  if (followed.isPartial) run.onTooMuch('calls of make and scripts', file.path);
  return yield* runRules(followed, run.inForce.checking('dockerfile', 'builds'), run, checkOfDockerfile);
}

/** Generated files have none, and of one in which nothing happens only those are asked that look at more than code. */
function* analyzingGoFile(file: GoFileFacts, run: RuleRun): Sliced<readonly Finding[]> {
  if (file.generated) return [];
  const { escapeTests } = run.inForce.config;
  const isIdle = file.declarations.every(d => d.idle);
  return yield* runRules(file, isIdle ? run.inForce.checking('go') : run.inForce.checking('go', 'code'), run, rule => {
    const isLeftOut = file.isTest && !rule.inTests && !(escapeTests && rule.compiler);
    return isLeftOut ? undefined : (rule.checks.go ?? rule.checks.code);
  });
}

function checkOfDockerfile({ checks: { dockerfile, builds } }: Rule): ((context: RuleContext<DockerfileFacts>) => void) | undefined {
  if (!dockerfile && !builds) return undefined;
  return c => {
    dockerfile?.(c);
    builds?.({ ...c, file: dockerfileSource(c.file) });
  };
}

function* runRules<Facts extends { readonly path: string }>(
  file: Facts,
  rules: readonly Rule[],
  { inForce: { config }, workspace, onRuleError }: RuleRun,
  checkOf: (rule: Rule) => ((context: RuleContext<Facts>) => Sliced<void> | void) | undefined,
): Sliced<readonly Finding[]> {
  const out: Finding[] = [];
  let hasRun = false;
  for (const rule of rules) {
    const check = checkOf(rule);
    if (!check) continue;
    if (hasRun) yield;
    hasRun = true;
    const own: Finding[] = [];
    const report = (r: Report, base = 0) => {
      // One that is off and covers others still takes their place: what yields to another tool is not said in other words.
      const severity = severityOf(config, rule.id, r.severity ?? rule.severity) ?? (rule.covers && rule.severity);
      if (severity !== undefined) own.push(toFinding(rule.id, severity, file.path, r, base));
    };
    try {
      const work = check({ file, workspace, report });
      if (work) yield* work;
    } catch (error) {
      // What it reported before it gave up holds.
      if (!(error instanceof TooMuchWork)) own.length = 0;
      onRuleError(rule.id, file.path, error);
    }
    for (const finding of own) out.push(finding);
  }
  return out;
}

function toFinding(rule: string, severity: Finding['severity'], file: string, report: Report, base: number): Finding {
  return {
    rule,
    severity,
    confidence: 'estimated',
    file,
    span: shift(report.span, base),
    message: report.message,
    steps: (report.steps ?? []).map(s => absoluteStep(s, file, base)),
    fixes: (report.fixes ?? []).map(f => absoluteFix(f, file, base)),
    suppressed: false,
    ...(report.site && { site: report.site }),
    ...(report.condition && { condition: report.condition }),
  };
}

function absoluteStep(step: RelativeStep, file: string, base: number): Step {
  return step.file === undefined ? { ...step, file, span: shift(step.span, base) } : { ...step, file: step.file };
}

function absoluteFix(fix: RelativeFix, file: string, base: number): Fix {
  const edits = fix.edits.map(e =>
    e.file === undefined ? { file, span: shift(e.span, base), newText: e.newText } : { file: e.file, span: e.span, newText: e.newText },
  );
  return { title: fix.title, safe: fix.safe, edits };
}

function shift(span: Span, base: number): Span {
  return base === 0 ? span : { start: span.start + base, end: span.end + base };
}
