/** What is said about packages that the compiler has no facts of. */
import type { CompilerPackageResult } from '../../engine/facts/compiler/facts.js';
import { t } from '../../engine/l10n.js';
import { baseName } from '../../engine/workspace/files.js';

/** Only test files, or other platforms' files: nothing is compiled, and nothing is wrong. Files that cannot be parsed are another matter. */
export function hasNothingToCompile({ files, error }: CompilerPackageResult): boolean {
  return files.length === 0 && error !== undefined && error.file === undefined && NOTHING_TO_COMPILE.test(error.message);
}

/** cmd/go/internal/load, and our own words for a package of test files, about which `go list` says nothing. */
const NOTHING_TO_COMPILE = /build constraints exclude all Go files|no (?:non-test )?Go files|^the package did not compile$/;

/** The one sentence about a package without facts. */
export function doesNotBuild(result: CompilerPackageResult): string {
  return t('{0} does not build, so its escape findings are estimates: {1}', result.importPath, errorText(result));
}

/** The first error, with its place where it has one. */
export function errorText({ error }: CompilerPackageResult): string {
  const place = error?.file === undefined ? '' : `${baseName(error.file)}${error.line === undefined ? '' : `:${error.line}`}: `;
  return `${place}${error?.message ?? ''}`;
}
