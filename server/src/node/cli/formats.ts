/** The writers, by name. Each turns a result into the whole output; none of them looks at the disk. */
import { writeGithub } from './format-github.js';
import { writeJson } from './format-json.js';
import { writeSarif } from './format-sarif.js';
import { writeText } from './format-text.js';
import type { CheckResult } from './model.js';

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
