/**
 * A place of a program that can allocate, under one name for whoever knows something about it: the static estimate, the compiler, later a
 * profile. Records only. In one text a site is known by its anchor, the span that every evidence about it marks (`sites/README.md`);
 * between two texts by this identity.
 */

/**
 * What is made there.
 *
 * - `variable`: a variable with a name. `pointer`: `&T{}`, `new(T)`. `make`: a slice or a map. `literal`: of a slice, a map, or a boxed
 *   struct. `closure`: a function literal.
 * - `append`, `concat`, `conversion`: between strings and bytes. `variadic`: the slice of a `...` parameter. `boxed`: a value converted to an
 *   interface. `method`: a method value. `selector`: `boxed` or `method`, the syntax does not tell.
 * - `inlined`: something in the body of a function that was inlined into the call.
 * - `library`: what a function of the standard library makes inside, where another needs nothing.
 * - `mapStore`, `channel`, `goCall`, `deferCall`: a store into a map, a channel, what a `go` statement hands to the call, or a `defer` in a loop. `timer`: what `time.After` and its
 *   like make. `pattern`: an expression that `regexp.MustCompile` compiles. `other`: not known.
 */
export type SiteKind =
  | 'variable'
  | 'pointer'
  | 'make'
  | 'literal'
  | 'closure'
  | 'append'
  | 'concat'
  | 'conversion'
  | 'variadic'
  | 'boxed'
  | 'selector'
  | 'method'
  | 'inlined'
  | 'mapStore'
  | 'channel'
  | 'goCall'
  | 'deferCall'
  | 'timer'
  | 'pattern'
  | 'library'
  | 'other';

/** Moved lines, renamed locals, other literals and other formatting leave it as it is. */
export interface Site {
  readonly kind: SiteKind;
  /** `F`, `(*T).M`, `T.M`, or `package level`. */
  readonly declaration: string;
  /** The expression with locals as `_` and constants as `…`; see `sites/site-key.ts`. */
  readonly text: string;
  /** How many sites of the same declaration, kind and text stand before it in the same evidence. */
  readonly ordinal: number;
  /** It is made once: the value of a variable of the package is made of it, or what `sync.Once` runs makes it. */
  readonly isMadeOnce?: true;
  /** It grows what another site of the evidence grows, or has room as a rule: only who asks about the place is told. */
  readonly isAside?: true;
}
