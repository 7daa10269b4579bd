/** Values of literals, in all spellings of Go. */
import { bitLength, type Constant, type FloatConstant, log2, makeComplex, makeFraction, makeInt, makeString } from './constant.js';
import { Utf8Writer, utf8OfText } from './utf8.js';

export type LiteralKind = 'int' | 'float' | 'imaginary' | 'rune' | 'string';

/** go/types takes no longer number. */
const MAX_LENGTH = 10_000;
/** Exponents of two and ten within which the compiler holds a literal as an exact fraction. */
const MAX_EXPONENT = 4096;
const MAX_DECIMAL_EXPONENT = 1240;
/** Of literals with more digits, hardly ever written, the fraction takes too long to reduce. */
const MAX_FRACTION_BITS = 2 * MAX_EXPONENT;

/** Undefined where the text is no such literal, and where its value is too big or too small to be known. */
export function literal(kind: LiteralKind, text: string): Constant | undefined {
  switch (kind) {
    case 'int': {
      const value = text.length > MAX_LENGTH ? undefined : integer(text);
      return value === undefined ? undefined : makeInt(value);
    }
    case 'float':
      return text.length > MAX_LENGTH ? undefined : fraction(text);
    case 'imaginary':
      return text.endsWith('i') && text.length <= MAX_LENGTH ? makeComplex(makeInt(0n), imaginary(text.slice(0, -1))) : undefined;
    case 'rune':
      return rune(text);
    case 'string':
      return text.startsWith('`') ? raw(text) : interpreted(text);
  }
}

