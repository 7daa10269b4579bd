/** Loaded parsers: everything the engine needs before it can read a text. One per thread. */
import { BashParser } from './bash.js';
import { GoParser } from './go-parser.js';
import { cursorRuntime, type Grammars, loadLanguage } from './grammars.js';
import type { ParserPace } from './patience.js';

export type { Grammars } from './grammars.js';

export class Engine {
  private constructor(
    readonly go: GoParser,
    readonly bash: BashParser,
  ) {}

  /** Rejects when a grammar cannot be loaded; then nothing works and the host says so. `pace`: `whole` for hosts that may hold their thread. */
  static async load(grammars: Grammars, pace: ParserPace = 'sliced'): Promise<Engine> {
    const go = await loadLanguage(grammars.core, grammars.go);
    const bash = await loadLanguage(grammars.core, grammars.bash);
    return new Engine(new GoParser(go, await cursorRuntime(grammars.core), pace), new BashParser(bash));
  }

  dispose(): void {
    this.go.dispose();
    this.bash.dispose();
  }
}
