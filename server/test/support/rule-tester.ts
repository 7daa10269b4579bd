/**
 * The strict tester of rules: runs every example through the real workspace and asks of it what a user would. `rules.test.ts` runs it
 * over the registry; `new-rule.test.ts` over a rule that was just scaffolded.
 */

import assert from 'node:assert/strict';
import { atLeast, type Finding, type Fix, type Severity } from '../../src/engine/base/finding.js';
import { type Arguments, englishTexts, type Message } from '../../src/engine/base/message.js';
import { backquoted } from '../../src/engine/base/wording.js';
import { EXAMPLE_DIR, type ExampleFile, readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Example, Rule } from '../../src/engine/rules/rule.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { appliesTo, applyFix, findingsOf } from '../../tools/run-examples.js';
import { isSentence, placeholders, ruleTextProblems, textProblems } from './message-guide.js';

/** Problems of the rule as a whole; empty when it is fine. */
export function ruleProblems(rule: Rule): string[] {
  const problems: string[] = [];
  for (const kind of ['bad', 'good', 'silent'] as const) {
    if (!rule.examples.some(e => e.kind === kind)) problems.push(`no ${kind} example`);
  }
  rule.examples.forEach((e, i) => {
    const twin = rule.examples.findIndex(o => o.text.trim() === e.text.trim());
    if (twin < i) problems.push(`examples ${twin + 1} and ${i + 1} are equal`);
    if (e.kind === 'silent' && !e.because) problems.push(`example ${i + 1} is silent without a reason`);
    if (e.because) problems.push(...textProblems(e.because).map(problem => `example ${i + 1}: ${problem}`));
    if (e.kind === 'good' && e.fixed !== undefined) problems.push(`example ${i + 1} is good and has a fixed text`);
  });
  for (const key of ['what', 'why', 'fix', 'limits'] as const) {
    if (!isSentence(rule.docs[key])) problems.push(`docs.${key} is no full sentence: ${rule.docs[key]}`);
    problems.push(...textProblems(rule.docs[key]).map(problem => `docs.${key}: ${problem}`));
  }
  for (const [severity, when] of Object.entries(rule.otherSeverities ?? {})) {
    if (severity === rule.severity || when.endsWith('.'))
      problems.push(`otherSeverities.${severity} is another severity, and a clause behind “when”`);
  }
  problems.push(...sentenceProblems(rule));
  problems.push(...textProblems(rule.summary).map(problem => `summary: ${problem}`));
  if (rule.docs.sources.length === 0) problems.push('docs.sources is empty');
  if (rule.summary.endsWith('.') || rule.summary.includes('\n')) problems.push('summary must be one line without a full stop');
  if (!/^\d+\.\d+\.\d+$/.test(rule.since)) problems.push(`since is no version: ${rule.since}`);
  if (!/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(rule.id)) problems.push(`id is not family/name: ${rule.id}`);
  return problems;
}

/** Problems of the texts that a rule declares. */
function sentenceProblems({ id, messages }: Rule): string[] {
  const sentences: Readonly<Record<string, Message | ((args: Arguments) => Message)>> = messages;
  return Object.entries(sentences).flatMap(([key, sentence]) => {
    const message = typeof sentence === 'function' ? sentence({}) : sentence;
    if (message.id !== `${id}/${key}`) return [`message ${message.id} does not belong to ${id}`];
    return ruleTextProblems(key, englishTexts().get(message.id)!).map(problem => `${message.id}: ${problem}`);
  });
}

/** Runs one example; throws an assertion error that says what is wrong. */
export function checkExample(engine: Engine, rule: Rule, example: Example, rules: readonly Rule[] = RULES): void {
  const files = readExample(example);
  const all = findingsOf(engine, files, rules);
  const own = all.filter(f => f.rule === rule.id);
  assert.ok(
    files.some(f => appliesTo(rule, f.name)),
    'no file of the example is in a language of the rule',
  );
  if (example.kind === 'bad' && !rule.compiler?.only) checkBad(engine, rule, example, files, own, rules);
  else {
    assert.deepEqual(
      own.map(f => describeFinding(f, files)),
      [],
      `${rule.id} must not report anything here`,
    );
    assert.equal(
      files.some(f => f.marks.length > 0),
      example.kind === 'bad',
      `a ${example.kind} example has ${example.kind === 'bad' ? '' : 'no '}marks`,
    );
  }
  if (example.kind === 'good') assert.deepEqual(loud(all, files), [], 'a good example is good for every rule');
}

