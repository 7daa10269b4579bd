const LONGEST = 40;

/** Source text for a message: on one line, and at most 40 characters long. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
