/** What a shell carries from one command to the next. */
import { ANYTHING, type Environment, type Setting, UNKNOWN } from './environment.js';

/** A folder that is seen under another path in a container. */
export interface Mount {
  /** Undefined: no folder of the tree. */
  readonly source: string | undefined;
  readonly target: string;
}

export interface ShellState {
  readonly environment: Environment;
  /** Set in the shell but not exported: the shell sees them, commands do not. */
  readonly hidden: ReadonlySet<string>;
  readonly written: ReadonlyMap<string, Setting>;
  readonly cwd: string | undefined;
  /** True where `/` stands for the folder that a tool starts in: nobody knows what is outside of it. */
  readonly inTree?: boolean;
  /** True for the text of a script, which lies in a folder of its own. */
  readonly hasOwnFolder?: boolean;
  /** In a container: folders of the tree that are mounted there. */
  readonly mounts?: readonly Mount[];
}

/** A copy without one member. */
export function without(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  if (!set.has(name)) return set;
  const copy = new Set(set);
  copy.delete(name);
  return copy;
}

/** What is certain after code that may have run: everything it changed is unknown. */
export function merged(before: ShellState, after: ShellState): ShellState {
  const changed = after.environment.changedSince(before.environment);
  const written = new Map(before.written);
  for (const [name, setting] of after.written) if (before.written.get(name) !== setting) written.set(name, { ...setting, ...UNKNOWN });
  const open = before.environment.closed && !after.environment.closed;
  return {
    environment: open ? ANYTHING : changed.length === 0 ? before.environment : before.environment.forgotten(changed),
    hidden: before.hidden,
    written,
    cwd: before.cwd === after.cwd ? before.cwd : undefined,
    ...(before.inTree && { inTree: true }),
    ...(before.hasOwnFolder && { hasOwnFolder: true }),
    ...(before.mounts && { mounts: before.mounts }),
  };
}
