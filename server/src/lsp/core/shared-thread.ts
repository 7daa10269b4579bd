/**
 * When background work has the thread although documents wait. What it reads is news for them: one that began anew after each piece would be
 * analysed as often as there are pieces.
 */

/** Milliseconds that background work waits for documents without a pause; then it has every other macrotask. */
const PATIENCE = 500;

export class SharedThread {
  /** Since when documents have had the thread. */
  private since: number | undefined;
  /** The macrotask is the background's although a document waits. */
  isShared = false;

  /** Called once for each macrotask. */
  begin(now: number, hasDocuments: boolean, hasBackground: boolean): void {
    this.since = hasDocuments ? (this.since ?? now) : undefined;
    this.isShared = this.since !== undefined && now - this.since >= PATIENCE && hasBackground && !this.isShared;
  }
}
