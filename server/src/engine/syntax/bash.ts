/**
 * Shell text -> small records of commands. Owns every web-tree-sitter object of the Bash grammar and frees each tree at once.
 *
 * Records say what is written, not what happens: variables stay variables. `maybe` marks what a successful run need not execute.
 */
import { type Language, Parser, type Tree } from 'web-tree-sitter';
import { type Sliced, whole } from '../base/slices.js';
import { plainScript } from './plain-script.js';
import { ScriptReader } from './script-reader.js';
import type { ShellScript } from './shell-node.js';

/** Longer scripts are not read (UTF-16 units). */
export const MAX_SCRIPT = 64 * 1024;
/** The grammar's scanner needs time with the square of these. */
const MAX_HEREDOCS = 50;
/**
 * The parser is given the text in chunks. It goes back while it mends errors, with the square of their number: what it reads again and again
 * tells how much it does. Scripts that people write take about a hundred chunks at most (1,300 of them measured).
 */
const CHUNK = 512;
const MAX_CHUNKS = 2000;
/** Then it rests: one to five milliseconds. */
const CHUNKS_PER_SLICE = 100;
/** The same where it does not go back. */
const CALLS_PER_SLICE = 16;

const NOTHING: ShellScript = { body: [], complete: false };

export class BashParser {
  /** Parsers that nobody uses: one that rests in a text cannot begin another. */
  private readonly free: Parser[] = [];

  /** Told of a text that is too long, or too broken to be mended in a reasonable number of steps. */
  protected leftOut: (why: 'long' | 'broken') => void = () => undefined;

  constructor(readonly language: Language) {}

  /** The same parser for one file, which tells of each script that it leaves out. */
  telling(leftOut: (why: 'long' | 'broken') => void): BashParser {
    return Object.assign(Object.create(this) as BashParser, { leftOut });
  }

  /** Never throws. `offsetAt` gives the place in the file of a place in `text`. */
  parse(text: string, offsetAt?: (index: number) => number): ShellScript {
    return whole(this.parsing(text, offsetAt));
  }

  /** The same in slices. */
  *parsing(text: string, offsetAt: (index: number) => number = i => i): Sliced<ShellScript> {
    if (text.length > MAX_SCRIPT || (text.match(/<</g)?.length ?? 0) > MAX_HEREDOCS) {
      this.leftOut('long');
      return NOTHING;
    }
    const plain = plainScript({ text, offsetAt });
    return plain ? { body: plain, complete: true } : yield* this.byGrammar(text, offsetAt);
  }

  /** What the grammar makes of it, plain or not. */
  *byGrammar(text: string, offsetAt: (index: number) => number = i => i): Sliced<ShellScript> {
    const tree = yield* this.parsingTree(text);
    if (!tree) {
      this.leftOut('broken');
      return NOTHING;
    }
    try {
      const reader = new ScriptReader({ text, offsetAt });
      const body = yield* reader.script(tree.rootNode);
      return { body, complete: reader.complete };
    } finally {
      tree.delete();
    }
  }

  /** Undefined when the text is too broken to be parsed in a reasonable number of steps. */
  private *parsingTree(text: string): Sliced<Tree | undefined> {
    const parser = this.free.pop() ?? new Parser().setLanguage(this.language);
    let chunks = 0;
    const chunk = (index: number) => {
      chunks++;
      return text.slice(index, index + CHUNK);
    };
    try {
      for (;;) {
        let left = CALLS_PER_SLICE;
        const until = chunks + CHUNKS_PER_SLICE;
        const tree = parser.parse(chunk, null, { progressCallback: () => --left < 0 || chunks > until });
        if (tree) return tree;
        if (chunks > MAX_CHUNKS) return undefined;
        yield;
      }
    } finally {
      parser.reset();
      this.free.push(parser);
    }
  }

  dispose(): void {
    for (const parser of this.free.splice(0)) parser.delete();
  }
}
