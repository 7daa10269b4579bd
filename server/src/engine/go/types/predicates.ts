/** What operators and statements ask of a type. `all…` ask it of each type that a type parameter may stand for. */
import { constraintSet, identical } from './identity.js';
import { type Basic, Is, type MapType, type Pointer, type Signature, type Slice, type Type, UNKNOWN } from './model.js';
import { STRING, UINT8 } from './universe.js';

/** What a declared type is made of; the interface of a type parameter's constraint is asked for by `allTypes`. */
export function under(type: Type): Type {
  return type.kind === 'named' ? type.underlying : type;
}

export const isUnknown = (type: Type): boolean => type === UNKNOWN;
const bits = (type: Type): number => {
  const u = under(type);
  return u.kind === 'basic' ? u.is : 0;
};
export const is = (type: Type, what: number): boolean => (bits(type) & what) !== 0;
export const isUntyped = (type: Type): type is Basic => type.kind === 'basic' && (type.is & Is.Untyped) !== 0;
/** Untyped numbers: the ones among which the larger kind wins. */
export const isUntypedNumber = (type: Type): type is Basic => isUntyped(type) && (type.is & Is.Numeric) !== 0;
export const isNilType = (type: Type): boolean => type.kind === 'basic' && type.name === 'untyped nil';
/** What is stored through a value of it is outside of the variable that holds it. */
export const isReference = (type: Type): type is Pointer | Slice | MapType =>
  type.kind === 'pointer' || type.kind === 'slice' || type.kind === 'map';
/** An interface that values can have: no type parameter. */
export const isInterface = (type: Type): boolean => under(type).kind === 'interface';
export const isTypeParameter = (type: Type): boolean => type.kind === 'type parameter';

/** The types that a type parameter may stand for; the type itself where it is none; undefined: any. */
export function typesOf(type: Type): readonly Type[] | undefined {
  if (type.kind !== 'type parameter') return [type];
  const set = constraintSet(type);
  return set.terms?.map(t => t.type);
}

/** True when it holds for each type that `type` may stand for, and there is one. */
export function all(type: Type, holds: (type: Type) => boolean): boolean {
  const types = typesOf(type);
  return types !== undefined && types.length > 0 && types.every(holds);
}

export const allAre = (type: Type, what: number): boolean => all(type, t => is(t, what));

/** The one underlying type of all types that a type parameter may stand for, or undefined. Channels may differ in their direction. */
export function coreType(type: Type): Type | undefined {
  if (type.kind !== 'type parameter') return under(type);
  const types = typesOf(type);
  if (!types || types.length === 0) return undefined;
  let core: Type | undefined;
  for (const t of types) {
    const u = under(t);
    if (core === undefined || identical(core, u)) core ??= u;
    else if (core.kind === 'chan' && u.kind === 'chan' && identical(core.elem, u.elem)) {
      if (core.direction === 'both') core = u;
      else if (u.direction !== 'both' && u.direction !== core.direction) return undefined;
    } else return undefined;
  }
  return core;
}

/** As `coreType`, where bytes and strings count as strings: for append, copy, conversions, ranges and slices. */
export function coreOfBytes(type: Type): Type | undefined {
  const types = typesOf(type);
  if (type.kind !== 'type parameter' || !types?.some(t => is(t, Is.String))) return coreType(type);
  return types.every(t => is(t, Is.String) || isBytes(t)) ? STRING : undefined;
}

export function isBytes(type: Type): boolean {
  const u = under(type);
  return u.kind === 'slice' && identical(under(u.elem), UINT8);
}

export function hasNil(type: Type): boolean {
  if (type.kind === 'type parameter') return all(type, hasNil);
  const u = under(type);
  if (u.kind === 'basic') return u.name === 'unsafe.Pointer' || u.name === 'untyped nil';
  return u.kind !== 'array' && u.kind !== 'struct';
}

/** What a call of a value of the type needs to know. */
export function signatureOf(type: Type): Signature | undefined {
  const core = coreType(type);
  return core?.kind === 'func' ? core : undefined;
}

/** A generic type that is not instantiated. */
export const isGeneric = (type: Type): boolean => type.kind === 'named' && type.parameters.length > 0 && type.args.length === 0;

/** Strings, and bytes beside them, as `append` and `copy` take them. */
export const holdsString = (type: Type): boolean => {
  const types = typesOf(type);
  return (types?.some(t => is(t, Is.String)) && types.every(t => is(t, Is.String) || isBytes(t))) ?? false;
};
