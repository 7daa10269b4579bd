/** Gives sites their identity: what stays the same when lines move and locals are renamed. */
import type { Site, SiteKind } from '../base/site.js';
import type { Scopes } from '../go/names/scope.js';
import type { FlatTree, Node } from '../syntax/flat-tree.js';
import { isMadeOnce } from './runs-once.js';
import { functionName, siteKey } from './site-key.js';

/** Counts the sites of one declaration that read alike, in the order in which they are asked for: that of the text. */
export class Identities {
  private readonly seen = new Map<string, number>();
  /** What was asked for already: several estimates may be about one site. */
  private readonly known = new Map<string, Site>();
  private declaration: string | undefined;

  constructor(
    private readonly tree: FlatTree,
    private readonly scopes: Scopes,
  ) {}

  of(kind: SiteKind, node: Node): Site {
    const place = `${kind} ${node}`;
    const site = this.known.get(place) ?? this.next(kind, node);
    this.known.set(place, site);
    return site;
  }

  private next(kind: SiteKind, node: Node): Site {
    const text = siteKey(this.tree, this.scopes, node);
    const key = `${kind} ${text}`;
    const ordinal = this.seen.get(key) ?? 0;
    this.seen.set(key, ordinal + 1);
    this.declaration ??= functionName(this.tree);
    return { kind, declaration: this.declaration, text, ordinal, ...(isMadeOnce(this.tree, node) && { isMadeOnce: true }) };
  }
}
