/** Build constraints: the lines above a package clause that say when a build takes the file, and what they come to. */

/** Written before go:build lines: alternatives apart by spaces, each a list of tags apart by commas. */
const PLUS_BUILD = /^\/\/[ \t]*\+build(?:[ \t](.*))?$/;
const GO_BUILD = /^\/\/go:build(?:[ \t](.*))?$/;
const PLUS_TAG = /^!?[\w.]+$/;
/** A bound on nesting: every level of `not` takes a token, and nobody writes a thousand. Longer constraints mean nothing. */
export const MAX_TOKENS = 1000;

/** The expression of the go:build line that counts, or what the `+build` lines come to as one; undefined where there is neither. */
export function constraintOf(text: string): string | undefined {
  // Most files have none, and then their comments need not be looked at.
  if (!text.includes('build')) return undefined;
  const { goBuild, plusBuild } = readHeader(text);
  if (goBuild !== undefined) return goBuild;
  // Each brings a token at least.
  const all = plusBuild.slice(0, MAX_TOKENS + 1).flatMap(line => alternatives(line) ?? []);
  return all.length === 0 ? undefined : all.map(line => `(${line})`).join(' && ');
}

/** As go/build reads it: `+build` lines count above a blank line only, and a block comment ends where they may stand. */
function readHeader(text: string): { readonly goBuild: string | undefined; readonly plusBuild: readonly string[] } {
  const pending: string[] = [];
  const plusBuild: string[] = [];
  let ended = false;
  let isInside = false;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).trim();
    at = end < 0 ? text.length : end + 1;
    if (line === '' && !ended) {
      for (const old of pending.splice(0)) plusBuild.push(old);
      continue;
    }
    if (!line.startsWith('//')) ended = true;
    const written = isInside ? undefined : GO_BUILD.exec(line);
    if (written) return { goBuild: (written[1] ?? '').trim(), plusBuild };
    const old = ended ? undefined : PLUS_BUILD.exec(line);
    if (old) pending.push(old[1] ?? '');
    const rest = withoutComments(line, isInside);
    if (rest === undefined) break;
    isInside = rest;
  }
  return { goBuild: undefined, plusBuild };
}

/** Whether a block comment is open at the end of the line; undefined when there is something else in the line. */
function withoutComments(line: string, isInside: boolean): boolean | undefined {
  let inside = isInside;
  for (let rest = line; rest !== ''; ) {
    if (inside) {
      const end = rest.indexOf('*/');
      if (end < 0) return true;
      rest = rest.slice(end + 2).trim();
      inside = false;
    } else if (rest.startsWith('//')) return false;
    else if (rest.startsWith('/*')) {
      rest = rest.slice(2);
      inside = true;
    } else return undefined;
  }
  return inside;
}

/** `a,!b c` as `(a && !b) || (c)`; undefined for what go does not read. */
function alternatives(line: string): string | undefined {
  const terms: string[][] = [];
  let left = MAX_TOKENS;
  for (const [list] of line.matchAll(/[^ \t]+/g)) {
    const tags = list.split(',', MAX_TOKENS + 1);
    if (!tags.every(tag => PLUS_TAG.test(tag))) return undefined;
    terms.push(tags);
    left -= tags.length;
    if (left < 0) break;
  }
  return terms.length === 0 ? undefined : terms.map(tags => `(${tags.join(' && ')})`).join(' || ');
}

/** Undefined when the expression is no constraint. */
export function evaluate(expression: string, has: (tag: string) => boolean): boolean | undefined {
  const tokens: string[] = [];
  for (const [token] of expression.matchAll(/&&|\|\||[!()]|[^\s!()&|]+/g)) if (tokens.push(token) > MAX_TOKENS) return undefined;
  if (tokens.length === 0) return undefined;
  const reader = new ExpressionReader(tokens, has);
  const value = reader.or();
  return reader.isAtEnd ? value : undefined;
}

class ExpressionReader {
  private at = 0;
  private failed = false;

  constructor(
    private readonly tokens: readonly string[],
    private readonly has: (tag: string) => boolean,
  ) {}

  get isAtEnd(): boolean {
    return !this.failed && this.at === this.tokens.length;
  }

  or(): boolean {
    let value = this.and();
    while (this.tokens[this.at] === '||') {
      this.at++;
      const right = this.and();
      value = value || right;
    }
    return value;
  }

  private and(): boolean {
    let value = this.not();
    while (this.tokens[this.at] === '&&') {
      this.at++;
      const right = this.not();
      value = value && right;
    }
    return value;
  }

  private not(): boolean {
    const token = this.tokens[this.at++];
    if (token === '!') return !this.not();
    if (token === '(') {
      const value = this.or();
      if (this.tokens[this.at++] !== ')') this.failed = true;
      return value;
    }
    if (token === undefined || token === ')' || token === '&&' || token === '||') {
      this.failed = true;
      return false;
    }
    return this.has(token);
  }
}
