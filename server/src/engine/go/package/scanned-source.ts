/** Declarations of files that nobody looks at: what others may know of them, and the bodies of short functions. */
import { ownText } from '../../base/own-text.js';
import type { FlatTree } from '../../syntax/flat-tree.js';
import type { GoParser, GoSyntax } from '../../syntax/go-parser.js';
import type { DeclarationKind, ScannedDeclaration } from '../../syntax/go-scan.js';
import { readOutline } from '../../syntax/outline-reader.js';
import type { SourceDeclaration } from '../types/importer.js';

/** Parts of a text: as parts of one that is theirs, so that they keep no more in memory, or as they are where they are most of it anyway. */
export function keptParts(text: string, parts: readonly string[]): readonly string[] {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  if (size * 2 > text.length) return parts;
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

  private readonly hasBody: boolean;

  /** `head`: what stands in front of the body. `body`: empty where there is none, or it is not kept. */
  constructor(
    { kind, names, span, receiver, body: place }: ScannedDeclaration,
    private readonly head: string,
    private body: string,
    private readonly parser: GoParser,
  ) {
    this.hasBody = place !== undefined;
    this.kind = kind;
    this.offset = span.start;
    this.length = span.end - span.start;
    let at = 0;
    // Parts of what is kept anyway.
    this.names = names.map(name => {
      at = head.indexOf(name, at);
      return head.slice(at, at + name.length);
    });
    if (receiver !== undefined) this.receiver = ownText(receiver);
  }

  get outline(): string {
    return this.hasBody ? `${this.head}{}` : this.head;
  }

  get tree(): FlatTree {
    if (this.parsed) return this.parsed;
    const { outline, parser } = this;
    this.parsed = readOutline(outline, parser.tables) ?? first(parser.parse(outline)) ?? first(parser.parse(NOTHING[this.kind]))!;
    return this.parsed;
  }

  get code(): string | undefined {
    return this.body === '' ? undefined : this.head + this.body;
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
