/** What a declaration adds to its package. Types are symbolic: what they refer to is resolved with the whole package at hand. */
import type { Span } from '../../base/finding.js';
import type { TypeRef } from '../types/types.js';

export interface TypeSymbol {
  readonly name: string;
  readonly span: Span;
  readonly type: TypeRef;
  readonly alias: boolean;
  readonly typeParameters: readonly string[];
}

export interface FunctionSymbol {
  readonly name: string;
  readonly span: Span;
  /** Receiver's base type name; undefined for functions. */
  readonly receiver?: string;
  readonly pointerReceiver: boolean;
  readonly type: TypeRef & { readonly kind: 'func' };
  readonly generic: boolean;
  readonly hasBody: boolean;
}

export interface ValueSymbol {
  readonly name: string;
  readonly span: Span;
  readonly type: TypeRef;
  /** `const`: never allocates when boxed. */
  readonly constant: boolean;
  /** A variable that surely gets its value when the program starts: from `os.Getenv` or `fmt.Sprint…`. */
  readonly computed?: true;
}

export interface Symbols {
  readonly types: readonly TypeSymbol[];
  readonly functions: readonly FunctionSymbol[];
  readonly values: readonly ValueSymbol[];
}

export const NO_SYMBOLS: Symbols = { types: [], functions: [], values: [] };
