/** Types of a few lines may be larger than memory, each holding the one before twice. Walks over them end after so many steps. */
export class Budget {
  constructor(private left: number) {}

  /** False: it is spent. */
  step(): boolean {
    return --this.left >= 0;
  }
}
