/** Compiles a package as it is and with each fix in it, one after the other, and hands back what the compiler says about the difference. */

import type { Finding } from '../../engine/base/finding.js';
import { dirName } from '../../engine/base/paths.js';
import type { CompilerFact, CompilerPackageResult } from '../../engine/compiler/facts.js';
import { confirmedSites } from '../../engine/rules/escape/judge.js';
import type { VerifyOutcome, VerifyRequest } from '../../lsp/core/host.js';

import type { GoTool } from '../go/go-tool.js';
import { PackageJoin } from './package-join.js';
import { toPath } from './paths.js';

/** `dir` is the package's directory on disk. Never rejects because of a toolchain; tells nothing any more once `signal` is aborted. */
export async function verifyFixes(
  tool: GoTool,
  request: VerifyRequest,
  dir: string,
  signal: AbortSignal,
  tell: (index: number, outcome: VerifyOutcome) => void,
): Promise<void> {
  const compile = async (open: ReadonlyMap<string, string>) => {
    const { env, buildTags, withoutCgo } = request.tools;
    const tests = request.tools.tests && request.path.endsWith('_test.go');
    const overlay = new Map([...open].flatMap(([key, text]) => pathEntry(key, text)));
    const run = await tool.analyzePackages(
      { env, tags: buildTags, withoutCgo, tests, flows: false, isUnasked: true, overlay, dir, patterns: ['.'] },
      signal,
    );
    return run.status.kind === 'ok' ? run.packages[0] : undefined;
  };
  const before = await compile(request.open);
  for (const [i, changed] of request.variants.entries()) {
    if (signal.aborted) return;
    if (!before || before.error || !compilesAll(before, changed)) {
      tell(i, { status: 'unknown' });
      continue;
    }
    const open = new Map([...request.open, ...changed]);
    const after = await compile(open);
    if (signal.aborted) return;
    if (!after) tell(i, { status: 'unknown' });
    else if (after.error) tell(i, { status: 'broken', message: after.error.message });
    else {
      const bases = differing(before, after, changed);
      const outcome: VerifyOutcome = {
        status: 'built',
        before: await joined(before, bases, request, request.open),
        after: await joined(after, bases, request, open),
      };
      if (signal.aborted) return;
      tell(i, outcome);
    }
  }
}

const baseOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);

function pathEntry(key: string, text: string): [string, string][] {
  const path = toPath(key);
  return path === undefined ? [] : [[path, text]];
}

/** A changed file that the build leaves out proves nothing; tests are compiled only when the settings say so. */
function compilesAll({ files }: CompilerPackageResult, changed: ReadonlyMap<string, string>): boolean {
  return [...changed.keys()].every(key => files.includes(baseOf(key)));
}

/** Base names of the changed files and of those about which the compiler now says something else. */
function differing(before: CompilerPackageResult, after: CompilerPackageResult, changed: ReadonlyMap<string, string>): Set<string> {
  const out = new Set([...changed.keys()].map(baseOf));
  const [old, now] = [linesByFile(before.facts), linesByFile(after.facts)];
  for (const base of after.files) if ((old.get(base) ?? '') !== (now.get(base) ?? '')) out.add(base);
  return out;
}

function linesByFile(facts: readonly CompilerFact[]): Map<string, string> {
  const lines = new Map<string, string[]>();
  for (const { kind, file, line, column, expression } of facts) {
    if (kind !== 'moved' && kind !== 'escapes') continue;
    const own = lines.get(file);
    const text = `${line}:${column} ${expression}`;
    if (own) own.push(text);
    else lines.set(file, [text]);
  }
  return new Map([...lines].map(([file, own]) => [file, own.sort().join('\n')]));
}

async function joined(
  result: CompilerPackageResult,
  bases: ReadonlySet<string>,
  { path, workspace, engine }: VerifyRequest,
  open: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const directory = dirName(path);
  const join = new PackageJoin(result, directory, { open, workspace, engine });
  const out = new Map<string, readonly Finding[]>();
  for (const base of bases) {
    const compiled = await join.file(base);
    if (compiled) out.set(`${directory}/${base}`, confirmedSites(compiled.evidence));
  }
  return out;
}
