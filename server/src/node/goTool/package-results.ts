/** Joins the two halves of a run: the packages that `go list` names on stdout and the compiler's text about them on stderr. */
import type { GoVersion } from '../../engine/facts/build/go-mod.js';
import type { CompilerError, CompilerFact, CompilerOutput, CompilerPackageResult } from '../../engine/facts/compiler/facts.js';
import { ownFile, type Replacements } from '../../engine/facts/compiler/own-file.js';
import { firstError } from '../../engine/facts/compiler/parser.js';
import { t } from '../../engine/l10n.js';
import type { ListedPackage } from './list-output.js';

export function packageResults(
  listed: readonly ListedPackage[],
  outputs: readonly CompilerOutput[],
  goVersion: GoVersion,
  replacements: Replacements,
  cut: boolean,
): CompilerPackageResult[] {
  const byPath = new Map(outputs.filter(o => o.variant === '').map(o => [o.importPath, o]));
  return listed.map(p => {
    const dir = p.Dir ?? '';
    const files = [...(p.GoFiles ?? []), ...(p.CgoFiles ?? [])];
    const output = byPath.get(p.ImportPath);
    const own = ownFacts(output?.facts ?? [], dir, new Set(files), replacements);
    const error = errorOf(p, own, dir, new Set(files), replacements);
    return {
      importPath: p.ImportPath,
      dir,
      files,
      facts: error ? [] : own,
      goVersion,
      truncated: cut || (output?.truncated ?? false),
      ...(error && { error }),
    };
  });
}

function ownFacts(facts: readonly CompilerFact[], dir: string, files: ReadonlySet<string>, replacements: Replacements): CompilerFact[] {
  const seen = new Map<string, string | undefined>();
  return facts.flatMap(fact => {
    if (!seen.has(fact.raw)) seen.set(fact.raw, ownFile(fact.raw, dir, files, replacements));
    const file = seen.get(fact.raw);
    return file === undefined ? [] : [file === fact.file ? fact : { ...fact, file }];
  });
}

/** Why the package did not compile. Before Go 1.20 the compiler's complaints stand on stderr and `go list` reports no error. */
function errorOf(
  p: ListedPackage,
  facts: readonly CompilerFact[],
  dir: string,
  files: ReadonlySet<string>,
  replacements: Replacements,
): CompilerError | undefined {
  if (p.Export !== undefined && p.Export !== '') return undefined;
  if (p.ImportPath === 'unsafe') return undefined;
  const listed = p.Error ?? p.DepsErrors?.[0];
  const text = listed?.Pos ? `${listed.Pos}: ${listed.Err ?? ''}` : listed?.Err;
  const printed = facts.find(f => f.kind === 'other');
  const error = text !== undefined ? firstError(text) : printed && { ...printed, message: printed.expression };
  if (!error) return { message: t('the package did not compile') };
  const file = error.raw === undefined ? undefined : (ownFile(error.raw, dir, files, replacements) ?? error.file);
  return {
    message: error.message,
    ...(file !== undefined && { file }),
    ...(error.raw !== undefined && { raw: error.raw }),
    ...(error.line !== undefined && { line: error.line }),
    ...(error.column !== undefined && { column: error.column }),
  };
}
