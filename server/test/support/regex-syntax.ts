/** Regular expressions as trees. */

export type Item =
  | { readonly kind: 'char'; readonly test: (c: string) => boolean; readonly samples: readonly string[] }
  | { readonly kind: 'sequence' | 'choice'; readonly items: readonly Item[] }
  | { readonly kind: 'loop'; readonly item: Item; readonly min: number; readonly max: number; readonly lazy: boolean }
  | { readonly kind: 'look'; readonly item: Item; readonly behind: boolean; readonly negative: boolean }
  | { readonly kind: 'place'; readonly what: string }
  | { readonly kind: 'back' };

/** Characters that expressions tell apart. */
export const ALPHABET = [...'aAgGzZ09_ \t\n\r.,;:!?-+*/\\|&$#@%^~`\'"()[]{}<>=é\0'];

class Parser {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly flags: string,
  ) {}

  parse(): Item {
    const item = this.choice();
    if (this.at < this.source.length) throw new Error(`unread: ${this.source.slice(this.at)}`);
    return item;
  }

  private choice(): Item {
    const items = [this.sequence()];
    while (this.take('|')) items.push(this.sequence());
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  private sequence(): Item {
    const items: Item[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at]!)) items.push(this.repeated(this.atom()));
    return { kind: 'sequence', items };
  }

  private repeated(item: Item): Item {
    const m = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})(\??)/.exec(this.source.slice(this.at));
    if (!m) return item;
    this.at += m[0].length;
    const [min, max] =
      m[1] === undefined
        ? [m[0][0] === '+' ? 1 : 0, m[0][0] === '?' ? 1 : Number.POSITIVE_INFINITY]
        : [Number(m[1]), m[2] === '' ? Number(m[1]) : m[3] === '' ? Number.POSITIVE_INFINITY : Number(m[3])];
    return { kind: 'loop', item, min, max, lazy: m[4] === '?' };
  }

  private atom(): Item {
    const look = /^\((?:\?(<?[=!]|:|<\w+>))?/.exec(this.source.slice(this.at));
    if (look) {
      this.at += look[0].length;
      const item = this.choice();
      this.at++;
      const [what = ''] = look.slice(1);
      if (!/[=!]$/.test(what)) return item;
      return { kind: 'look', item, behind: what.startsWith('<'), negative: what.endsWith('!') };
    }
    if (this.take('^')) return { kind: 'place', what: '^' };
    if (this.take('$')) return { kind: 'place', what: '$' };
    const escaped = /^\\(?:([bB])|([1-9]\d*|k<\w+>))/.exec(this.source.slice(this.at));
    if (escaped) {
      this.at += escaped[0].length;
      return escaped[1] ? { kind: 'place', what: escaped[1] } : { kind: 'back' };
    }
    const m = /^(?:\[(?:[^\]\\]|\\[\s\S])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Z]|[\s\S])|[\s\S])/u.exec(
      this.source.slice(this.at),
    )!;
    this.at += m[0].length;
    return char(m[0], this.flags);
  }

  private take(c: string): boolean {
    if (this.source[this.at] !== c) return false;
    this.at++;
    return true;
  }
}

function char(source: string, flags: string): Item {
  const one = new RegExp(`^(?:${source})$`, flags.replace(/[gmy]/g, ''));
  const known = new Map<string, boolean>();
  const test = (c: string): boolean => {
    let answer = known.get(c);
    if (answer === undefined) {
      answer = one.test(c);
      known.set(c, answer);
    }
    return answer;
  };
  const literal = source.replace(/^\\(?=[^a-zA-Z\d])/, '');
  const samples = [...new Set([...(test(literal) ? [literal] : []), ...ALPHABET.filter(test)])];
  return { kind: 'char', test, samples: [...samples.slice(0, 2), ...samples.filter(c => /\s/.test(c)).slice(0, 2)] };
}

export function parseRegex(source: string, flags: string): Item {
  return new Parser(source, flags).parse();
}
