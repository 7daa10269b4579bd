/** One package of the standard library as a release has it, read from its piece of the table. */

import { firstRelease, holding, withoutRange } from './std-lines.js';

/** Parts of a piece, in this order, with an empty line between them. */
const PARTS = /\n\n/;

export class StdPackage {
  private readonly parts: readonly string[];
  private first: ReadonlyMap<string, number> | undefined;

  /** `release` is one that the table has (`nearestRelease`). */
  constructor(
    readonly path: string,
    piece: string,
    readonly release: number,
  ) {
    this.parts = piece.trimEnd().split(PARTS);
  }

  /**
   * Go text that declares what others can ask about: one declaration a line, functions without bodies, variables with their types, constants
   * with their values. A type that is mentioned and not declared can only be reached through references in unexported fields.
   */
  get text(): string {
    return `${this.lines(0).join('\n')}\n`;
  }

  /**
   * The release of Go, as its second number, in which a package-level name (`Get`), a method or a field (`Server.Protocols`) appeared;
   * undefined when the oldest release of the table has it, or none.
   */
  since(symbol: string): number | undefined {
    this.first ??= this.readFirst();
    return this.first.get(symbol);
  }

  private lines(part: number): string[] {
    const all = this.parts[part]?.split('\n') ?? [];
    return all.flatMap(line => holding(line, this.release) ?? []);
  }

  private readFirst(): ReadonlyMap<string, number> {
    const first = new Map<string, number>();
    const always = new Set<string>();
    for (const line of [...(this.parts[0]?.split('\n') ?? []), ...(this.parts[1]?.split('\n') ?? [])]) {
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
}

const DECLARED = /^(?:(?:const|var|type|func) (\w+)|func \((?:\w+ )?\*?(\w+)(?:\[[^\]]*\])?\) (\w+)|(\w+\.\w+)$)/;

/** `Get` of `func Get(…)`, `Server.Close` of its method; undefined for a line that declares nothing. */
function symbolOf(line: string): string | undefined {
  const match = DECLARED.exec(line);
  if (!match) return undefined;
  return match[1] ?? match[4] ?? `${match[2]}.${match[3]}`;
}
