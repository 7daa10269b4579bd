/** Code of functions, and where the escape graph gets it from. */
import type { Sliced } from '../../base/slices.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func } from '../types/model.js';
import type { Language, Summary } from './flow.js';
import type { Text } from './location.js';

/** A function whose body can be read. */
export interface Body {
  readonly text: Text;
  readonly types: TreeTypes;
  readonly language: Language;
  /** It is never inlined (`//go:noinline`). */
  readonly isKept: boolean;
  /** Of a function that has no code in Go: whether it keeps what it is given. It does, unless `//go:noescape` says otherwise. */
  readonly elsewhere?: 'keeps' | 'forgets';
}

/** Nothing that the graph reads of one is another thing in the other. Directives stand above a declaration, whose types do not follow from them. */
export function isSameBody(one: Body, other: Body): boolean {
  const isSameLanguage = Object.entries(one.language).every(([what, value]) => other.language[what as keyof Language] === value);
  return isSameLanguage && one.types === other.types && one.isKept === other.isKept && one.elsewhere === other.elsewhere;
}

/** What is asked of the world. */
export interface Bodies {
  /** The function as it is declared now: callers may know it as it was before an edit of its body. */
  now(func: Func): Func;
  /** The body of a function or method as it is declared; undefined where there is none, or nobody has it. */
  bodyOf(func: Func): Sliced<Body | undefined>;
  /** What is known of a function whose body is not read. */
  knownOf(func: Func): Summary | undefined;
}
