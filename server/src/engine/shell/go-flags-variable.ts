/** GOFLAGS, letter by letter as the go command reads it (`quoted.Split` of cmd/internal/quoted, `SetFromGOFLAGS` of cmd/go/internal/base). */

export interface GoFlagsVariable {
  /** By name without dashes; undefined where the item has no `=`. The last one of a name counts. */
  readonly flags: ReadonlyMap<string, string | undefined>;
  /** The first item that stops every go command but `go env`: it is no flag, or its quote has no end. Names are not judged. */
  readonly refused?: string;
}

/** A blank of other alphabets is none, and a quote counts only where an item begins. What follows its end is the next item. */
const ITEM = /"([^"]*)"|'([^']*)'|([^ \t\n\r]+)/g;

/** `-flag`, `--flag`, each with or without `=value`. */
const FLAG = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/;

export function readGoFlagsVariable(text: string): GoFlagsVariable {
  const flags = new Map<string, string | undefined>();
  let refused: string | undefined;
  for (const [, double, single, bare] of text.matchAll(ITEM)) {
    const item = double ?? single ?? bare ?? '';
    // Only without its other half is a quote the first character of a bare item, and then the rest is not read.
    if (bare !== undefined && /^["']/.test(bare)) return { flags, refused: refused ?? bare };
    const flag = FLAG.exec(item);
    if (flag) flags.set(flag[1]!, flag[2]);
    else refused ??= item;
  }
  return { flags, ...(refused !== undefined && { refused }) };
}
