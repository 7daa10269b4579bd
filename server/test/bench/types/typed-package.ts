/**
 * A package one of whose files is typed: its text is parsed as an editor's is, and the source of the package stays the same object as long as the
 * outline of the file does, which is what the workspace promises (server/src/engine/go/README.md).
 */
import { follow, type HeadedFile, parsedFile, sameOutline } from '../../../src/engine/go/package/source-file.js';
import type { PackageSource, SourceDeclaration, SourceFile } from '../../../src/engine/go/types/importer.js';
import type { GoDocument, GoParser } from '../../../src/engine/syntax/go-parser.js';
import type { AskedPackage } from './answers.js';
import { pathOf } from './listed-packages.js';

/** What stands for a file while it is typed. */
interface LiveFile extends SourceFile {
  declarations: readonly SourceDeclaration[];
}

interface Known {
  readonly head: HeadedFile;
  readonly live: LiveFile;
}

export class TypedPackage {
  private readonly texts: Map<string, string>;
  private readonly files = new Map<string, Known>();
  /** Of files that are typed. */
  private readonly documents = new Map<string, GoDocument>();
  private source_!: PackageSource;

  /** `made`: is told of each object that stands for the package. */
  constructor(
    private readonly parser: GoParser,
    private readonly asked: AskedPackage,
    private readonly made: (source: PackageSource) => void,
  ) {
    this.texts = new Map(asked.texts);
    for (const [path, text] of this.texts) this.enter(parsedFile(path, text, parser.parse(text)));
    this.make();
  }

  get source(): PackageSource {
    return this.source_;
  }

  text(path: string): string | undefined {
    return this.texts.get(path);
  }

  file(path: string): SourceFile | undefined {
    return this.files.get(path)?.live;
  }

  edit(path: string, text: string): void {
    const before = this.texts.get(path) ?? '';
    const document = this.documents.get(path) ?? this.parser.open(before);
    this.documents.set(path, document);
    this.texts.set(path, text);
    let start = 0;
    while (start < before.length && before[start] === text[start]) start++;
    if (start < before.length || start < text.length) document.edit([{ span: { start, end: before.length }, newText: text.slice(start) }]);
    const head = parsedFile(path, text, document.syntax);
    const known = this.files.get(path);
    if (known && sameOutline(known.head, head)) {
      known.live.declarations = follow(known.live.declarations, head.source.declarations);
      this.files.set(path, { head, live: known.live });
      return;
    }
    this.enter(head);
    this.make();
  }

  private enter(head: HeadedFile): void {
    this.files.set(head.path, { head, live: { ...head.source } });
  }

  private make(): void {
    const files = [...this.files.values()].map(({ live }) => live);
    this.source_ = { path: pathOf(this.asked.path), name: this.asked.name, files, language: undefined };
    this.made(this.source_);
  }

  dispose(): void {
    for (const document of this.documents.values()) document.dispose();
    this.documents.clear();
  }
}
