/** Joins the two halves of a run: the packages that `go list` names on stdout and the compiler's text about them on stderr. */
import { isAbsolute, join } from 'node:path';
import type { GoVersion } from '../../engine/base/go-version.js';
import type { CompilerError, CompilerFact, CompilerOutput, CompilerPackageResult } from '../../engine/compiler/facts.js';
import { ownFile, type Replacements } from '../../engine/compiler/own-file.js';
import { firstError } from '../../engine/compiler/parser.js';
import type { CgoPackage } from './cgo-files.js';
import type { ListedPackage } from './list-output.js';
import { NO_FILE_LEFT, NOT_COMPILED, ONLY_TESTS } from './package-words.js';

/**
 * One result per package. With `-test`, `go list` names four: `p`, `p [p.test]` (its files again, and the tests of package p), `p_test
 * [p.test]`, and the generated program `p.test`. What is said about p's own files comes from the first, the tests join it from the others.
 * `cwd` is where it ran: a package that it cannot place in a module is named by its pattern, `./sub`.
 */
export function packageResults(
  cwd: string,
  listed: readonly ListedPackage[],
  outputs: readonly CompilerOutput[],
  goVersion: GoVersion,
  replacements: Replacements,
  missing: Missing,
): CompilerPackageResult[] {
  const byPath = new Map(outputs.map(o => [o.variant === '' ? o.importPath : `${o.importPath} [${o.variant}]`, o]));
  const read = (p: ListedPackage, files: readonly string[]) => partOf(p, files, byPath.get(p.ImportPath), replacements, missing);
  const variants = new Map(listed.filter(p => p.ForTest !== undefined).map(p => [p.ImportPath, p]));
  return listed
    .filter(p => p.ForTest === undefined && !isTestProgram(p))
    .map(p => (p.Dir === undefined && /^\.(?:\/|$)/.test(p.ImportPath) ? unplaced(p, join(cwd, p.ImportPath)) : p))
    .map(p => {
      const own = read(p, filesOf(p));
      const path = p.ImportPath;
      const [internal, external] = [variants.get(`${path} [${path}.test]`), variants.get(`${path}_test [${path}.test]`)];
      const inside = internal && read(internal, added(filesOf(internal), own.files));
      const outside = external && read(external, filesOf(external));
      return result(p, own, [inside, outside], goVersion);
    });
}

/** What the compiler may have printed that was not read: of any package, or all about some; then what is not there proves nothing. */
export type Missing = 'nothing' | 'whole packages' | 'anywhere';

/** What came of one variant of a package, about the files that are looked at in it. */
interface Part {
  readonly files: readonly string[];
  readonly facts: readonly CompilerFact[];
  readonly truncated: boolean;
  readonly error: CompilerError | undefined;
}

function partOf(
  p: ListedPackage,
  files: readonly string[],
  output: CompilerOutput | undefined,
  replacements: Replacements,
  missing: Missing,
): Part {
  const dir = p.Dir ?? '';
  const facts = output?.facts ?? [];
  const own = ownFacts(facts, dir, new Set(files), replacements);
  const all = new Set(filesOf(p));
  const error = errorOf(p, all.size === files.length ? own : ownFacts(facts, dir, all, replacements), dir, all, replacements);
  return {
    files,
    facts: error ? [] : own,
    truncated: missing === 'anywhere' || (output?.truncated ?? missing === 'whole packages'),
    error,
  };
}

function result(
  { ImportPath: importPath, Dir: dir = '' }: ListedPackage,
  own: Part,
  [inside, outside]: readonly (Part | undefined)[],
  goVersion: GoVersion,
): CompilerPackageResult {
  const built = [inside, outside].filter(part => part !== undefined && part.error === undefined);
  const failed = inside?.error ?? outside?.error;
  // A package of tests only: `go list` has nothing to compile but the variants.
  const onlyTests = own.files.length === 0 && (inside ?? outside) !== undefined;
  const error = onlyTests ? (built.length === 0 ? failed : undefined) : own.error;
  const parts = error ? [own] : [own, ...built.filter(part => part !== undefined)];
  return {
    importPath,
    dir,
    files: parts.flatMap(part => part.files),
    ...(!error && outside && !outside.error && { externalTests: outside.files }),
    facts: error ? [] : parts.flatMap(part => part.facts),
    goVersion,
    truncated: parts.some(part => part.truncated),
    ...(error && { error }),
    ...(!error && failed && { testError: failed }),
  };
}

/** The results of a run without cgo, with what it left out: `./...` does not name packages of which nothing is left. */
export function withoutCgo(
  results: readonly CompilerPackageResult[],
  cgo: readonly CgoPackage[],
  goVersion: GoVersion,
): CompilerPackageResult[] {
  const leftOut = new Map(cgo.map(p => [p.dir, p]));
  const named = results.map(result => {
    const files = leftOut.get(result.dir)?.files;
    return files === undefined ? result : { ...result, withoutCgo: files };
  });
  const known = new Set(results.map(({ dir }) => dir));
  const error = { message: NO_FILE_LEFT };
  const unnamed = cgo.filter(({ dir }) => !known.has(dir));
  return [
    ...named,
    ...unnamed.map(({ files, ...p }) => ({ ...p, files: [], facts: [], goVersion, truncated: false, error, withoutCgo: files })),
  ];
}

const unplaced = (p: ListedPackage, dir: string): ListedPackage => ({ ...p, ImportPath: dir, Dir: dir });
const filesOf = (p: ListedPackage) => [...(p.GoFiles ?? []), ...(p.CgoFiles ?? [])];
const hasTests = (p: ListedPackage) => [...(p.TestGoFiles ?? []), ...(p.XTestGoFiles ?? [])].length > 0;
const added = (files: readonly string[], before: readonly string[]) => files.filter(f => !before.includes(f));
/** Its one file stands in the build cache. */
const isTestProgram = (p: ListedPackage) => p.ImportPath.endsWith('.test') && (p.GoFiles ?? []).some(isAbsolute);

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
  if (!error) return { message: filesOf(p).length === 0 && hasTests(p) ? ONLY_TESTS : NOT_COMPILED };
  const file = error.raw === undefined ? undefined : (ownFile(error.raw, dir, files, replacements) ?? error.file);
  return {
    message: error.message,
    ...(file !== undefined && { file }),
    ...(error.raw !== undefined && { raw: error.raw }),
    ...(error.line !== undefined && { line: error.line }),
    ...(error.column !== undefined && { column: error.column }),
  };
}
