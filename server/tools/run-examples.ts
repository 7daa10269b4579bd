/** Runs the examples of rules in a workspace of their own, for the tester and the rule pages. */

import type { Finding, Fix } from '../src/engine/base/finding.js';
import { languageOf } from '../src/engine/builds/kinds.js';
import type { MachineFacts } from '../src/engine/program/machine.js';
import { EXAMPLE_DIR, type ExampleFile, MACHINE_FILE } from '../src/engine/rules/examples.js';
import { RULES } from '../src/engine/rules/registry.js';
import { languagesOf, type Rule } from '../src/engine/rules/rule.js';
import type { Engine } from '../src/engine/syntax/engine.js';
import { drive } from '../src/engine/workspace/drive.js';
import { Workspace } from '../src/engine/workspace/workspace.js';
import { readTable } from '../src/node/host/std-pieces.js';

/** Findings of the rules in every file of an example, in a workspace of its own. Suppressed ones are left out. A rule that throws throws. */
export function findingsOf(
  engine: Engine,
  files: readonly { readonly name: string; readonly text: string }[],
  rules: readonly Rule[] = RULES,
): Finding[] {
  const onRuleError = (rule: string, _path: string, error: unknown) => {
    throw new Error(`rule ${rule} failed: ${error instanceof Error ? error.stack : error}`);
  };
  const workspace = new Workspace(engine, { rules, onRuleError });
  for (const f of files) {
    if (f.name === MACHINE_FILE) workspace.setMachine(JSON.parse(f.text) as MachineFacts);
    else workspace.set(`${EXAMPLE_DIR}/${f.name}`, f.text);
  }
  const findings = () => files.flatMap(f => workspace.findings(`${EXAMPLE_DIR}/${f.name}`)).filter(f => !f.suppressed);
  const sources = {
    file: (path: string) => files.find(f => `${EXAMPLE_DIR}/${f.name}` === path)?.text,
    table: ({ importPath }: { readonly importPath: string }) => readTable(importPath),
  };
  drive(workspace.analysis({ kind: 'question', ask: () => void findings() }), sources);
  return findings();
}

/** The files after a fix. Edits of files the example does not have are left out. */
export function applyFix(files: readonly ExampleFile[], fix: Fix): ExampleFile[] {
  return files.map(f => {
    const edits = fix.edits.filter(e => e.file === `${EXAMPLE_DIR}/${f.name}`).sort((a, b) => b.span.start - a.span.start);
    const text = edits.reduce((t, e) => t.slice(0, e.span.start) + e.newText + t.slice(e.span.end), f.text);
    return { ...f, text, marks: [] };
  });
}

/** True when the rule looks at files of this name. */
export function appliesTo(rule: Rule, name: string): boolean {
  const language = languageOf(`${EXAMPLE_DIR}/${name}`);
  return languagesOf(rule).some(l => l === language);
}
