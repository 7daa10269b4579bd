/** Files of which the head is read, and what they declare when somebody asks: of most packages that are imported nobody asks for a name. */
import { scanHead } from '../../syntax/go-head-scan.js';
import type { GoParser } from '../../syntax/go-parser.js';
import { scanGo } from '../../syntax/go-scan.js';
import type { ImportFact } from '../names/imports.js';
import type { SourceDeclaration, SourceFile } from '../types/importer.js';
import { type HeadedFile, headed, namesPools, outlines, ownImport, scannedOrEmpty } from './source-file.js';

/** Keeps its text until somebody asks what it declares. */
export function unreadFile(path: string, text: string, parser: GoParser): HeadedFile {
  const head = scanHead(text);
  if (!head) return scannedOrEmpty(path, text, parser);
  return headed(text, head.packageName, new UnreadSource(path, head.imports.map(ownImport), text, head.end, parser));
}

class UnreadSource implements SourceFile {
  readonly namesPools: boolean;
  private read: readonly SourceDeclaration[] | undefined;

  constructor(
    readonly path: string,
    readonly imports: readonly ImportFact[],
    private text: string,
    private readonly from: number,
    private readonly parser: GoParser,
  ) {
    this.namesPools = namesPools(imports, text);
  }

  get declarations(): readonly SourceDeclaration[] {
    if (this.read) return this.read;
    const { text, parser } = this;
    const scan = scanGo(text, this.from);
    this.read = scan ? outlines(text, scan, parser) : scannedOrEmpty(this.path, text, parser).source.declarations;
    this.text = '';
    return this.read;
  }
}
