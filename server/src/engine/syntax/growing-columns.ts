/** Rows of a tree while it is read. */
import type { FlatTree, TreeColumns } from './flat-tree.js';

const COLUMNS = ['kinds', 'fields', 'starts', 'ends', 'parents', 'afters', 'tokens'] as const;

/** Rows that are copied one by one. */
const FEW = 64;

/** Columns that grow while a tree is read; reused, because most declarations are small. */
export class Columns {
  kinds = new Uint8Array(4096);
  fields = new Uint8Array(4096);
  tokens = new Uint8Array(4096);
  starts = new Uint32Array(4096);
  ends = new Uint32Array(4096);
  parents = new Int32Array(4096);
  afters = new Int32Array(4096);

  /** The first `count` rows, in one buffer instead of seven. */
  take(count: number): TreeColumns {
    const buffer = new ArrayBuffer(count * 19);
    const wide = (i: number) => i * 4 * count;
    const starts = new Uint32Array(buffer, 0, count);
    const ends = new Uint32Array(buffer, wide(1), count);
    const parents = new Int32Array(buffer, wide(2), count);
    const afters = new Int32Array(buffer, wide(3), count);
    const kinds = new Uint8Array(buffer, wide(4), count);
    const fields = new Uint8Array(buffer, wide(4) + count, count);
    const tokens = new Uint8Array(buffer, wide(4) + 2 * count, count);
    const taken = { starts, ends, parents, afters, kinds, fields, tokens };
    if (count < FEW) this.copyFew(taken, count);
    else for (const column of COLUMNS) taken[column].set(this[column].subarray(0, count));
    return taken;
  }

  /** Views of columns cost more than these rows do. */
  private copyFew(to: TreeColumns, count: number): void {
    for (let i = 0; i < count; i++) {
      to.starts[i] = this.starts[i]!;
      to.ends[i] = this.ends[i]!;
      to.parents[i] = this.parents[i]!;
      to.afters[i] = this.afters[i]!;
      to.kinds[i] = this.kinds[i]!;
      to.fields[i] = this.fields[i]!;
      to.tokens[i] = this.tokens[i]!;
    }
  }

  /** The receiver stands first in a method, as in the tree that it comes from: its rows have the same numbers. Returns the number of rows. */
  takeReceiver(method: FlatTree): number {
    const end = method.afters[1]!;
    while (end > this.kinds.length) this.grow();
    for (const column of COLUMNS) this[column].set(method[column].subarray(1, end), 1);
    return end;
  }

  grow(): void {
    const grown = <A extends Uint8Array | Uint32Array | Int32Array>(old: A, next: A): A => {
      next.set(old as never);
      return next;
    };
    const size = this.kinds.length * 2;
    this.kinds = grown(this.kinds, new Uint8Array(size));
    this.fields = grown(this.fields, new Uint8Array(size));
    this.tokens = grown(this.tokens, new Uint8Array(size));
    this.starts = grown(this.starts, new Uint32Array(size));
    this.ends = grown(this.ends, new Uint32Array(size));
    this.parents = grown(this.parents, new Int32Array(size));
    this.afters = grown(this.afters, new Int32Array(size));
  }
}

/** Those that no reader fills. */
const free: Columns[] = [];

export const takeColumns = (): Columns => free.pop() ?? new Columns();

export function giveColumns(columns: Columns): void {
  free.push(columns);
}
