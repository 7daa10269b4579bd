/**
 * Patterns as .gitignore has them (gitignore(5)), for paths with `/`. Matching never goes back further than to the last star, so that no pattern of a
 * stranger takes long: of a library that makes regular expressions of them `*a*a*a*a*b` may.
 */

/** What the last pattern that is like a path says of it; undefined where none is. */
export type PatternAnswer = 'left out' | 'kept' | undefined;

interface OneSign {
  readonly is: (code: number) => boolean;
}

type Sign = OneSign | 'star';

/** `**`: any folders, or none. */
type Segment = readonly Sign[] | 'folders';

interface Pattern {
  /** Of the whole path; of its last name alone where no slash places it. */
  readonly segments: readonly Segment[];
  readonly isPlaced: boolean;
  readonly keeps: boolean;
  readonly foldersOnly: boolean;
}

/** Nobody writes more; the others are not read. */
const MAX_PATTERNS = 1000;
const MAX_LENGTH = 1000;

export class Patterns {
  private readonly patterns: readonly Pattern[];

  constructor(lines: readonly string[]) {
    this.patterns = lines.slice(0, MAX_PATTERNS).flatMap(line => readPattern(line) ?? []);
  }

  static ofText(text: string): Patterns {
    return new Patterns(text.split(/\r?\n/));
  }

  /** `path`: from the folder of the patterns on, without a `/` at its ends. Nothing is asked about the folders that it lies in. */
  of(path: string, isFolder: boolean): PatternAnswer {
    const names = path.split('/');
    const last = names.slice(-1);
    for (let i = this.patterns.length - 1; i >= 0; i--) {
      const { segments, isPlaced, keeps, foldersOnly } = this.patterns[i]!;
      if ((isFolder || !foldersOnly) && isLike(isPlaced ? names : last, segments)) return keeps ? 'kept' : 'left out';
    }
    return undefined;
  }

  /** What the last pattern says that is like the path or a folder above it: as .dockerignore has it, where a folder's files may be kept. */
  ofAll(path: string): PatternAnswer {
    const names = path.split('/');
    for (let i = this.patterns.length - 1; i >= 0; i--) {
      const { segments, keeps } = this.patterns[i]!;
      if (names.some((_, n) => isLike(names.slice(0, n + 1), segments))) return keeps ? 'kept' : 'left out';
    }
    return undefined;
  }

  /** True of a path that is left out, or lies in a folder that is: what is below it is never kept. */
  leaveOut(path: string): boolean {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
      if (this.of(path.slice(0, end), true) === 'left out') return true;
    return this.of(path, false) === 'left out';
  }
}

function readPattern(line: string): Pattern | undefined {
  if (line.length > MAX_LENGTH || line.startsWith('#')) return undefined;
  let text = withoutBlanks(line);
  const keeps = text.startsWith('!');
  if (keeps) text = text.slice(1);
  const foldersOnly = text.endsWith('/');
  if (foldersOnly) text = text.slice(0, -1);
  const isPlaced = text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  if (text === '') return undefined;
  const segments = text.split('/').map((name): Segment => (name === '**' ? 'folders' : signsOf(name)));
  // What a folder holds, and not the folder: one name at least.
  if (segments.at(-1) === 'folders') segments.push(['star']);
  return { segments, isPlaced, keeps, foldersOnly };
}

/** Blanks at the end mean nothing unless a `\` stands before them. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}

const SLASH = 47;

function signsOf(name: string): Sign[] {
  const out: Sign[] = [];
  for (let i = 0; i < name.length; i++) {
    const sign = name[i]!;
    const end = sign === '[' ? endOfClass(name, i) : -1;
    if (sign === '*') {
      if (out.at(-1) !== 'star') out.push('star');
    } else if (sign === '?') out.push({ is: code => code !== SLASH });
    else if (end > 0) {
      out.push(classOf(name.slice(i + 1, end)));
      i = end;
    } else {
      if (sign === '\\' && i + 1 < name.length) i++;
      const own = name.charCodeAt(i);
      out.push({ is: code => code === own });
    }
  }
  return out;
}

/** Place of the `]` of a class that begins at `start`; -1 where nobody closes it. A `]` in the first place belongs to it. */
function endOfClass(name: string, start: number): number {
  const first = name[start + 1] === '!' || name[start + 1] === '^' ? start + 2 : start + 1;
  return name.indexOf(']', first + 1);
}

function classOf(content: string): Sign {
  const isNot = content.startsWith('!') || content.startsWith('^');
  const ranges: (readonly [number, number])[] = [];
  for (let i = isNot ? 1 : 0; i < content.length; i++) {
    const from = content.charCodeAt(i);
    const isRange = content[i + 1] === '-' && i + 2 < content.length;
    ranges.push([from, isRange ? content.charCodeAt(i + 2) : from]);
    if (isRange) i += 2;
  }
  return { is: code => ranges.some(([from, to]) => code >= from && code <= to) !== isNot };
}

const isLike = (names: readonly string[], segments: readonly Segment[]): boolean =>
  fits<readonly Sign[], 'folders'>(names.length, segments, 'folders', (segment, n) => isName(names[n]!, segment));

const isName = (name: string, signs: readonly Sign[]): boolean =>
  fits<OneSign, 'star'>(name.length, signs, 'star', (sign, n) => sign.is(name.charCodeAt(n)));

/**
 * Whether so many members are like a pattern, in which `any` stands for some of them, or none. Goes back to the last `any` only, which is enough: what
 * an earlier one would take, that one can.
 */
function fits<P, A extends string>(count: number, pattern: readonly (P | A)[], any: A, isMember: (part: P, n: number) => boolean): boolean {
  let [n, p] = [0, 0];
  let [backMember, backPart] = [0, -1];
  while (n < count) {
    const part = pattern[p];
    if (part === any) {
      backPart = ++p;
      backMember = n;
    } else if (part !== undefined && isMember(part as P, n)) {
      n++;
      p++;
    } else if (backPart >= 0) {
      n = ++backMember;
      p = backPart;
    } else return false;
  }
  while (pattern[p] === any) p++;
  return p === pattern.length;
}
