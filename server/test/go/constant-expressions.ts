/** Constant expressions as data: made at random, worked out by the engine, and given to `tools/constants-judge` as JSON. */
import {
  type Constant,
  imag,
  makeBool,
  makeComplex,
  overflows,
  real,
  toComplex,
  toFloat,
  toInt,
} from '../../src/engine/go/types/constant.js';
import { type LiteralKind, literal } from '../../src/engine/go/types/constant-literal.js';
import {
  type BinaryOperator,
  binary,
  type Comparison,
  compare,
  shift,
  type UnaryOperator,
  unary,
} from '../../src/engine/go/types/constant-operations.js';
import { representable } from '../../src/engine/go/types/constant-ranges.js';
import { exactString, stringFromInt } from '../../src/engine/go/types/constant-strings.js';

export type Expression =
  | ['literal', LiteralKind, string]
  | ['unary', UnaryOperator, Expression, number]
  | ['binary', BinaryOperator, Expression, Expression, boolean]
  | ['compare', Comparison, Expression, Expression]
  | ['shift', '<<' | '>>', Expression, number]
  | ['toInt' | 'toFloat' | 'toComplex' | 'real' | 'imag' | 'string', Expression]
  | ['complex', Expression, Expression]
  | ['convert', string, Expression];

/** As the judge says it. */
export function answer(e: Expression): string {
  const x = constantOf(e);
  return x ? `${x.kind[0]!.toUpperCase()}${x.kind.slice(1)} ${exactString(x)}` : '?';
}

function constantOf(e: Expression): Constant | undefined {
  switch (e[0]) {
    case 'literal':
      return literal(e[1], e[2]);
    case 'binary':
      return ofBoth(e[2], e[3], (x, y) => binary(e[1], x, y, e[4]));
    case 'compare':
      return ofBoth(e[2], e[3], (x, y) => {
        const holds = compare(e[1], x, y);
        return holds === undefined ? undefined : makeBool(holds);
      });
    case 'complex':
      return ofBoth(e[1], e[2], makeComplex);
    default: {
      const operand = e[0] === 'unary' || e[0] === 'shift' || e[0] === 'convert' ? e[2] : e[1];
      const x = constantOf(operand);
      return x && ofOne(e, x);
    }
  }
}

function ofBoth(a: Expression, b: Expression, of: (x: Constant, y: Constant) => Constant | undefined): Constant | undefined {
  const x = constantOf(a);
  const y = x && constantOf(b);
  return x && y && of(x, y);
}

function ofOne(e: Expression, x: Constant): Constant | undefined {
  switch (e[0]) {
    case 'unary':
      return unary(e[1], x, e[3]);
    case 'shift':
      return shift(e[1], x, BigInt(e[3]));
    case 'convert':
      return overflows(x) ? undefined : representable(x, e[1], 8);
    case 'string':
      return x.kind === 'int' ? stringFromInt(x) : undefined;
    case 'toInt':
      return toInt(x);
    case 'toFloat':
      return toFloat(x);
    case 'toComplex':
      return toComplex(x);
    case 'real':
      return real(x);
    case 'imag':
      return imag(x);
    default:
      throw new Error(`no such operation: ${e[0]}`);
  }
}

const ARITHMETIC = ['+', '-', '*', '/', '%', '&', '|', '^', '&^'] as const;
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
const NUMERIC_TYPES =
  'int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr byte rune float32 float64 complex64 complex128'.split(' ');
/** What is not easily found by chance: ends of ranges, halves between floats, the smallest and the largest of them. */
const NUMBERS: readonly (readonly [LiteralKind, string])[] = [
  ...['0', '1', '2', '5', '7', '0755', '0B101', '0o17', '0X_ff', '1_000_000', '127', '128', '255', '256', '32768', '65535'],
  ...['2147483647', '2147483648', '4294967295', '9223372036854775807', '9223372036854775808', '18446744073709551615'],
  ...[
    '18446744073709551616',
    '16777217',
    '9007199254740993',
    '36028797018963969',
    '0x10ffff',
    '0xd800',
    '340282356779733661637539395458142568448',
  ],
].map(text => ['int', text] as const);
const FRACTIONS: readonly (readonly [LiteralKind, string])[] = [
  ...['0.', '.5', '1.5', '2.0', '1e3', '1E-3', '0.1', '3.14159265358979323846', '0x1p-2', '0X.8P+1', '0x1.fffffep127', '0x1.ffffffp127'],
  ...['1e400', '1e-400', '1e308', '1.8e308', '0x1p-1074', '0x1p-1075', '0x1.8p-1075', '0x1p-149', '0x1p-150', '0x1.8p-150', '1e-46'],
  ...['0x1.fffffffffffff8p1023', '0x1.fffffffffffff7p1023', '0x1.00000000000008p0', '0x1.000001p0', '0x1.000003p0', '1e2000', '1e-2000'],
].map(text => ['float', text] as const);
const IMAGINARY: readonly (readonly [LiteralKind, string])[] = ['0i', '1i', '2.5i', '010i', '0x10i', '0b11i', '1e3i', '08i'].map(
  text => ['imaginary', text] as const,
);
const RUNES: readonly (readonly [LiteralKind, string])[] = ["'a'", "'é'", "'\\x41'", "'\\''", "'\\u00e9'", "'\\U0001F600'", "'😀'"].map(
  text => ['rune', text] as const,
);
const STRINGS = [
  '""',
  '"a"',
  '"b\\n"',
  '"é"',
  '"\\xc3"',
  '"\\xa9"',
  '`r\r\\n`',
  '"\\377\\U0001f600"',
  '"\\u200b\\""',
  '"日本"',
  '"\\x7f\\a"',
];
/** Pieces of which literals, well-formed and not, are put together. */
const PREFIXES = ['', '', '', '0', '0x', '0X', '0b', '0o', '0O_'];
const DIGITS = ['0', '1', '1', '7', '12', '345', '9', '_', 'a', 'F'];
const MIDDLES = ['', '', '.', '.5', '.0_1', '_', 'e3', 'E-2', 'p1', 'P-3', 'e', '.e+10', '.8p2'];
const CHARACTERS = [
  'a',
  'é',
  '日',
  '😀',
  '\\n',
  '\\\\',
  "\\'",
  '\\"',
  '\\x41',
  '\\xff',
  '\\377',
  '\\400',
  '\\u00e9',
  '\\ud800',
  '\\U0010FFFF',
];
const BROKEN = ['\\', '\\x4', '\\U00110000', '\\q', '\n', "'", '"', '`'];

