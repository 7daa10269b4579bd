/** Whether a translation can take the place of the English texts: the same ids, and in each text the same arguments. */
import type { Bundle } from './wording.js';

export type BundleProblem =
  /** No English text has this id: the translation is left over, or mistyped. */
  | { readonly id: string; readonly kind: 'unknown id' }
  /** The English text names this argument and the translation does not, so the reader would miss it. */
  | { readonly id: string; readonly kind: 'missing argument'; readonly name: string }
  /** Nothing fills this placeholder: it would be shown as it is. */
  | { readonly id: string; readonly kind: 'unknown argument'; readonly name: string }
  /** The English text has a help behind a line break and the translation has none, or the other way round. */
  | { readonly id: string; readonly kind: 'help' };

/** Empty for a good translation. A text that it lacks is no problem: that one stays English. */
export function bundleProblems(bundle: Bundle, english: ReadonlyMap<string, string>): BundleProblem[] {
  return Object.entries(bundle).flatMap(([id, text]) => {
    const original = english.get(id);
    return original === undefined ? [{ id, kind: 'unknown id' as const }] : problemsOf(id, text, original);
  });
}

function problemsOf(id: string, text: string, original: string): BundleProblem[] {
  const [wanted, given] = [namesIn(original), namesIn(text)];
  const only = (some: ReadonlySet<string>, others: ReadonlySet<string>) => [...some].filter(name => !others.has(name));
  return [
    ...only(wanted, given).map(name => ({ id, kind: 'missing argument' as const, name })),
    ...only(given, wanted).map(name => ({ id, kind: 'unknown argument' as const, name })),
    ...(text.includes('\n') === original.includes('\n') ? [] : [{ id, kind: 'help' as const }]),
  ];
}

const namesIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]!));
