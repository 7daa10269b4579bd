/** Asks of a file as it is typed, and holds the answers against what the judge says of the same text in the whole file. */
import type { Answers, TypeAnswer } from './answers.js';
import { kindOf, sourceOf, verdictOf } from './compare.js';
import type { JudgedExpression, JudgedFile, JudgedPackage } from './judged.js';
import type { Count, Tally, Verdict } from './tally.js';

export const PREFIXES = 'prefixes';

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
  const typing = new Typing(file, answers, tally);
  const exceptions: string[] = [];
  for (const at of cuts) {
    try {
      answers.edit(file.path, file.text.slice(0, at));
      typing.compare(at);
    } catch (error) {
      exceptions.push(`${sourceOf(file, { start: at, end: at }).place}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  answers.edit(file.path, file.text);
  return { doubts: [...typing.doubts.values()], exceptions };
}

/** What was counted in one part of the file, which holds at all cuts at which the answers for it are the same. */
interface Counted {
  readonly start: number;
  /** The part ended before the cut. */
  readonly isWhole: boolean;
  readonly expressions: number;
  readonly counts: ReadonlyMap<string, Count>;
}

class Typing {
  /** Each answer once, however many cuts have it. */
  readonly doubts = new Map<string, Doubt>();
  private readonly expressions: readonly JudgedExpression[];
  /** Their ends in order: how many end before a cut. */
  private readonly ends: readonly number[];
  private readonly counted = new WeakMap<object, Counted>();
  private readonly kinds = new Map<JudgedExpression, string>();

  constructor(
    private readonly file: JudgedFile,
    private readonly answers: Answers,
    private readonly tally: Tally,
  ) {
    this.expressions = file.expressions.filter(e => !e.repeated).sort((a, b) => a.start - b.start);
    this.ends = this.expressions.map(e => e.end).sort((a, b) => a - b);
  }

  /** Every expression that ends before the cut: something may be typed on to one that ends at it. */
  compare(at: number): void {
    const parts = this.answers.parts?.(this.file.path) ?? [{ start: 0, end: at, answers: {} }];
    let left = firstAt(this.ends, at);
    for (const { start, end, answers } of parts) {
      const isWhole = end < at;
      let known = this.counted.get(answers);
      if (known?.start !== start || !known.isWhole || !isWhole) {
        const inside = this.inside(start, Math.min(end + 1, at));
        const holds = known?.start === start && known.expressions === inside.length;
        known = { start, isWhole, expressions: inside.length, counts: holds ? known!.counts : this.count(inside, at) };
        this.counted.set(answers, known);
      }
      this.tally.addAll(PREFIXES, known.counts);
      left -= known.expressions;
    }
    if (left > 0) this.tally.addAll(PREFIXES, new Map([['in no declaration that is read', { right: 0, unknown: left, wrong: 0 }]]));
  }

  /** Those that begin at `start` or behind and end before `end`. */
  private inside(start: number, end: number): JudgedExpression[] {
    const out: JudgedExpression[] = [];
    let from = 0;
    for (let to = this.expressions.length; from < to; ) {
      const middle = (from + to) >> 1;
      if (this.expressions[middle]!.start < start) from = middle + 1;
      else to = middle;
    }
    for (let e = this.expressions[from]; e && e.start < end; e = this.expressions[++from]) if (e.end < end) out.push(e);
    return out;
  }

  private count(expressions: readonly JudgedExpression[], at: number): Map<string, Count> {
    const counts = new Map<string, Count>();
    for (const e of expressions) {
      const kind = this.kinds.get(e) ?? kindOf(e);
      this.kinds.set(e, kind);
      const answer = this.answers.typeOf(this.file.path, e.start, e.end);
      const verdict = verdictOf(e, answer);
      const row = counts.get(kind) ?? { right: 0, unknown: 0, wrong: 0 };
      row[verdict]++;
      counts.set(kind, row);
      if (verdict !== 'right') this.doubt(e, kind, verdict, answer, at);
    }
    return counts;
  }

  private doubt(e: JudgedExpression, kind: string, verdict: Verdict, answer: TypeAnswer | undefined, at: number): void {
    const ours = `${answer?.type} ${answer?.constant ?? ''}`.trim();
    this.tally.keep(PREFIXES, kind, verdict, () => ({
      ...sourceOf(this.file, e),
      ours: `${ours}, cut at ${sourceOf(this.file, { start: at, end: at }).place.split(':').slice(-2).join(':')}`,
      theirs: `${e.mode} ${e.type} ${e.value}`.trim(),
    }));
    const key = `${e.start} ${e.end} ${ours}`;
    if (verdict !== 'wrong' || this.doubts.has(key)) return;
    this.doubts.set(key, { path: this.file.path, at: Buffer.byteLength(this.file.text.slice(0, at)), expression: e, ours });
  }
}

/** How many of the sorted numbers are below. */
function firstAt(sorted: readonly number[], limit: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < limit) from = middle + 1;
    else to = middle;
  }
  return from;
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
