/** The record of a command other than go, from what the shell knows when it runs. */
import type { Environment } from './environment.js';
import { installedPackages } from './package-managers.js';
import { scriptCalled } from './script-call.js';
import type { RunCommand } from './shell-records.js';
import { type Field, looksElsewhere } from './shell-settings.js';
import type { ShellState } from './shell-state.js';

/** Tools that run what another file says. */
const CALLS = new Set(['make', 'gmake', 'goreleaser', 'docker', 'podman', 'buildah', 'nerdctl']);

export interface RunPlace extends Pick<RunCommand, 'span' | 'name' | 'certain' | 'onFailure' | 'container' | 'writes'> {
  /** What the command sees. */
  readonly environment: Environment;
  /** What the script saw at its beginning. */
  readonly begun: Environment;
  /** False where words stand before it that change its text. */
  readonly plain: boolean;
}

/** `words`: without those that only run another command. */
export function runRecord(words: readonly Field[], place: RunPlace, { cwd, written, environment: after }: ShellState): RunCommand {
  const { environment, begun, plain, onFailure, container, name, ...known } = place;
  const text = words.map(f => f.text);
  const installs = installedPackages(text);
  const isCall = name !== undefined && (CALLS.has(name) || scriptCalled(text) !== undefined);
  const call = isCall && { environment, written, ...(plain && { prefixAt: words[0]!.word.span.start }) };
  return {
    ...known,
    ...{ name, words: text, cwd },
    ...(onFailure && { onFailure }),
    ...([environment, after].some(e => looksElsewhere(e, begun)) && { looksElsewhere: true }),
    ...(installs && { installs }),
    ...(call && { call }),
    ...(container && { container }),
  };
}
