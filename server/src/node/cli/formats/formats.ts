/** The writers, by name. Each turns a result into the whole output; none of them looks at the disk. */

import type { CheckResult } from '../model.js';
import { writeGithub } from './github.js';
import { writeJson } from './json.js';
import { writeSarif } from './sarif.js';
import { writeText } from './text.js';

export interface WriteContext {
  /** Absolute, `/`-separated. */
  readonly cwd: string;
  readonly colour: boolean;
  /** Whether the text for people lists hints one by one or only counts them. */
  readonly hints: boolean;
  readonly version: string;
}

export const FORMATS = { text: writeText, json: writeJson, sarif: writeSarif, github: writeGithub } as const satisfies Record<
  string,
  (result: CheckResult, context: WriteContext) => string
>;

export type Format = keyof typeof FORMATS;
