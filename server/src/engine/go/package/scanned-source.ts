/** Declarations of files that nobody looks at: what others may know of them, and the bodies of short functions. */
import { ownText } from '../../base/own-text.js';
import type { FlatTree } from '../../syntax/flat-tree.js';
import type { GoParser, GoSyntax } from '../../syntax/go-parser.js';
import type { DeclarationKind, ScannedDeclaration } from '../../syntax/go-scan.js';
import { readOutline } from '../../syntax/outline-reader.js';
import type { SourceDeclaration } from '../types/importer.js';

/** The parts as parts of one text of their own, which is all that they keep in memory. */
export function copies(parts: readonly string[]): string[] {
  const condensed = parts.join('');
  let at = 0;
  return parts.map(({ length }) => {
    at += length;
    return condensed.slice(at - length, at);
  });
}

/** A declaration of a file whose text is not kept. */
export class ScannedSource implements SourceDeclaration {
  readonly kind: DeclarationKind;
  readonly names: readonly string[];
  offset: number;
  length: number;
  readonly receiver?: string;
  private parsed: FlatTree | undefined;
  private withBody: FlatTree | undefined;

  /** `body`: empty where there is none, or it is not kept. */
  constructor(
    { kind, names, span, receiver }: ScannedDeclaration,
    readonly outline: string,
    private body: string,
    private readonly parser: GoParser,
  ) {
    this.kind = kind;
    this.offset = span.start;
    this.length = span.end - span.start;
    let at = 0;
    // Parts of the outline, which is kept anyway.
    this.names = names.map(name => {
      at = outline.indexOf(name, at);
      return outline.slice(at, at + name.length);
    });
    if (receiver !== undefined) this.receiver = ownText(receiver);
  }

  get tree(): FlatTree {
    this.parsed ??=
      readOutline(this.outline, this.parser.tables) ??
      first(this.parser.parse(this.outline)) ??
      first(this.parser.parse(NOTHING[this.kind]))!;
    return this.parsed;
  }

  get code(): string | undefined {
    return this.body === '' ? undefined : this.outline.slice(0, -2) + this.body;
  }

  get whole(): FlatTree | undefined {
    const { code } = this;
    if (code !== undefined) this.withBody ??= first(this.parser.parse(code));
    return this.withBody;
  }

  /** It stands elsewhere now, and does something else. */
  follow({ offset, length, body }: ScannedSource): void {
    this.offset = offset;
    this.length = length;
    if (body === this.body) return;
    this.body = body;
    this.withBody = undefined;
  }
}

const first = ({ declarations }: GoSyntax): FlatTree | undefined => declarations[0]?.tree;

/** Stands in for a declaration that is too long to be parsed. */
const NOTHING: Readonly<Record<DeclarationKind, string>> = {
  func: 'func _() {}',
  method: 'func (_ int) _() {}',
  type: 'type _ int',
  var: 'var _ int',
  const: 'const _ = 0',
};
