/** When the escape graph is asked about open documents: in the background, after each look at one. What it said before moves with the edits. */
import type { Sliced } from '../../engine/base/slices.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { Documents } from './documents.js';
import type { Indexer } from './indexer.js';
import type { Publisher } from './publisher.js';

export interface GraphContext {
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly publisher: Publisher;
  readonly know: Indexer['know'];
}

export class GraphTier {
  private readonly running = new Set<string>();
  /** Looked at while it was being worked out. */
  private readonly again = new Set<string>();

  constructor(private readonly context: GraphContext) {}

  /** The document has been looked at: its text, or what it follows from, may be another. */
  looked(key: string): void {
    if (this.isDone(key)) return;
    if (this.running.has(key)) {
      this.again.add(key);
      return;
    }
    void this.follow(key);
  }

  /** What the compiler leaves open of a document, the graph may not have been asked about. */
  compilerSpoke(): void {
    for (const { key } of this.context.documents.all()) this.looked(key);
  }

  private async follow(key: string): Promise<void> {
    this.running.add(key);
    try {
      do {
        this.again.delete(key);
        await this.context.know([() => this.following(key), () => this.telling(key)]);
      } while (this.again.has(key) && !this.isDone(key));
    } finally {
      this.running.delete(key);
    }
  }

  private *following(key: string): Sliced<void> {
    const { workspace } = this.context;
    yield* workspace.following(key);
    // What is said beside it may have to be found again.
    if (this.isOpen(key)) yield* workspace.preparing(key);
  }

  /** Also where something has changed meanwhile: what was found moves with the edits, and who is affected is looked at again. */
  private *telling(key: string): Sliced<void> {
    const { documents, publisher, workspace } = this.context;
    while (this.again.delete(key) && !this.isDone(key)) yield* this.following(key);
    const document = documents.byKey(key);
    if (document && workspace.isPrepared(key)) yield* publisher.publishing(document);
  }

  private isDone(key: string): boolean {
    return !this.isOpen(key) || this.context.workspace.isFollowed(key);
  }

  private isOpen(key: string): boolean {
    return this.context.documents.byKey(key)?.isGo === true;
  }
}
