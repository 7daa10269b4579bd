/** Asks of a file as it is typed, and holds the answers against what the judge says of the same text in the whole file. */
import type { Answers } from './answers.js';
import { kindOf, sourceOf, verdictOf } from './compare.js';
import type { JudgedExpression, JudgedFile, JudgedPackage } from './judged.js';
import type { Tally } from './tally.js';

export const PREFIXES = 'prefixes';
/** Every expression is asked at each cut of this ordinal; at the others those that end near the cut. */
const WHOLE_AT = 10;
const NEAR = 4_000;

/** An answer that is not the one of the whole file. Offsets of the expression are of strings, that of the cut of bytes. */
export interface Doubt {
  readonly path: string;
  readonly at: number;
  readonly expression: JudgedExpression;
  readonly ours: string;
}

export interface Typed {
  readonly doubts: Doubt[];
  /** Of the resolver, with the place of the cut. */
  readonly exceptions: string[];
}

/** Offsets at which the text ends, spread evenly; never within a character. */
export function cutsOf(text: string, count: number): number[] {
  const cuts = Math.min(count, text.length);
  return Array.from({ length: cuts }, (_, i) => {
    const at = Math.floor(((i + 1) * text.length) / (cuts + 1));
    return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
  });
}

export function compareTyping(file: JudgedFile, answers: Answers, cuts: readonly number[], tally: Tally): Typed {
  if (!answers.edit) return { doubts: [], exceptions: ['the resolver takes no edits'] };
  const typed: Typed = { doubts: [], exceptions: [] };
  for (const [i, at] of cuts.entries()) {
    const from = i % WHOLE_AT === 0 ? 0 : at - NEAR;
    try {
      answers.edit(file.path, file.text.slice(0, at));
      for (const e of file.expressions)
        if (e.end < at && e.end > from && !e.repeated) compareOne(file, e, at, answers, tally, typed.doubts);
    } catch (error) {
      typed.exceptions.push(`${sourceOf(file, { start: at, end: at }).place}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  answers.edit(file.path, file.text);
  return typed;
}

function compareOne(file: JudgedFile, e: JudgedExpression, at: number, answers: Answers, tally: Tally, doubts: Doubt[]): void {
  const answer = answers.typeOf(file.path, e.start, e.end);
  const verdict = verdictOf(e, answer);
  const ours = `${answer?.type} ${answer?.constant ?? ''}`.trim();
  tally.add(PREFIXES, kindOf(e), verdict, () => ({
    ...sourceOf(file, e),
    ours: `${ours}, cut at ${sourceOf(file, { start: at, end: at }).place.split(':').slice(-2).join(':')}`,
    theirs: `${e.mode} ${e.type} ${e.value}`.trim(),
  }));
  if (verdict === 'wrong') doubts.push({ path: file.path, at: Buffer.byteLength(file.text.slice(0, at)), expression: e, ours });
}

/** How many doubts go/types shares when it sees no more than the prefix. */
export async function shared(doubts: readonly Doubt[], cuts: AsyncIterable<JudgedPackage>): Promise<number> {
  const byPlace = new Map<string, Doubt[]>();
  for (const d of doubts) byPlace.set(`${d.path} ${d.at}`, [...(byPlace.get(`${d.path} ${d.at}`) ?? []), d]);
  let count = 0;
  for await (const pkg of cuts) {
    for (const file of pkg.files) {
      const said = new Map(file.expressions.map(e => [`${e.start} ${e.end} ${e.node}`, `${e.type} ${e.value}`.trim()]));
      for (const { expression: e, ours } of byPlace.get(`${file.path} ${file.size}`) ?? [])
        if (said.get(`${e.start} ${e.end} ${e.node}`) === ours) count++;
    }
  }
  return count;
}

/** The places that doubts are about, each once. */
export function placesOf(doubts: readonly Doubt[]): { path: string; at: number }[] {
  return [...new Map(doubts.map(({ path, at }) => [`${path} ${at}`, { path, at }])).values()];
}
