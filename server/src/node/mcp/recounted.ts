/** Hunks with right numbers: those who write diffs by hand, people and agents alike, miscount. */

const HUNK = /^@@(?: -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@)?/;

/** The diff with the lines of each hunk counted anew, and empty lines taken for context. A hunk without numbers is looked for from the start. */
export function recounted(patch: string): string {
  const lines = patch.split(/\r?\n/);
  const out: string[] = [];
  for (let i = 0; i < lines.length; ) {
    const hunk = HUNK.exec(lines[i]!);
    if (!hunk) {
      out.push(lines[i++]!);
      continue;
    }
    const end = endOfHunk(lines, i + 1);
    const body = lines.slice(i + 1, end).map(line => (line === '' ? ' ' : line));
    // A line with another mark counts, so that who reads the diff stumbles over it.
    const without = (marks: string) => body.filter(line => !marks.includes(line[0]!)).length;
    out.push(`@@ -${hunk[1] ?? 1},${without('+\\')} +${hunk[2] ?? 1},${without('-\\')} @@`, ...body);
    i = end;
  }
  return out.at(-1) === '' ? out.join('\n') : `${out.join('\n')}\n`;
}

/** Where another hunk or file begins; empty lines before it, and at the end, belong to nothing. */
function endOfHunk(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && !/^(?:@@|diff --git )/.test(lines[end]!) && !isFile(lines, end)) end++;
  while (end > from && lines[end - 1] === '') end--;
  return end;
}

/** Removed and added lines may look like the first two. */
const isFile = (lines: readonly string[], at: number) => /^--- .*\n\+\+\+ .*\n@@/.test(lines.slice(at, at + 3).join('\n'));
