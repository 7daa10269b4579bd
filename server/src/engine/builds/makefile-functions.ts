/** Functions of make over known words: `$(notdir a/b)`. */
import { baseName, parentOf } from '../base/paths.js';

const wordsIn = (text: string): string[] => text.split(/\s+/).filter(w => w !== '');
const each = (text: string, change: (word: string) => string): string => wordsIn(text).map(change).join(' ');

/** What comes of arguments that are known; `folder`: where make starts. */
type Run = (given: readonly string[], folder: string) => string;

/** By name, with how many arguments there are. */
const FUNCTIONS: ReadonlyMap<string, readonly [count: number, run: Run]> = new Map<string, readonly [number, Run]>([
  ['abspath', [1, ([text], folder) => each(text!, w => absolute(w, folder))]],
  ['notdir', [1, ([text]) => each(text!, baseName)]],
  ['strip', [1, ([text]) => wordsIn(text!).join(' ')]],
  ['firstword', [1, ([text]) => wordsIn(text!)[0] ?? '']],
  ['lastword', [1, ([text]) => wordsIn(text!).at(-1) ?? '']],
  ['word', [2, ([n, text]) => wordsIn(text!)[Number(n) - 1] ?? '']],
  ['addprefix', [2, ([prefix, text]) => each(text!, w => `${prefix}${w}`)]],
  ['addsuffix', [2, ([suffix, text]) => each(text!, w => `${w}${suffix}`)]],
  ['subst', [3, ([from, to, text]) => (from === '' ? text! : text!.split(from!).join(to))]],
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
  const [count] = known;
  const given = [...parts.slice(0, count - 1), parts.slice(count - 1).join(',')];
  return parts.length < count ? undefined : { name: start[1]!, given };
}

/** What it comes to with arguments that are known. */
export const resultOf = (name: string, given: readonly string[], folder: string): string => FUNCTIONS.get(name)![1](given, folder);

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
