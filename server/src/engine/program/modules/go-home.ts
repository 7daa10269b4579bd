/** What a host knows of the go command's surroundings without starting it; hosts without a machine know nothing of it. */

import { readGoFlagsVariable } from '../../shell/go-flags-variable.js';

export interface GoHome {
  /** Key of the module cache; absent where there is none, as in a browser. */
  readonly moduleCache?: string;
  /** Variables of go that are set: in the environment, or by `go env -w`. */
  readonly settings: Readonly<Record<string, string>>;
}

export const NO_HOME: GoHome = { settings: {} };

/** The value of a flag in GOFLAGS, such as `mod` or `tags`; undefined when it is not there. */
export function flagOf({ settings }: GoHome, name: string): string | undefined {
  return readGoFlagsVariable(settings.GOFLAGS ?? '').flags.get(name);
}
