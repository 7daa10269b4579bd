/** The writers, by name. Each turns a result into the whole output; none of them looks at the disk. */

import type { GuardedTerminal } from '../guarded-terminal.js';
import type { CheckResult } from '../model.js';
import { writeGithub } from './github.js';
import { writeGitlab } from './gitlab.js';
import { writeJson } from './json.js';
import { writeJunit } from './junit.js';
import { writeSarif } from './sarif.js';
import { writeText } from './text.js';
import type { WriteContext } from './write-context.js';

export const FORMATS = {
  text: writeText,
  json: writeJson,
  sarif: writeSarif,
  github: writeGithub,
  gitlab: writeGitlab,
  junit: writeJunit,
} as const satisfies Record<string, (result: CheckResult, context: WriteContext) => string>;

/** Writes the result out. Workflow commands are to be obeyed; all else is text. */
export function print(format: Format, result: CheckResult, context: WriteContext, terminal: GuardedTerminal): void {
  const out = format === 'github' ? terminal.unguarded : terminal;
  out.stdout(FORMATS[format](result, context));
}

export type Format = keyof typeof FORMATS;
