/** What the command line needs from its process. */
import type { Bundle } from '../../engine/base/wording.js';
import type { Grammars } from '../../engine/syntax/engine.js';

/** What the program needs from its process; tests give their own. */
export interface Terminal {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly version: string;
  grammars(): Grammars;
  /** The texts of a language; empty where there is no translation. */
  bundle(locale: string): Bundle;
  readonly workerScript: string | undefined;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Runs the language server over stdin and stdout until its client goes. */
  serve(): Promise<void>;
}