function checkBad(
  engine: Engine,
  rule: Rule,
  example: Example,
  files: readonly ExampleFile[],
  own: readonly Finding[],
  rules: readonly Rule[],
): void {
  assert.ok(
    files.some(f => f.marks.length > 0),
    'a bad example marks what is reported with «…»',
  );
  const expected = files.flatMap(f => f.marks.map(m => `${f.name}: ${quote(f, m)}`));
  const actual = own.map(f => `${nameOf(f)}: ${quote(fileOf(f, files), f.span)}`);
  assert.deepEqual(actual.sort(), expected.sort(), 'findings (+ actual) and marks (- expected) differ');
  for (const f of own) {
    assert.deepEqual(messageProblems(f.message), [], `message: ${backquoted(f.message)}`);
    assert.ok([rule.severity, ...Object.keys(rule.otherSeverities ?? {})].includes(f.severity), `${f.severity} is not in otherSeverities`);
    for (const s of f.steps) assert.deepEqual(messageProblems(s.message), [], `step: ${backquoted(s.message)}`);
    for (const fix of f.fixes) checkFix(engine, rule, files, own, fix, rules);
  }
  checkFixedText(example, files, own);
}

function checkFix(
  engine: Engine,
  rule: Rule,
  files: readonly ExampleFile[],
  own: readonly Finding[],
  fix: Fix,
  rules: readonly Rule[],
): void {
  const name = `fix “${backquoted(fix.title)}”`;
  assert.deepEqual(messageProblems(fix.title), [], `${name}: title`);
  assert.ok(!/[.!]$/.test(backquoted(fix.title)), `${name}: a title is a phrase without a full stop`);
  const spans = [...fix.edits].sort((a, b) => a.span.start - b.span.start);
  spans.forEach((e, i) => {
    const before = spans[i - 1];
    if (before && before.file === e.file) assert.ok(before.span.end <= e.span.start, `${name}: edits overlap`);
  });
  const after = applyFix(files, fix);
  assert.ok(
    after.some((f, i) => f.text !== files[i]!.text),
    `${name} changes nothing`,
  );
  assert.equal(syntaxErrors(engine, after), syntaxErrors(engine, files), `${name} brings syntax errors:\n${show(after)}`);
  const findings = findingsOf(engine, after, rules);
  const left = findings.filter(f => f.rule === rule.id).length;
  assert.ok(left < own.length, `${name}: the finding survives its fix:\n${show(after)}`);
  const others = (all: readonly Finding[]) => all.filter(f => f.rule !== rule.id && atLeast(f.severity, 'warning')).map(f => f.rule);
  const known = others(findingsOf(engine, files, rules));
  assert.deepEqual(
    others(findings).filter(r => !known.includes(r)),
    [],
    `${name} makes another rule speak:\n${show(after)}`,
  );
}

function checkFixedText(example: Example, files: readonly ExampleFile[], own: readonly Finding[]): void {
  const first = own[0]?.fixes[0];
  if (example.fixed === undefined) return;
  assert.ok(first, 'the example has a fixed text and its first finding no fix');
  const after = applyFix(files, first).filter((f, i) => f.text !== files[i]!.text);
  const text = after.map(f => f.text).join('');
  assert.equal(text, example.fixed.replace(/^\r?\n/, ''), 'text after the first fix (+ actual) and `fixed` (- expected) differ');
}

/** What a finding, step or fix says has the arguments that its text names, no more and no fewer, and no value is missing. */
function messageProblems(message: Message): string[] {
  return [message, ...(message.then ?? [])].flatMap(m => [
    ...argumentProblems(m),
    ...wordProblems(backquoted({ id: m.id, args: m.args }).trim()),
  ]);
}

function argumentProblems({ id, args }: Message): string[] {
  const text = englishTexts().get(id);
  if (text === undefined) return [`no text is called ${id}`];
  const [wanted, given] = [placeholders(text), Object.keys(args).sort()];
  return wanted.join() === given.join() ? [] : [`${id} has the arguments ${given.join(', ')}; its text takes ${wanted.join(', ')}`];
}

function wordProblems(words: string): string[] {
  return [
    ...(words.trim() === '' || words !== words.trim() ? ['empty or padded with space'] : []),
    ...(/\bundefined\b|\bNaN\b|\[object /.test(words) ? ['a value is missing'] : []),
  ];
}

function loud(findings: readonly Finding[], files: readonly ExampleFile[]): string[] {
  const severity: Severity = 'information';
  return findings.filter(f => atLeast(f.severity, severity)).map(f => describeFinding(f, files));
}

/** Go files with syntax errors; a Dockerfile line that begins with no instruction counts too. */
function syntaxErrors(engine: Engine, files: readonly ExampleFile[]): number {
  return files.filter(f => f.name.endsWith('.go') && engine.go.parse(f.text).hasError).length;
}

const nameOf = (f: Finding) => f.file.slice(EXAMPLE_DIR.length + 1);
const fileOf = (f: Finding, files: readonly ExampleFile[]) => files.find(x => x.name === nameOf(f))!;
const show = (files: readonly ExampleFile[]) => files.map(f => `-- ${f.name} --\n${f.text}`).join('\n');

function describeFinding(f: Finding, files: readonly ExampleFile[]): string {
  return `${f.rule} (${f.severity}) at ${nameOf(f)}: ${quote(fileOf(f, files), f.span)}: ${backquoted(f.message)}`;
}

/** `3:7 «x»`: line and column are 1-based. */
function quote(file: ExampleFile, span: { start: number; end: number }): string {
  const before = file.text.slice(0, span.start).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1} «${file.text.slice(span.start, span.end)}»`;
}
