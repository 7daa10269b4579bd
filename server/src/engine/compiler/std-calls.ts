/**
 * Functions of the standard library that hand an argument to a method of an interface which they get too: whose method that is, and its name. What
 * they call is what a reader wants to know of them. `live-causes.test.ts` asks the compiler for each.
 */
interface HandsOn {
  /** By number, from 0. */
  readonly given: number;
  readonly owner: number;
  readonly method: string;
}

export const HANDS_ON: ReadonlyMap<string, HandsOn> = new Map([
  ['io.ReadFull', { given: 1, owner: 0, method: 'Read' }],
  ['io.ReadAtLeast', { given: 1, owner: 0, method: 'Read' }],
]);
