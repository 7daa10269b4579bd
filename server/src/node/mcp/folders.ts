/** Where an agent may look: in the folders that it was started for, and never through a link out of them. */
import { realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toKey } from '../cli/discover.js';
import { Refused } from '../cli/refused.js';
import { isIn } from '../host/boundary.js';
import { say } from './words.js';

export interface StartedFor {
  /** The folder that the user has named at the start; then no other counts. */
  readonly named: string | undefined;
  /** The folder in which the program was started. */
  readonly cwd: string;
}

export class Folders {
  private readonly real: readonly string[];

  /** `all`: absolute; paths are relative to the first. */
  private constructor(private readonly all: readonly string[]) {
    this.real = all.map(dir => realpathSync(dir));
  }

  /** The named folder, else those of the client, else where the program was started. Throws Refused when that is all files of a machine or a user. */
  static of({ named, cwd }: StartedFor, roots: readonly string[] | undefined): Folders {
    if (named !== undefined) return new Folders([named]);
    const open = (roots ?? []).flatMap(uri => onDisk(uri) ?? []);
    if (open.length > 0) return new Folders(open);
    const own = resolve(cwd);
    if (own === parse(own).root || own === homedir()) throw new Refused(say.noProject({ folder: own }));
    return new Folders([own]);
  }

  /** The engine's key of the folder that relative paths start in. */
  get base(): string {
    return toKey(this.all[0]!);
  }

  /** The engine's key of a path. Throws Refused for one that leads out, whether or not something is there. */
  inside(given: string): string {
    const path = resolve(this.all[0]!, given);
    if (given.includes('\0') || !this.real.some(folder => isIn(realOf(path), folder)))
      throw new Refused(say.outside({ path: given, folders: this.all.join(', ') }));
    return toKey(path);
  }
}

function onDisk(uri: string): string | undefined {
  try {
    const path = fileURLToPath(uri);
    return statSync(path).isDirectory() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Through all links; of what is not there, its folder's. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realOf(above), basename(path));
  }
}
