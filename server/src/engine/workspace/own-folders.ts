/** The workspace's own Go files as packages have them: one object for each, which follows edits as long as its outline stays the same. */

import { follow, type HeadedFile, sameOutline } from '../go/package/source-file.js';
import type { SourceDeclaration, SourceFile } from '../go/types/importer.js';

/** What the workspace knows of its own files. */
export interface OwnFiles {
  /** Grows whenever something else is known of a file. */
  readonly edition: number;
  /** Reads what came. */
  settle(): void;
  text(path: string): string | undefined;
  /** A Go file as it is now, the same object as long as it is. */
  headed(path: string): HeadedFile | undefined;
  /** All files of a folder that the workspace knows. */
  inDirectory(dir: string): Iterable<string>;
  /** True when these are all that there are. */
  isWhole(dir: string): boolean;
}

class LiveFile implements SourceFile {
  declarations: readonly SourceDeclaration[];

  constructor(private head_: HeadedFile) {
    this.declarations = head_.source.declarations;
  }

  get head(): HeadedFile {
    return this.head_;
  }

  get path(): string {
    return this.head_.path;
  }

  get imports(): SourceFile['imports'] {
    return this.head_.source.imports;
  }

  get namesPools(): boolean {
    return this.head_.source.namesPools;
  }

  /** The same file with another text; what its declarations tell others is the same. */
  follow(head: HeadedFile): void {
    if (head === this.head_) return;
    this.head_ = head;
    this.declarations = follow(this.declarations, head.source.declarations);
  }
}

export class OwnFolders {
  private readonly files = new Map<string, LiveFile>();
  private readonly folders = new Map<string, { readonly edition: number; readonly heads: readonly HeadedFile[] }>();

  constructor(private readonly own: OwnFiles) {}

  isWhole(dir: string): boolean {
    return this.own.isWhole(dir);
  }

  /** The known Go files of a folder, by name. */
  heads(dir: string): readonly HeadedFile[] {
    const { edition } = this.own;
    const known = this.folders.get(dir);
    if (known?.edition === edition) return known.heads;
    const heads = this.read(dir);
    this.folders.set(dir, { edition, heads });
    return heads;
  }

  private read(dir: string): readonly HeadedFile[] {
    const heads = [...this.own.inDirectory(dir)].sort().flatMap(path => this.own.headed(path) ?? []);
    for (const head of heads) {
      const live = this.files.get(head.path);
      if (live && sameOutline(live.head, head)) live.follow(head);
      else this.files.set(head.path, new LiveFile(head));
    }
    return heads;
  }

  /** What stands for files; for those that are not the workspace's own, what was read. */
  filesOf(heads: readonly HeadedFile[]): SourceFile[] {
    return heads.map(head => this.files.get(head.path) ?? head.source);
  }

  /**
   * `other`: somebody may know something else of the file now. `gone`: nobody here knows it. `unasked`: nobody had a package of its folder (`isAsked`);
   * who asks for one next has it from the file as it is then.
   */
  update(path: string, isAsked: boolean): 'same' | 'other' | 'gone' | 'unasked' {
    if (!isAsked) {
      this.files.delete(path);
      return 'unasked';
    }
    const live = this.files.get(path);
    const now = this.own.headed(path);
    if (live && now && sameOutline(live.head, now)) {
      live.follow(now);
      return 'same';
    }
    this.files.delete(path);
    return now ? 'other' : 'gone';
  }
}
