/** What the compiler is asked: by a person, who waits for all that it can tell, or by itself, when an answer has to come soon. */
import { dirName } from '../../engine/base/paths.js';
import type { CompilerOutcome, CompilerRequest, Host } from '../core/host.js';
import type { AnalyzeScope } from '../core/messages.js';
import type { Settings } from '../core/settings.js';
import type { Documents } from '../documents/documents.js';
import { say } from '../words.js';

export type Asked = Pick<CompilerRequest, 'scope' | 'path' | 'tests' | 'files'>;

export function askedFor(scope: AnalyzeScope, path: string, { tools }: Settings): Asked {
  return { scope, path, tests: tools.tests, files: 'all' };
}

/** Tests take longer to compile, so they are taken along only when one of the package is open. */
export function bySelf(path: string, documents: Documents, { tools }: Settings): Asked {
  const directory = dirName(path);
  const isOpen = (key: string) => key.endsWith('_test.go') && dirName(key) === directory;
  return { scope: 'package', path, tests: tools.tests && [...documents.keys()].some(isOpen), files: 'open' };
}

/** The answer where nobody may be asked, or nobody is there. */
export function unavailable({ compiler }: Pick<Host, 'compiler'>): CompilerOutcome {
  return { status: 'unavailable', message: compiler === undefined ? say.noCompiler : say.untrusted, files: new Map() };
}
