/** Temporary files of one child process: in a folder of its own, so that they go with it even when it is killed. */
import { tmpdir } from 'node:os';
import { isAbsolute } from 'node:path';
import { TempFolder } from '../ends/temp-folder.js';
import { goEnvFile } from '../machine/go-env-file.js';
import type { ProcessEnvironment } from './find-go.js';

export interface Scratch {
  /** The environment to start the child with. */
  readonly env: Record<string, string | undefined>;
  readonly folders: readonly string[];
  /** Never rejects. */
  remove(): Promise<void>;
}

/** The folder lies where the child would write without it. Where none can be made the child writes there. */
export function scratchFor(env: ProcessEnvironment): Scratch {
  const { TMPDIR = '' } = env;
  const general = make(isAbsolute(TMPDIR) ? TMPDIR : tmpdir());
  // Go builds where this says, in the environment or in the file of `go env -w`; else as all others.
  const chosen = env.GOTMPDIR || goEnvFile(env).values.GOTMPDIR || '';
  const builds = isAbsolute(chosen) ? make(chosen) : undefined;
  const folders = [general, builds].filter(folder => folder !== undefined);
  return {
    folders: folders.map(({ path }) => path),
    env: {
      ...env,
      ...(general && { TMPDIR: general.path, TMP: general.path, TEMP: general.path }),
      ...(builds && { GOTMPDIR: builds.path }),
    },
    async remove() {
      await Promise.all(folders.map(folder => folder.remove()));
    },
  };
}

function make(base: string): TempFolder | undefined {
  try {
    return TempFolder.make(base);
  } catch {
    return undefined;
  }
}
