/** What a declaration adds to its package. */
import type { Span } from '../../base/finding.js';

export interface TypeSymbol {
  readonly name: string;
  readonly span: Span;
  readonly alias: boolean;
}

export interface FunctionSymbol {
  readonly name: string;
  readonly span: Span;
  /** Receiver's base type name; undefined for functions. */
  readonly receiver?: string;
  readonly pointerReceiver: boolean;
}

export interface ValueSymbol {
  readonly name: string;
  readonly span: Span;
  /** Of a variable: `other` surely is no string, or it is of a type that the package declares under this name, or that is predeclared. Absent: nobody knows, or a string. */
  readonly holds?: 'other' | { readonly type: string };
  /** `const`: never allocates when boxed. */
  readonly constant: boolean;
  /** A variable that surely gets its value when the program starts: from `os.Getenv` or `fmt.Sprint…`. */
  readonly computed?: true;
  /** Of the first constant of a declaration that numbers values of a type of the package, by `iota`, from 0 to 255: that type. */
  readonly numbers?: string;
}

export interface Symbols {
  readonly types: readonly TypeSymbol[];
  readonly functions: readonly FunctionSymbol[];
  readonly values: readonly ValueSymbol[];
}

export const NO_SYMBOLS: Symbols = { types: [], functions: [], values: [] };