const INTEGER = /^(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;
/** Octal as in C. */
const OLD_OCTAL = /^0[0-9]/;

function integer(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const digits = text.replaceAll('_', '');
  return BigInt(OLD_OCTAL.test(digits) ? `0o${digits}` : digits);
}

const DECIMAL_DIGITS = /^[0-9](?:_?[0-9])*$/;

function imaginary(text: string): FloatConstant | undefined {
  // Octal as in C it is not: 010i is ten.
  if (DECIMAL_DIGITS.test(text)) return decimal(text.replaceAll('_', ''), '', 0);
  const value = integer(text);
  return value === undefined ? fraction(text) : makeFraction(value, 1n);
}

const DECIMAL = /^([0-9](?:_?[0-9])*)?(\.([0-9](?:_?[0-9])*)?)?([eE]([+-]?[0-9](?:_?[0-9])*))?$/;
const HEXADECIMAL = /^0[xX]((?:_?[0-9a-fA-F])*)(?:\.([0-9a-fA-F](?:_?[0-9a-fA-F])*)?)?[pP]([+-]?[0-9](?:_?[0-9])*)$/;

function fraction(text: string): FloatConstant | undefined {
  const hex = HEXADECIMAL.exec(text);
  const match = hex ?? DECIMAL.exec(text);
  if (!match) return undefined;
  const [whole, parts, exponent] = hex ? [hex[1], hex[2], hex[3]] : [match[1], match[3], match[5] ?? '0'];
  if (whole === undefined && parts === undefined) return undefined;
  if (!hex && match[2] === undefined && match[4] === undefined) return undefined;
  const plain = (digits = '') => digits.replaceAll('_', '');
  if (hex && plain(whole) === '' && plain(parts) === '') return undefined;
  return (hex ? hexadecimal : decimal)(plain(whole), plain(parts), Number(plain(exponent)));
}

function decimal(whole: string, parts: string, exponent: number): FloatConstant | undefined {
  const all = whole + parts;
  let start = 0;
  while (all[start] === '0') start++;
  let end = all.length;
  while (end > start && all[end - 1] === '0') end--;
  if (start === end) return makeFraction(0n, 1n);
  if (Math.abs(exponent + whole.length - start) > MAX_DECIMAL_EXPONENT) return undefined;
  const scale = exponent + whole.length - end;
  const digits = BigInt(all.slice(start, end));
  return scale < 0 ? exact(digits, scale < -MAX_LENGTH ? 0n : 10n ** BigInt(-scale)) : exact(digits * 10n ** BigInt(scale), 1n);
}

function hexadecimal(whole: string, parts: string, exponent: number): FloatConstant | undefined {
  const digits = BigInt(`0x${whole}${parts}`);
  if (digits === 0n) return makeFraction(0n, 1n);
  const scale = exponent - 4 * parts.length;
  if (Math.abs(bitLength(digits) + scale) >= MAX_EXPONENT) return undefined;
  return scale < 0 ? exact(digits, 1n << BigInt(-scale)) : exact(digits << BigInt(scale), 1n);
}

/** Literals may be longer than results of operations. */
function exact(num: bigint, den: bigint): FloatConstant | undefined {
  if (bitLength(num) > MAX_FRACTION_BITS || bitLength(den) > MAX_FRACTION_BITS) return undefined;
  const value = makeFraction(num, den, MAX_FRACTION_BITS);
  return value && Math.abs(log2(value.num, value.den) + 1) < MAX_EXPONENT ? value : undefined;
}

function raw(text: string): Constant | undefined {
  const inner = text.slice(1, -1);
  return text.length > 1 && text.endsWith('`') && !inner.includes('`') ? makeString(utf8OfText(inner.replaceAll('\r', ''))) : undefined;
}

function interpreted(text: string): Constant | undefined {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return undefined;
  const inner = text.slice(1, -1);
  if (!inner.includes('\\')) return MUST_BE_ESCAPED.test(inner) ? undefined : makeString(utf8OfText(inner));
  const writer = new Utf8Writer(inner.length);
  for (let at = 0; at < inner.length; ) {
    const backslash = inner.indexOf('\\', at);
    const plain = inner.slice(at, backslash < 0 ? inner.length : backslash);
    if (MUST_BE_ESCAPED.test(plain)) return undefined;
    writer.text(plain);
    if (backslash < 0) break;
    const escaped = escapeAt(inner, backslash, '"');
    if (!escaped) return undefined;
    if (escaped.isByte) writer.byte(escaped.code);
    else writer.codePoint(escaped.code);
    at = escaped.end;
  }
  return makeString(writer.bytes());
}

const MUST_BE_ESCAPED = /["\n]/;

function rune(text: string): Constant | undefined {
  if (text.length < 3 || !text.startsWith("'") || !text.endsWith("'")) return undefined;
  const inner = text.slice(1, -1);
  if (inner.startsWith('\\')) {
    const escaped = escapeAt(inner, 0, "'");
    return escaped?.end === inner.length ? makeInt(BigInt(escaped.code)) : undefined;
  }
  const code = inner.codePointAt(0)!;
  return inner === String.fromCodePoint(code) && inner !== '\n' && inner !== "'" ? makeInt(BigInt(code)) : undefined;
}

interface Escape {
  /** A byte of a string, or a code point. */
  readonly code: number;
  readonly isByte: boolean;
  readonly end: number;
}

const SIMPLE: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };
/** Digits after `\x`, `\u` and `\U`. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What the backslash at `at` begins. Of the two quotes only the one around the literal is escaped. */
function escapeAt(text: string, at: number, quote: string): Escape | undefined {
  const letter = text[at + 1] ?? '';
  const simple = letter === quote ? quote.charCodeAt(0) : SIMPLE[letter];
  if (simple !== undefined) return { code: simple, isByte: true, end: at + 2 };
  const digits = DIGITS[letter];
  const start = digits === undefined ? at + 1 : at + 2;
  const end = start + (digits ?? 3);
  const code = digitsAt(text, start, end, digits === undefined ? 8 : 16);
  const isByte = digits === undefined || digits === 2;
  const isValid = isByte ? code <= 0xff : code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isValid && code >= 0 ? { code, isByte, end } : undefined;
}

/** The number that all of the digits make, or -1. */
function digitsAt(text: string, start: number, end: number, base: 8 | 16): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    const lower = c | 0x20;
    const digit = c >= 0x30 && c <= 0x39 ? c - 0x30 : lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : base;
    // Also where the text ends: NaN is less than nothing.
    if (digit >= base) return -1;
    value = value * base + digit;
  }
  return value;
}
