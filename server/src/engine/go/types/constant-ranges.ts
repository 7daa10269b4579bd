/** Which constants the basic types of Go can hold, and what becomes of them there. */
import {
  bitLength,
  type Constant,
  denominatorOf,
  type FloatConstant,
  imag,
  log2,
  makeComplex,
  makeFraction,
  numeratorOf,
  type RealConstant,
  real,
  scaled,
  toComplex,
  toFloat,
  toInt,
} from './constant.js';

/** A format of IEEE 754: bits of its mantissa, exponent of its smallest number, exponent from which on numbers are infinite. */
interface FloatFormat {
  readonly bits: number;
  readonly min: number;
  readonly infinity: number;
}

const FLOAT32: FloatFormat = { bits: 24, min: -149, infinity: 128 };
const FLOAT64: FloatFormat = { bits: 53, min: -1074, infinity: 1024 };

function rounded(x: RealConstant, format: FloatFormat): FloatConstant | undefined {
  const signed = numeratorOf(x);
  const num = signed < 0n ? -signed : signed;
  const den = denominatorOf(x);
  if (num === 0n) return makeFraction(0n, 1n);
  const log = log2(num, den);
  if (log >= format.infinity) return undefined;
  const unit = Math.max(log - format.bits + 1, format.min);
  const dividend = scaled(num, -unit);
  const divisor = scaled(den, unit);
  let mantissa = dividend / divisor;
  const rest = 2n * (dividend % divisor);
  if (rest > divisor || (rest === divisor && mantissa % 2n === 1n)) mantissa++;
  if (bitLength(mantissa) + unit > format.infinity) return undefined;
  return makeFraction(scaled(signed < 0n ? -mantissa : mantissa, unit), scaled(1n, -unit));
}

/** Sizes of integer types in bits, those of unsigned ones below 0. `int` has the size of the platform. */
const INTEGER_BITS: Readonly<Record<string, number>> = {
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  rune: 32,
  uint8: -8,
  uint16: -16,
  uint32: -32,
  uint64: -64,
  byte: -8,
};

/**
 * The value that a constant has as one of a basic type (`int8`, `untyped rune`, …; `sizeofInt` bytes are the size of `int`,
 * `uint` and `uintptr`). Undefined where the type cannot hold it. Untyped kinds of fractions leave integers as they are, as go/types does.
 */
export function representable(x: Constant, basic: string, sizeofInt: 4 | 8): Constant | undefined {
  switch (basic) {
    case 'bool':
    case 'untyped bool':
      return x.kind === 'bool' ? x : undefined;
    case 'string':
    case 'untyped string':
      return x.kind === 'string' ? x : undefined;
    case 'untyped int':
    case 'untyped rune':
      return toInt(x);
    case 'float32':
    case 'float64': {
      const value = toFloat(x);
      return value && rounded(value, basic === 'float32' ? FLOAT32 : FLOAT64);
    }
    case 'untyped float':
      return toFloat(x) && x;
    case 'complex64':
    case 'complex128':
      return asComplex(x, basic === 'complex64' ? FLOAT32 : FLOAT64);
    case 'untyped complex':
      return toComplex(x) && x;
    default:
      return asInteger(x, basic, sizeofInt * 8);
  }
}

function asComplex(x: Constant, format: FloatFormat): Constant | undefined {
  const re = real(x);
  const im = imag(x);
  return re && im && makeComplex(rounded(re, format), rounded(im, format));
}

function asInteger(x: Constant, basic: string, platform: number): Constant | undefined {
  const size = basic === 'int' ? platform : basic === 'uint' || basic === 'uintptr' ? -platform : INTEGER_BITS[basic];
  const n = toInt(x);
  if (size === undefined || !n) return undefined;
  const fits = size > 0 ? BigInt.asIntN(size, n.value) === n.value : BigInt.asUintN(-size, n.value) === n.value;
  return fits ? n : undefined;
}
