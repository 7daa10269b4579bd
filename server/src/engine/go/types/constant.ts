/**
 * Values of constant expressions, exact as Go asks for. Where the compiler itself stops being exact (fractions with
 * more than 4096 bits, which it goes on with in 512 bits of precision) the value is unknown: undefined.
 */

/** Go strings are bytes: a string constant holds one UTF-16 unit (0-255) for each byte of its UTF-8 text. */
export type Constant =
  | { readonly kind: 'bool'; readonly value: boolean }
  | StringConstant
  | RealConstant
  /** Parts are int or float. */
  | { readonly kind: 'complex'; readonly re: RealConstant; readonly im: RealConstant };

export type StringConstant = { readonly kind: 'string'; readonly bytes: string };
export type IntConstant = { readonly kind: 'int'; readonly value: bigint };
/** A fraction in lowest terms, `den` > 0; whole numbers too, where the expression is of a floating-point kind. */
export type FloatConstant = { readonly kind: 'float'; readonly num: bigint; readonly den: bigint };
export type RealConstant = IntConstant | FloatConstant;
export type ComplexConstant = Extract<Constant, { kind: 'complex' }>;

/** Numerators and denominators with as many bits or more are no longer exact in the compiler. */
export const FRACTION_BITS = 4096;
/** Integers of untyped constants: more bits are an error in Go. */
const UNTYPED_INT_BITS = 512;

const ZERO: IntConstant = { kind: 'int', value: 0n };

export const makeBool = (value: boolean): Constant => ({ kind: 'bool', value });
export const makeInt = (value: bigint): IntConstant => ({ kind: 'int', value });
/** Of bytes, not of text: see `StringConstant`. */
export const makeString = (bytes: string): StringConstant => ({ kind: 'string', bytes });

/** Undefined where `den` is 0 and where the fraction is too long to be exact: it has `bits` or more. */
export function makeFraction(num: bigint, den: bigint, bits = FRACTION_BITS): FloatConstant | undefined {
  if (den === 0n) return undefined;
  const divisor = greatestCommonDivisor(num, den) * (den < 0n ? -1n : 1n);
  const [n, d] = divisor === 1n ? [num, den] : [num / divisor, den / divisor];
  return bitLength(n) < bits && bitLength(d) < bits ? { kind: 'float', num: n, den: d } : undefined;
}

/** `complex(re, im)`: undefined where a part is unknown or no real number. */
export function makeComplex(re: Constant | undefined, im: Constant | undefined): ComplexConstant | undefined {
  return isReal(re) && isReal(im) ? { kind: 'complex', re, im } : undefined;
}

export const isReal = (x: Constant | undefined): x is RealConstant => x?.kind === 'int' || x?.kind === 'float';

/** Real part of a number. */
export function real(x: Constant): RealConstant | undefined {
  return x.kind === 'complex' ? x.re : isReal(x) ? x : undefined;
}

/** Imaginary part of a number. */
export function imag(x: Constant): RealConstant | undefined {
  return x.kind === 'complex' ? x.im : isReal(x) ? ZERO : undefined;
}

/** Is it a number, and 0? */
export function isZero(x: Constant): boolean {
  const re = real(x);
  const im = imag(x);
  return re !== undefined && im !== undefined && numeratorOf(re) === 0n && numeratorOf(im) === 0n;
}

export const numeratorOf = (x: RealConstant): bigint => (x.kind === 'int' ? x.value : x.num);
export const denominatorOf = (x: RealConstant): bigint => (x.kind === 'int' ? 1n : x.den);

/** The number as an integer, where it is a whole one. */
export function toInt(x: Constant): IntConstant | undefined {
  switch (x.kind) {
    case 'int':
      return x;
    case 'float':
      return x.den === 1n ? makeInt(x.num) : undefined;
    case 'complex':
      return isZero(x.im) ? toInt(x.re) : undefined;
    default:
      return undefined;
  }
}

/** The number as a fraction, where it has no imaginary part. */
export function toFloat(x: Constant): FloatConstant | undefined {
  switch (x.kind) {
    case 'int':
      return makeFraction(x.value, 1n);
    case 'float':
      return x;
    case 'complex':
      return isZero(x.im) ? toFloat(x.re) : undefined;
    default:
      return undefined;
  }
}

/** The number with an imaginary part. */
export function toComplex(x: Constant): ComplexConstant | undefined {
  return x.kind === 'complex' ? x : makeComplex(x, ZERO);
}

/** Go refuses it as an untyped constant: an integer of more than 512 bits. */
export const overflows = (x: Constant): boolean => x.kind === 'int' && bitLength(x.value) > UNTYPED_INT_BITS;

/** Bits that the absolute value takes. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = (value < 0n ? -value : value).toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}

/** The whole part of the logarithm of a fraction above 0: 2 ** log <= num / den < 2 ** (log + 1). */
export function log2(num: bigint, den: bigint): number {
  const log = bitLength(num) - bitLength(den);
  return scaled(num, -log) < scaled(den, log) ? log - 1 : log;
}

/** Multiplied by a power of two, one that makes it no fraction. */
export const scaled = (value: bigint, exponent: number): bigint => (exponent > 0 ? value << BigInt(exponent) : value);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  if (y === 1n) return 1n;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
