/** Source text that fits into a sentence: on one line, and no longer than `longest`. */
export function excerpt(text: string, longest = 40): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** The same for what the compiler or the flow names, which needs more room to be told apart. */
export const LONG_EXCERPT = 60;
