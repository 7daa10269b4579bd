/** The writers, by name. Each turns a result into the whole output; none of them looks at the disk. */

import type { CheckResult } from '../model.js';
import { writeGithub } from './github.js';
import { writeJson } from './json.js';
import { writeSarif } from './sarif.js';
import { writeText } from './text.js';
import type { WriteContext } from './write-context.js';

export const FORMATS = { text: writeText, json: writeJson, sarif: writeSarif, github: writeGithub } as const satisfies Record<
  string,
  (result: CheckResult, context: WriteContext) => string
>;

export type Format = keyof typeof FORMATS;
