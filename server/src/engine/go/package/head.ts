/** The head of a Go file. */

/** A comment's beginning, or a word that begins a declaration; indented ones are none of a file's own. */
const COMMENT_OR_DECLARATION = /\/\/|\/\*|^(?:func|type|var|const)\b/gm;

/** The part of a Go text that can hold imports: up to the first other declaration. Prose in comments is none. */
export function headOf(text: string): string {
  const next = new RegExp(COMMENT_OR_DECLARATION);
  for (let m = next.exec(text); m; m = next.exec(text)) {
    if (m[0] !== '//' && m[0] !== '/*') return text.slice(0, m.index);
    const end = m[0] === '//' ? text.indexOf('\n', m.index) : text.indexOf('*/', m.index + 2) + 1;
    if (end <= 0) return text;
    next.lastIndex = end + 1;
  }
  return text;
}
