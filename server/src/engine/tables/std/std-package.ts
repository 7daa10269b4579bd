/** One package of the standard library as a release has it, read from its piece of the table. */

import { type FunctionFacts, readFunctionFacts } from './function-facts.js';
import { firstRelease, holding, withoutRange } from './std-lines.js';

/** Parts of a piece, in this order. */
const API = 0;
const MEMBERS = 1;
const FUNCTIONS = 2;
/** The first release whose compiler says what is written through a parameter. */
const SAYS_TOUCHES = 22;

export class StdPackage {
  private readonly parts: readonly (readonly string[])[];
  private first: ReadonlyMap<string, number> | undefined;
  private functions: ReadonlyMap<string, FunctionLines> | undefined;

  /** `release` is one that the table has (`nearestRelease`). */
  constructor(
    readonly path: string,
    piece: string,
    readonly release: number,
  ) {
    this.parts = partsOf(piece);
  }

  /**
   * Go text that declares what others can ask about: one declaration a line, functions without bodies, variables with their types, constants
   * with their values. A type that is mentioned and not declared can only be reached through references in unexported fields.
   */
  get text(): string {
    return `${this.lines(API).join('\n')}\n`;
  }

  /**
   * The release of Go, as its second number, in which a package-level name (`Get`), a method or a field (`Server.Protocols`) appeared;
   * undefined when the oldest release of the table has it, or none.
   */
  since(symbol: string): number | undefined {
    this.first ??= this.readFirst();
    return this.first.get(symbol);
  }

  /**
   * What the compiler says of a function (`Get`) or a method (`Server.Close`), under the type that declares it. Undefined for what is no function
   * of the package in this release, for methods of interfaces, and where nobody knows.
   */
  compiled(symbol: string): FunctionFacts | undefined {
    this.functions ??= this.readFunctions();
    const known = this.functions.get(symbol);
    if (known) known.facts ??= readFunctionFacts(known.lines, !known.isGeneric && this.release >= SAYS_TOUCHES);
    return known?.facts;
  }

  private lines(part: number): string[] {
    return (this.parts[part] ?? []).flatMap(line => holding(line, this.release) ?? []);
  }

  private readFirst(): ReadonlyMap<string, number> {
    const first = new Map<string, number>();
    const always = new Set<string>();
    for (const line of [...(this.parts[API] ?? []), ...(this.parts[MEMBERS] ?? [])]) {
      const symbol = symbolOf(withoutRange(line));
      if (symbol === undefined || always.has(symbol)) continue;
      const release = firstRelease(line);
      if (release === undefined) {
        always.add(symbol);
        first.delete(symbol);
      } else first.set(symbol, Math.min(release, first.get(symbol) ?? release));
    }
    return first;
  }

  private readFunctions(): ReadonlyMap<string, FunctionLines> {
    const functions = new Map<string, FunctionLines>();
    for (const line of this.lines(API)) {
      const symbol = line.startsWith('func ') && symbolOf(line);
      if (symbol) functions.set(symbol, { isGeneric: GENERIC.test(line), lines: [] });
    }
    for (const line of this.lines(FUNCTIONS)) {
      const space = line.indexOf(' ');
      functions.get(line.slice(0, space))?.lines.push(line.slice(space + 1));
    }
    return functions;
  }
}

/** An empty line ends a part, which may be empty itself. */
function partsOf(piece: string): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of piece.trimEnd().split('\n')) {
    if (line === '') parts.push([]);
    else parts.at(-1)!.push(line);
  }
  return parts;
}

interface FunctionLines {
  readonly isGeneric: boolean;
  readonly lines: string[];
  /** What they say, once somebody has asked. */
  facts?: FunctionFacts | undefined;
}

const DECLARED = /^(?:(?:const|var|type|func) (\w+)|func \((?:\w+ )?\*?(\w+)(?:\[[^\]]*\])?\) (\w+)|(\w+\.\w+)$)/;
const GENERIC = /^func (?:\w+\[|\((?:\w+ )?\*?\w+\[|\([^)]*\) \w+\[)/;

/** `Get` of `func Get(…)`, `Server.Close` of its method; undefined for a line that declares nothing. */
function symbolOf(line: string): string | undefined {
  const match = DECLARED.exec(line);
  if (!match) return undefined;
  return match[1] ?? match[4] ?? `${match[2]}.${match[3]}`;
}
