/**
 * Symbolic Go types. A type that only the rest of the package can tell (`x := newBuffer()`) is a question: `result`, `field`, `value`,
 * `element`, `method`. `GoPackage.resolve` answers it; what stays unknown is unknown, and rules are silent about it.
 */

export type TypeRef =
  | { readonly kind: 'unknown' }
  /** Predeclared type: int, string, error, any, … */
  | { readonly kind: 'basic'; readonly name: string }
  /** An untyped constant of that default type. */
  | { readonly kind: 'constant'; readonly name: 'int' | 'float64' | 'rune' | 'string' | 'bool' | 'complex128' }
  | { readonly kind: 'nil' }
  /** `pkg` is the import path; '' is the file's own package. */
  | { readonly kind: 'named'; readonly pkg: string; readonly name: string; readonly args?: readonly TypeRef[] }
  | { readonly kind: 'typeParameter'; readonly name: string }
  | { readonly kind: 'pointer'; readonly elem: TypeRef }
  | { readonly kind: 'slice'; readonly elem: TypeRef }
  /** `length` is undefined when it is no integer literal. */
  | { readonly kind: 'array'; readonly length: number | undefined; readonly elem: TypeRef }
  | { readonly kind: 'map'; readonly key: TypeRef; readonly elem: TypeRef }
  | { readonly kind: 'chan'; readonly elem: TypeRef }
  | { readonly kind: 'func'; readonly params: readonly TypeRef[]; readonly results: readonly TypeRef[]; readonly variadic: boolean }
  | { readonly kind: 'struct'; readonly fields: readonly FieldRef[] }
  | { readonly kind: 'interface'; readonly empty: boolean }
  /** Questions to the package. */
  | { readonly kind: 'value'; readonly pkg: string; readonly name: string }
  | { readonly kind: 'result'; readonly of: TypeRef; readonly index: number }
  | { readonly kind: 'selector'; readonly of: TypeRef; readonly name: string }
  | { readonly kind: 'element'; readonly of: TypeRef; readonly what: 'index' | 'key' | 'deref' | 'receive' | 'rangeKey' | 'rangeValue' };

export interface FieldRef {
  readonly name: string;
  readonly type: TypeRef;
  readonly embedded: boolean;
}

export const UNKNOWN: TypeRef = { kind: 'unknown' };
export const basic = (name: string): TypeRef => ({ kind: 'basic', name });
export const pointerTo = (elem: TypeRef): TypeRef => ({ kind: 'pointer', elem });

/** Surely a pointer, slice or map: what is stored through it is outside of the variable that holds it. */
export function isReference(type: TypeRef): type is Extract<TypeRef, { kind: 'pointer' | 'slice' | 'map' }> {
  return type.kind === 'pointer' || type.kind === 'slice' || type.kind === 'map';
}
