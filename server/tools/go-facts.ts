/** Citations of server/docs/go-facts.md, such as “go-facts §4.4” or “go-facts A3 and §4.2”: found in a text, and made into links. */

const NAME = /\bgo-facts\b(?!\.)/;
/** What follows the name: sections, and the numbers of claims (E, A, P, C, R) and of pool misuse (M). */
const LABEL = /§\d+(?:\.\d+)?|\b[EAPCRM]\d+\b/g;

/** Labels that a text cites, as written (`§4.4`, `C20`). Undefined for a text that does not mention the document. */
export function citations(text: string): string[] | undefined {
  const start = text.search(NAME);
  return start < 0 ? undefined : (text.slice(start).match(LABEL) ?? []);
}

/** The text with each citation as a Markdown link; `page` is the path of the document for who reads the text. */
export function linkedCitations(text: string, page: string): string {
  const start = text.search(NAME);
  if (start < 0) return text;
  const parts = text.slice(start).split(/(`[^`]*`)/);
  const link = (label: string) => `[${label}](${page}#${anchorOf(label)})`;
  return text.slice(0, start) + parts.map(part => (part.startsWith('`') ? part : part.replace(LABEL, link))).join('');
}

/** Name of the anchor that a label leads to: `s4-4`, `c20`. */
export function anchorOf(label: string): string {
  return label.startsWith('§') ? `s${label.slice(1).replace('.', '-')}` : label.toLowerCase();
}

/** Names of the anchors that a Markdown document sets, in their order. */
export function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/<a id="([^"]+)"><\/a>/g)].map(m => m[1]!);
}
