/**
 * From Go 1.26 on `new(x)` takes a value; the grammar knows types there only, and loses its way. Where a value surely stands, `new` is hidden
 * from the parser behind a name of the same length, so that it reads a call like any other. Places stay the same, and trees take their text
 * from what the user wrote.
 */

/** A literal, an operator in front, or a name followed by what follows no type. Names that begin types are left out. */
const VALUE =
  /\bnew(?=\(\s*(?:["'`\d!&^+-]|<-(?!\s*chan\b)|(?!(?:chan|func|interface|map|struct)\b)[\p{L}_][\p{L}\p{N}_.]*\s*[-({+*/%<>=&|^]|(?:map)?\[[^\][\n]*\](?:[\p{L}\p{N}_.*]*[\p{L}\p{N}_])?(?<!\b(?:interface|struct))\{))/gu;
const HIDDEN = 'neW';

/** The text as the parser is to see it. */
export function hideNewOfValue(text: string): string {
  return text.includes('new(') ? text.replace(VALUE, HIDDEN) : text;
}
