/** Functions of make over known words: `$(notdir a/b)`. */
import { baseName, parentOf } from '../base/paths.js';

type Words = (texts: readonly string[]) => string;

const each = (change: (word: string) => string) => (text: string) => wordsIn(text).map(change).join(' ');

const wordsIn = (text: string): string[] => text.split(/\s+/).filter(w => w !== '');

/** By name, with what stands between the commas. `folder`: where make starts. */
const FUNCTIONS: ReadonlyMap<string, { readonly arguments: number; readonly run: (folder: string) => Words }> = new Map([
  [
    'abspath',
    {
      arguments: 1,
      run:
        (folder: string) =>
        ([text]: readonly string[]) =>
          each(w => absolute(w, folder))(text!),
    },
  ],
  [
    'notdir',
    {
      arguments: 1,
      run:
        () =>
        ([text]: readonly string[]) =>
          each(baseName)(text!),
    },
  ],
  [
    'strip',
    {
      arguments: 1,
      run:
        () =>
        ([text]: readonly string[]) =>
          each(w => w)(text!),
    },
  ],
  [
    'firstword',
    {
      arguments: 1,
      run:
        () =>
        ([text]: readonly string[]) =>
          wordsIn(text!)[0] ?? '',
    },
  ],
  [
    'lastword',
    {
      arguments: 1,
      run:
        () =>
        ([text]: readonly string[]) =>
          wordsIn(text!).at(-1) ?? '',
    },
  ],
  [
    'word',
    {
      arguments: 2,
      run:
        () =>
        ([n, text]: readonly string[]) =>
          wordsIn(text!)[Number(n) - 1] ?? '',
    },
  ],
  [
    'addprefix',
    {
      arguments: 2,
      run:
        () =>
        ([prefix, text]: readonly string[]) =>
          each(w => `${prefix}${w}`)(text!),
    },
  ],
  [
    'addsuffix',
    {
      arguments: 2,
      run:
        () =>
        ([suffix, text]: readonly string[]) =>
          each(w => `${w}${suffix}`)(text!),
    },
  ],
  [
    'subst',
    {
      arguments: 3,
      run:
        () =>
        ([from, to, text]: readonly string[]) =>
          from === '' ? text! : text!.split(from!).join(to),
    },
  ],
]);

function absolute(path: string, folder: string): string {
  if (path.startsWith('/') || path.startsWith(folder)) return path;
  return `${folder}${path.replace(/^\.\//, '')}`;
}

/** The name of the function and its arguments as written; undefined for what calls none of these. */
export function functionCall(reference: string): { readonly name: string; readonly given: readonly string[] } | undefined {
  const start = /^\$[({]([a-z]+)[ \t]+/.exec(reference);
  const known = start ? FUNCTIONS.get(start[1]!) : undefined;
  if (!start || !known) return undefined;
  const parts = argumentsIn(reference.slice(start[0].length, -1));
  // What is too much belongs to the last one, commas included.
  const given = [...parts.slice(0, known.arguments - 1), parts.slice(known.arguments - 1).join(',')];
  return parts.length < known.arguments ? undefined : { name: start[1]!, given };
}

/** What it comes to with arguments that are known. */
export const resultOf = (name: string, given: readonly string[], folder: string): string => FUNCTIONS.get(name)!.run(folder)(given);

/** At the commas that stand in no brackets. */
function argumentsIn(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '(' || c === '{') depth++;
    else if (c === ')' || c === '}') depth--;
    else if (c === ',' && depth === 0) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...out, text.slice(from)];
}

/** `$@`, `$(@F)` and `$(@D)` of a target's recipe; undefined for other references. */
export function automatic(reference: string, target: string | undefined): string | undefined {
  if (target === undefined || target.includes('%') || target.includes('$')) return undefined;
  switch (reference.replace(/^\$[({](.*)[)}]$/, '$$$1')) {
    case '$@':
      return target;
    case '$@F':
      return baseName(target);
    case '$@D':
      return target.includes('/') ? parentOf(target) : '.';
    default:
      return undefined;
  }
}
