/** What the command line needs from its process. */
import type { Bundle } from '../../engine/base/wording.js';
import type { Grammars } from '../../engine/syntax/engine.js';
import type { ServeTools } from '../mcp/tool-server.js';

export type Colours = 'always' | 'never';

/** What the program needs from its process; tests give their own. */
export interface Terminal {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** What the words of the command line say of colours; not given: what the stream and the environment say. */
  readonly colour?: Colours;
  readonly version: string;
  grammars(): Grammars;
  /** The texts of a language; empty where there is no translation. */
  bundle(locale: string): Bundle;
  readonly workerScript: string | undefined;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Runs the language server over stdin and stdout until its client goes. */
  serve(): Promise<void>;
  /** Answers agents over stdin and stdout until their client goes. */
  readonly serveTools: ServeTools;
}

/** Whether a stream is written in colours: `--color` wins, then NO_COLOR, FORCE_COLOR, and what the stream is (no-color.org; empty counts as unset). */
export function hasColour({ env, colour }: Terminal, isTerminal: boolean): boolean {
  if (colour) return colour === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}
