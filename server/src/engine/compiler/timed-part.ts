/** Which part of a benchmark is run again and again: what is made before its loop is made once. */

/** Where the timed part begins, at the latest. */
const LOOP = /\bfor\b[^{\n]{0,100}\.(?:N\b|Loop\(\))|\.(?:RunParallel|ResetTimer)\(/;

/**
 * The text of a function from its parameters on, without what a benchmark does before its loop; closures stand for the calls of them. A
 * benchmark without a loop hands its `*testing.B` to a helper that has one. Other functions are left whole.
 */
export function timedPart(text: string): string {
  const parameter = /^\([^)]*?(?<![\p{L}\p{N}_])([\p{L}_][\p{L}\p{N}_]*)\s+\*testing\.B\b/u.exec(text)?.[1];
  if (parameter === undefined) return text;
  const at = text.search(LOOP);
  if (at >= 0) return closures(text.slice(0, at)) + text.slice(at);
  const helpers = text.split('\n').filter((line, i) => i > 0 && new RegExp(`[(,]\\s*${parameter}\\s*[,)]`).test(line));
  return helpers.length > 0 ? helpers.join('\n') : text;
}

/** The bodies of function literals, and what is behind the head of one that the text ends in. */
function closures(text: string): string {
  let out = '';
  // The benchmark's own body is behind its parameters.
  for (const { index } of text.slice(1).matchAll(/\bfunc\b/g)) {
    const start = text.indexOf('{', index);
    if (start < 0) continue;
    let depth = 0;
    let end = start;
    for (; end < text.length; end++) {
      if (text[end] === '{') depth++;
      else if (text[end] === '}' && --depth === 0) break;
    }
    out += `${text.slice(start, end)}\n`;
  }
  return out;
}
