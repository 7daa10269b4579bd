/** What is said about packages that the compiler has no facts of. */

import type { Message } from '../../engine/base/message.js';
import { baseName } from '../../engine/base/paths.js';
import { plain } from '../../engine/base/wording.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import { say } from './words.js';

/** Only test files, or other platforms' files: nothing is compiled, and nothing is wrong. Files that cannot be parsed are another matter. */
export function hasNothingToCompile({ files, error, withoutCgo }: CompilerPackageResult): boolean {
  return (
    withoutCgo === undefined &&
    files.length === 0 &&
    error !== undefined &&
    error.file === undefined &&
    NOTHING_TO_COMPILE.test(error.message)
  );
}

/** Stands for the error of a package about which `go list` gives no reason. */
export const NOT_COMPILED = 'the package did not compile';

/** Stands for the error of a package of test files: `go list` says nothing about it, and `go build` this. */
export const ONLY_TESTS = 'no non-test Go files';

/** As go says it of a package that it is asked for by name. */
export const NO_FILE_LEFT = 'build constraints exclude all Go files';

/** cmd/go/internal/load. */
const NOTHING_TO_COMPILE = /build constraints exclude all Go files|no (?:non-test )?Go files/;

/** `./...` in a folder that belongs to no module (cmd/go/internal/modload). */
const NO_MODULE = /^pattern \.\/\.\.\.: directory prefix .* does not contain main module/;

/** The one sentence about a package that does not build, or whose tests do not; undefined when there is nothing to complain of. */
export function doesNotBuild({ importPath, error, testError, withoutCgo }: CompilerPackageResult): Message | undefined {
  if (error && NO_MODULE.test(error.message)) return say.noModule;
  if (withoutCgo !== undefined && error && NOTHING_TO_COMPILE.test(error.message)) return undefined;
  if (error) return say.doesNotBuild({ package: importPath, error: errorText({ error }) });
  return testError && say.testsDoNotBuild({ package: importPath, error: errorText({ error: testError }) });
}

/** The one sentence about files that were left out because cgo is off; undefined when there are none. */
export function isLeftOut({ importPath, withoutCgo }: CompilerPackageResult): Message | undefined {
  return withoutCgo && say.withoutCgo({ package: importPath, files: withoutCgo.join(', ') });
}

/** The one sentence about a package of which not all was read; undefined when it was. */
export function isCutOff({ importPath, truncated }: CompilerPackageResult): Message | undefined {
  return truncated ? say.cutOff({ package: importPath }) : undefined;
}

/** The first error, with its place where it has one. */
export function errorText({ error }: Pick<CompilerPackageResult, 'error'>): string {
  const place = error?.file === undefined ? '' : `${baseName(error.file)}${error.line === undefined ? '' : `:${error.line}`}: `;
  return `${place}${reasonOf(error?.message ?? '')}`;
}

/** The go command is kept from the network (`OFFLINE`), and blames that for what is missing. */
const NOT_DOWNLOADED = /^(?:go: )?(\S+?)?:? ?module lookup disabled by GOPROXY=off$/;

function reasonOf(message: string): string {
  if (message === NOT_COMPILED) return plain(say.noReason);
  const missing = NOT_DOWNLOADED.exec(message);
  if (!missing) return message;
  const [, module] = missing;
  return plain(module === undefined ? say.notDownloaded : say.moduleNotDownloaded({ module }));
}
