/** What rules would say of a package with other texts, worked out beside the workspace, which stays as it is. */
import type { Finding } from '../base/finding.js';
import { dirName } from '../base/paths.js';
import { languageOf } from '../builds/kinds.js';
import type { Engine } from '../syntax/engine.js';
import type { Analysis } from './analysis.js';
import type { Outside } from './outside.js';
import { Workspace } from './workspace.js';

export interface Trial {
  /** To be driven to its end before the answer is asked for. */
  readonly analysis: Analysis;
  /** True when no rule of the family has more to say than before. */
  isClean(): boolean;
}

/** A workspace, and what it shares with others of the thread. */
export interface Tried {
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly outside: Outside;
}

/** Of the package that the changed files are in, as `texts` has its other files. */
export function trialOf(
  { engine, workspace, outside }: Tried,
  texts: ReadonlyMap<string, string>,
  changed: ReadonlyMap<string, string>,
  family: string,
): Trial {
  const trial = new Workspace(engine, { outside });
  trial.goPackages.setHome(workspace.goPackages.builds.home);
  const [first = ''] = changed.keys();
  const mod = workspace.module(first)?.path;
  const modText = mod === undefined ? undefined : workspace.text(mod);
  if (mod !== undefined && modText !== undefined) trial.set(mod, modText);
  for (const [path, text] of texts)
    if (!changed.has(path) && languageOf(path) === 'go' && dirName(path) === dirName(first)) trial.set(path, text, 'syntax');
  for (const [path, text] of changed) trial.set(path, text, 'syntax');
  const ask = () => {
    for (const path of changed.keys()) trial.findings(path);
  };
  const isClean = () =>
    [...changed.keys()].every(path => {
      const before = counted(workspace.findings(path), family);
      return [...counted(trial.findings(path), family)].every(([rule, n]) => n <= (before.get(rule) ?? 0));
    });
  return { analysis: trial.reading({ kind: 'question', ask }), isClean };
}

function counted(findings: readonly Finding[], family: string): Map<string, number> {
  const out = new Map<string, number>();
  for (const { rule } of findings) if (rule.startsWith(`${family}/`)) out.set(rule, (out.get(rule) ?? 0) + 1);
  return out;
}
