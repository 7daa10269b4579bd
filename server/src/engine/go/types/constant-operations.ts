/** What the operators of Go make of constants. Operands have matching types: the caller has seen to that. */
import {
  bitLength,
  type ComplexConstant,
  type Constant,
  denominatorOf,
  FRACTION_BITS,
  type IntConstant,
  isReal,
  makeBool,
  makeComplex,
  makeFraction,
  makeInt,
  makeString,
  numeratorOf,
  type RealConstant,
  toComplex,
} from './constant.js';

export type UnaryOperator = '+' | '-' | '!' | '^';
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '&^' | '&&' | '||';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Largest count of a constant shift: it takes 1 to the smallest float64. */
const MAX_SHIFT = 1023n - 1n + 52n;
/** Longer integers are an error long before; hostile code must not make us calculate with them. */
const MAX_INT_BITS = 1 << 16;
/** Longer texts are not put together. */
const MAX_BYTES = 1 << 22;

const MIN_INT64 = -(1n << 63n);

/** `^` of an unsigned type flips only the bits of its size, `unsignedBits`. Undefined where Go has no such operation. */
export function unary(op: UnaryOperator, x: Constant, unsignedBits?: number): Constant | undefined {
  switch (op) {
    case '+':
      return x.kind === 'bool' || x.kind === 'string' ? undefined : x;
    case '-':
      return x.kind === 'complex' ? makeComplex(negated(x.re), negated(x.im)) : isReal(x) ? negated(x) : undefined;
    case '!':
      return x.kind === 'bool' ? makeBool(!x.value) : undefined;
    case '^':
      if (x.kind !== 'int') return undefined;
      return makeInt(unsignedBits ? BigInt.asUintN(unsignedBits, ~x.value) : ~x.value);
  }
}

function negated(x: RealConstant): RealConstant | undefined {
  return x.kind === 'int' ? makeInt(-x.value) : makeFraction(-x.num, x.den);
}

/**
 * `integerDivision` makes `/` of integers one of integers, as it is where the type is one.
 * Undefined where Go has no such operation, by division by zero, and where the result is too big to be known.
 */
export function binary(op: BinaryOperator, x: Constant, y: Constant, integerDivision: boolean): Constant | undefined {
  if (x.kind === 'bool' || y.kind === 'bool') {
    if (x.kind !== 'bool' || y.kind !== 'bool' || (op !== '&&' && op !== '||')) return undefined;
    return makeBool(op === '&&' ? x.value && y.value : x.value || y.value);
  }
  if (x.kind === 'string' || y.kind === 'string') {
    if (x.kind !== 'string' || y.kind !== 'string' || op !== '+' || x.bytes.length + y.bytes.length > MAX_BYTES) return undefined;
    return makeString(x.bytes + y.bytes);
  }
  if (op === '/' && integerDivision) return x.kind === 'int' && y.kind === 'int' ? quotient(x.value, y.value) : undefined;
  return isReal(x) && isReal(y) ? ofReals(op, x, y) : ofComplex(op, toComplex(x), toComplex(y));
}

/** Truncated. The compiler's own arithmetic wraps the one result that leaves 64 bits, and so do we. */
function quotient(a: bigint, b: bigint): Constant | undefined {
  if (b === 0n) return undefined;
  return makeInt(a === MIN_INT64 && b === -1n ? MIN_INT64 : a / b);
}

function ofReals(op: BinaryOperator, x: RealConstant | undefined, y: RealConstant | undefined): RealConstant | undefined {
  if (!x || !y) return undefined;
  if (x.kind === 'int' && y.kind === 'int' && op !== '/') return ofInts(op, x.value, y.value);
  const [a, b, c, d] = [numeratorOf(x), denominatorOf(x), numeratorOf(y), denominatorOf(y)];
  if (exceeds(a, b) || exceeds(c, d)) return undefined;
  switch (op) {
    case '+':
      return makeFraction(a * d + c * b, b * d);
    case '-':
      return makeFraction(a * d - c * b, b * d);
    case '*':
      return makeFraction(a * c, b * d);
    case '/':
      return makeFraction(a * d, b * c);
    default:
      return undefined;
  }
}

