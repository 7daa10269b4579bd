/** `$(NAME)` and its kind in the text of a Makefile: where one ends, and which variables it names. */

/** The end of `$(…)`, with brackets inside, or of `$x`. */
export function referenceEnd(text: string, start: number): number {
  const open = text[start + 1];
  const close = open === '(' ? ')' : open === '{' ? '}' : undefined;
  if (close === undefined) return Math.min(start + 2, text.length);
  let depth = 0;
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i + 1;
  }
  return text.length;
}

/** Variables that a text names as `$(NAME)` or `${NAME}`, in its order. */
export const referredNames = (text: string): string[] => [...text.matchAll(/\$[({]([\w.-]+)[)}]/g)].map(m => m[1]!);

/** What `+=` leaves. What it adds to is unknown where the file has not set it. */
export function appended(before: string | undefined, value: string): string {
  return `${before ?? UNKNOWN_REFERENCE} ${value.trim()}`.trim();
}

/** A reference that nothing is filled in for. */
export const UNKNOWN_REFERENCE = '$(+=)';
