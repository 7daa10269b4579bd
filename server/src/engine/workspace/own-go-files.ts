/** The Go files that the workspace knows, as packages for the resolver of types have them. */

import { languageOf } from '../builds/kinds.js';
import { type HeadedFile, parsedFile, scannedFile } from '../go/package/source-file.js';
import { type GoParser, type GoSyntax, NO_SYNTAX } from '../syntax/go-parser.js';
import type { FaultLog } from './fault-log.js';
import type { FileTable } from './file-table.js';
import type { OwnFiles } from './own-folders.js';

export class OwnGoFiles implements OwnFiles {
  private readonly read = new Map<string, { readonly text: string; readonly syntax: GoSyntax | undefined; readonly file: HeadedFile }>();

  constructor(
    private readonly files: FileTable,
    private readonly parser: GoParser,
    private readonly faults: FaultLog,
  ) {}

  get edition(): number {
    return this.files.folders.edition;
  }

  settle(): void {
    this.files.settle();
  }

  text(path: string): string | undefined {
    return this.files.text(path);
  }

  headed(path: string): HeadedFile | undefined {
    const now = this.files.goText(path);
    if (!now) {
      this.read.delete(path);
      return undefined;
    }
    const known = this.read.get(path);
    if (known && known.text === now.text && known.syntax === now.syntax) return known.file;
    const { text, syntax } = now;
    const read = () => (syntax ? parsedFile(path, text, syntax) : scannedFile(path, text, this.parser));
    const file = this.faults.guarded(path, 'outline', read, () => parsedFile(path, '', NO_SYNTAX));
    this.read.set(path, { ...now, file });
    return file;
  }

  inDirectory(dir: string): Iterable<string> {
    return this.files.inDirectory(dir);
  }

  /** Folders that somebody looks at are read whole; of others only some files may be known. */
  isWhole(dir: string): boolean {
    for (const path of this.files.inDirectory(dir)) {
      const facts = languageOf(path) === 'go' ? this.files.facts(path) : undefined;
      if (facts?.language === 'go' && !facts.outline) return true;
    }
    return false;
  }
}