/** Too long for fractions of it to be exact. */
const exceeds = (num: bigint, den: bigint): boolean => bitLength(num) >= FRACTION_BITS || bitLength(den) >= FRACTION_BITS;

function ofInts(op: BinaryOperator, a: bigint, b: bigint): IntConstant | undefined {
  if (bitLength(a) + bitLength(b) > MAX_INT_BITS) return undefined;
  switch (op) {
    case '+':
      return makeInt(a + b);
    case '-':
      return makeInt(a - b);
    case '*':
      return makeInt(a * b);
    case '%':
      return b === 0n ? undefined : makeInt(a % b);
    case '&':
      return makeInt(a & b);
    case '|':
      return makeInt(a | b);
    case '^':
      return makeInt(a ^ b);
    case '&^':
      return makeInt(a & ~b);
    default:
      return undefined;
  }
}

function ofComplex(op: BinaryOperator, x: ComplexConstant | undefined, y: ComplexConstant | undefined): Constant | undefined {
  if (!x || !y) return undefined;
  const products = (sign: '+' | '-', a: RealConstant, b: RealConstant, c: RealConstant, d: RealConstant) =>
    ofReals(sign, ofReals('*', a, b), ofReals('*', c, d));
  switch (op) {
    case '+':
    case '-':
      return makeComplex(ofReals(op, x.re, y.re), ofReals(op, x.im, y.im));
    case '*':
      return makeComplex(products('-', x.re, y.re, x.im, y.im), products('+', x.im, y.re, x.re, y.im));
    case '/': {
      const square = products('+', y.re, y.re, y.im, y.im);
      const re = products('+', x.re, y.re, x.im, y.im);
      const im = products('-', x.im, y.re, x.re, y.im);
      return makeComplex(ofReals('/', re, square), ofReals('/', im, square));
    }
    default:
      return undefined;
  }
}

/** Undefined where the kinds have no such comparison. */
export function compare(op: Comparison, x: Constant, y: Constant): boolean | undefined {
  if (x.kind === 'bool' || y.kind === 'bool') {
    return x.kind === 'bool' && y.kind === 'bool' ? equality(op, x.value === y.value) : undefined;
  }
  if (x.kind === 'string' || y.kind === 'string') {
    if (x.kind !== 'string' || y.kind !== 'string') return undefined;
    return ordered(op, x.bytes < y.bytes ? -1 : x.bytes > y.bytes ? 1 : 0);
  }
  if (isReal(x) && isReal(y)) return ordered(op, orderOf(x, y));
  const [a, b] = [toComplex(x), toComplex(y)];
  return a && b ? equality(op, orderOf(a.re, b.re) === 0 && orderOf(a.im, b.im) === 0) : undefined;
}

function orderOf(x: RealConstant, y: RealConstant): number {
  const left = numeratorOf(x) * denominatorOf(y);
  const right = numeratorOf(y) * denominatorOf(x);
  return left < right ? -1 : left > right ? 1 : 0;
}

function equality(op: Comparison, isEqual: boolean): boolean | undefined {
  return op === '==' ? isEqual : op === '!=' ? !isEqual : undefined;
}

function ordered(op: Comparison, order: number): boolean {
  switch (op) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Of an integer (`toInt` first). Undefined for counts that Go refuses: below 0, and above the one that makes the smallest float64. */
export function shift(op: '<<' | '>>', x: Constant, count: bigint): IntConstant | undefined {
  if (x.kind !== 'int' || count < 0n || count > MAX_SHIFT || bitLength(x.value) > MAX_INT_BITS) return undefined;
  return makeInt(op === '<<' ? x.value << count : x.value >> count);
}