/** Makes expressions of at most `depth` operations one in the other; most of them have a value. */
export function expressionsFrom(random: () => number): (depth: number) => Expression {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const below = (n: number) => Math.floor(random() * n);
  const repeat = (least: number, most: number, piece: () => string) => Array.from({ length: least + below(most) }, piece).join('');

  function integer(depth: number): Expression {
    if (depth === 0) return ['literal', ...(random() < 0.1 ? pick(RUNES) : pick(NUMBERS))];
    const x = integer(depth - 1);
    const choice = random();
    if (choice < 0.15) return ['unary', pick(['+', '-', '^']), x, pick([0, 0, 8, 64])];
    if (choice < 0.3) return ['shift', pick(['<<', '>>']), x, pick([0, 1, 8, 63, 300, 1074])];
    if (choice < 0.35) return ['convert', pick(['int64', 'uint64', 'rune', 'byte']), x];
    return ['binary', pick(ARITHMETIC), x, integer(below(depth)), true];
  }

  function number(depth: number): Expression {
    if (depth === 0) return random() < 0.4 ? integer(0) : ['literal', ...pick(pick([FRACTIONS, FRACTIONS, IMAGINARY]))];
    const x = random() < 0.1 ? integer(depth - 1) : number(depth - 1);
    const choice = random();
    if (choice < 0.1) return ['unary', pick(['+', '-']), x, 0];
    if (choice < 0.2) return [pick(['toInt', 'toFloat', 'toComplex', 'real', 'real', 'imag']), x];
    if (choice < 0.3) return ['complex', ['real', x], ['imag', number(below(depth))]];
    if (choice < 0.5) return ['convert', pick(NUMERIC_TYPES.slice(random() < 0.7 ? -4 : 0)), x];
    return ['binary', pick(['+', '-', '*', '/']), x, number(below(depth)), false];
  }

  /** Operators, operands and counts that may not fit each other. */
  function misfit(depth: number): Expression {
    const x = pick([number, integer])(depth - 1);
    return pick<Expression>([
      ['binary', pick(ARITHMETIC), x, number(below(depth)), random() < 0.5],
      ['unary', '^', x, 8],
      ['shift', '<<', x, pick([1074, 1075])],
      ['convert', pick(NUMERIC_TYPES), x],
      ['string', x],
      ['complex', x, number(below(depth))],
    ]);
  }

  function text(depth: number): Expression {
    if (depth === 0) return ['literal', 'string', pick(STRINGS)];
    return random() < 0.3 ? ['string', integer(depth - 1)] : ['binary', '+', text(depth - 1), text(below(depth)), false];
  }

  function condition(depth: number): Expression {
    const of = pick([number, integer, text]);
    if (depth < 2 || random() < 0.5) return ['compare', pick(COMPARISONS), of(below(depth)), of(below(depth))];
    const x = condition(depth - 1);
    return random() < 0.3 ? ['unary', '!', x, 0] : ['binary', pick(['&&', '||', '&&', '||', '+']), x, condition(below(depth)), false];
  }

  function spelling(): Expression {
    const digits = pick(PREFIXES) + repeat(0, 4, () => pick(DIGITS)) + pick(MIDDLES);
    const character = () => pick(random() < 0.05 ? BROKEN : CHARACTERS);
    return pick<Expression>([
      ['literal', 'int', digits],
      ['literal', 'float', digits],
      ['literal', 'imaginary', `${digits}i`],
      ['literal', 'rune', `'${repeat(1, random() < 0.9 ? 1 : 2, character)}'`],
      ['literal', 'string', `"${repeat(0, 6, character)}"`],
    ]);
  }

  return depth => pick([number, number, number, integer, integer, text, condition, misfit, spelling])(below(depth) + 1);
}
