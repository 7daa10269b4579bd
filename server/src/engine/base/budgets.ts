/**
 * How many steps something may take. A constant for each of many is no limit for all of them, so a budget follows from what is read: the size of
 * the text that the steps are for, or the number of those who ask the same files. So it is the same whoever is read first, in whatever thread.
 */

/** For one text: so many steps for each of its pieces, beside some that every text may take. */
export function inProportion(pieces: number, each: number, { least, most }: { readonly least: number; readonly most: number }): number {
  return Math.min(most, least + each * pieces);
}

/** For one of several who look at the same files: its share of what all of them may take. */
export function shareOf(all: number, askers: number, { least, most }: { readonly least: number; readonly most: number }): number {
  return Math.max(least, Math.min(most, Math.floor(all / Math.max(1, askers))));
}
