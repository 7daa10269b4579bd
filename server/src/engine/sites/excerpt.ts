/** Source text that fits into a sentence: on one line, without comments, and no longer than `longest`. */
export function excerpt(text: string, longest = 40): string {
  const line = (text.includes('//') ? text.slice(0, MOST_READ).replace(COMMENT, '$1') : text).replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** More of a text with comments is not looked at. */
const MOST_READ = 2000;
/** What stands before a comment at the end of a line: two slashes in quotes begin none. */
const COMMENT = /^((?:[^"`'/\r\n\u2028\u2029]|\/(?!\/)|"(?:[^"\\\r\n]|\\.)*"|`[^`]*`|'(?:[^'\\\r\n]|\\.)*')*)\/\/.*/gm;

/** The same for what the compiler or the flow names, which needs more room to be told apart. */
export const LONG_EXCERPT = 60;
