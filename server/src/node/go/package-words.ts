/** What is said about packages that the compiler has no facts of. */

import { t } from '../../engine/base/l10n.js';
import { baseName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';

/** Only test files, or other platforms' files: nothing is compiled, and nothing is wrong. Files that cannot be parsed are another matter. */
export function hasNothingToCompile({ files, error }: CompilerPackageResult): boolean {
  return files.length === 0 && error !== undefined && error.file === undefined && NOTHING_TO_COMPILE.test(error.message);
}

/** cmd/go/internal/load, and our own words for a package of test files, about which `go list` says nothing. */
const NOTHING_TO_COMPILE = /build constraints exclude all Go files|no (?:non-test )?Go files|^the package did not compile$/;

/** `./...` in a folder that belongs to no module (cmd/go/internal/modload). */
const NO_MODULE = /^pattern \.\/\.\.\.: directory prefix .* does not contain main module/;

/** The one sentence about a package that does not build, or whose tests do not; undefined when there is nothing to complain of. */
export function doesNotBuild({ importPath, error, testError }: CompilerPackageResult): string | undefined {
  if (error && NO_MODULE.test(error.message))
    return t('There is no Go module here: no go.mod was found in this folder, above it or below it.');
  if (error) return t('{0} does not build, so its escape findings are estimates: {1}', importPath, errorText({ error }));
  return (
    testError &&
    t('The tests of {0} do not build, so escape findings in them are estimates: {1}', importPath, errorText({ error: testError }))
  );
}

/** The first error, with its place where it has one. */
export function errorText({ error }: Pick<CompilerPackageResult, 'error'>): string {
  const place = error?.file === undefined ? '' : `${baseName(error.file)}${error.line === undefined ? '' : `:${error.line}`}: `;
  return `${place}${error?.message ?? ''}`;
}
