/** What follows from one cell of a matrix follows from each that gives the same answers: many cells are asked for few values. */
import type { Cell, CellValue } from './matrix.js';

/** What a reader asked a cell for. */
interface Questions {
  readonly answers: Map<string, CellValue | undefined>;
  /** Keys whose values name the cell. */
  readonly named: Set<string>;
}

interface Noted<T> {
  readonly asked: Questions;
  readonly value: T;
}

/** A cell that notes what it is asked for. */
export class AskedCell {
  private asked: Questions = { answers: new Map(), named: new Set() };

  constructor(private readonly cell: Cell) {}

  readonly get = (key: string): CellValue | undefined => {
    const value = this.cell.get(key);
    this.asked.answers.set(key, value);
    return value;
  };

  /** The value tells the cell from others. */
  name(key: string): void {
    this.asked.named.add(key);
  }

  /** The values that tell it from others, in the order of the matrix. */
  get names(): string[] {
    return [...this.cell].flatMap(([key, { text }]) => (this.asked.named.has(key) ? text : []));
  }

  /** What `read` finds, and what it asks for on the way. */
  noting<T>(read: () => T): Noted<T> {
    const before = this.asked;
    const asked: Questions = { answers: new Map(), named: new Set() };
    this.asked = asked;
    try {
      return { asked, value: read() };
    } finally {
      this.asked = before;
      this.note(asked);
    }
  }

  /** Another cell has been asked for these, and gave the same. */
  isLike(asked: Questions): boolean {
    for (const [key, value] of asked.answers) if (this.cell.get(key) !== value) return false;
    this.note(asked);
    return true;
  }

  private note({ answers, named }: Questions): void {
    for (const [key, value] of answers) this.asked.answers.set(key, value);
    for (const key of named) this.asked.named.add(key);
  }
}

/** What was found for the cells so far. */
export class CellMemo<T> {
  private readonly known: Noted<T>[] = [];

  of(cell: AskedCell, read: () => T): T {
    const before = this.known.find(({ asked }) => cell.isLike(asked));
    if (before) return before.value;
    const noted = cell.noting(read);
    this.known.push(noted);
    return noted.value;
  }
}
