/** Counts answers by table and kind, keeps examples, and knows the limits. */

export type Verdict = 'right' | 'unknown' | 'wrong';

export interface Limit {
  /** Least share that is answered at all. */
  readonly known: number;
  /** Greatest share that is answered wrongly. */
  readonly wrong: number;
}

export interface Example {
  readonly table: string;
  readonly kind: string;
  readonly verdict: Verdict;
  /** `path:line:column`. */
  readonly place: string;
  readonly source: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface Count {
  right: number;
  unknown: number;
  wrong: number;
}

export class Tally {
  readonly tables = new Map<string, Map<string, Count>>();
  readonly examples: Example[] = [];
  /** What was not compared, and why, with how often. */
  readonly left = new Map<string, number>();

  constructor(private readonly keeps: (verdict: Verdict, table: string) => number) {}

  private readonly kept = new Map<string, number>();

  add(table: string, kind: string, verdict: Verdict, example: () => Omit<Example, 'table' | 'kind' | 'verdict'>): void {
    this.addAll(table, new Map([[kind, { right: 0, unknown: 0, wrong: 0, [verdict]: 1 }]]));
    this.keep(table, kind, verdict, example);
  }

  /** What was counted by kind. */
  addAll(table: string, counts: ReadonlyMap<string, Count>): void {
    const rows = this.tables.get(table) ?? new Map<string, Count>();
    this.tables.set(table, rows);
    for (const [kind, { right, unknown, wrong }] of counts) {
      const row = rows.get(kind) ?? { right: 0, unknown: 0, wrong: 0 };
      rows.set(kind, row);
      row.right += right;
      row.unknown += unknown;
      row.wrong += wrong;
    }
  }

  /** An example of what is not right, as long as more are wanted. */
  keep(table: string, kind: string, verdict: Verdict, example: () => Omit<Example, 'table' | 'kind' | 'verdict'>): void {
    if (verdict === 'right') return;
    const key = `${table} ${verdict}`;
    const kept = this.kept.get(key) ?? 0;
    if (kept >= this.keeps(verdict, table)) return;
    this.kept.set(key, kept + 1);
    this.examples.push({ table, kind, verdict, ...example() });
  }

  leave(why: string, times = 1): void {
    this.left.set(why, (this.left.get(why) ?? 0) + times);
  }

  total(table: string): Count {
    const sum = { right: 0, unknown: 0, wrong: 0 };
    for (const row of this.tables.get(table)?.values() ?? []) {
      sum.right += row.right;
      sum.unknown += row.unknown;
      sum.wrong += row.wrong;
    }
    return sum;
  }

  /** The tables that miss their limit; an empty one is not missed, but a run without any is. */
  missed(limits: (table: string) => Limit): string[] {
    if (this.tables.size === 0) return ['nothing was compared'];
    return [...this.tables.keys()].flatMap(table => {
      const { known, wrong } = shares(this.total(table));
      const limit = limits(table);
      return [
        ...(known < limit.known ? [`${table}: known ${percent(known)}, at least ${percent(limit.known)} wanted`] : []),
        ...(wrong > limit.wrong ? [`${table}: wrong ${percent(wrong)}, at most ${percent(limit.wrong)} allowed`] : []),
      ];
    });
  }

  text(): string {
    const lines: string[] = [];
    for (const [table, rows] of [...this.tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
      lines.push('', row(table, 'count', 'known', 'unknown', 'wrong', ''));
      lines.push(countRow('  all', this.total(table)));
      const sorted = [...rows].sort(([, a], [, b]) => size(b) - size(a));
      for (const [kind, count] of sorted) lines.push(countRow(`  ${kind}`, count));
    }
    for (const [why, times] of this.left) lines.push('', `not compared: ${times} ${why}`);
    return lines.join('\n');
  }
}

const size = ({ right, unknown, wrong }: Count) => right + unknown + wrong;

export function shares(count: Count): { known: number; wrong: number } {
  const all = size(count);
  return all === 0 ? { known: 1, wrong: 0 } : { known: (count.right + count.wrong) / all, wrong: count.wrong / all };
}

/** Never rounded to a limit that is missed. */
export const percent = (share: number) => `${(share * 100).toFixed(3)} %`;

const row = (name: string, ...cells: string[]) => (name.padEnd(36) + cells.map(c => c.padStart(12)).join('')).trimEnd();

function countRow(name: string, count: Count): string {
  const { known, wrong } = shares(count);
  return row(name, String(size(count)), percent(known), String(count.unknown), String(count.wrong), percent(wrong));
}
