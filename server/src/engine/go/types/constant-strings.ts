/** Strings made of constants, and how Go prints constants. */
import { type Constant, type IntConstant, makeString, type StringConstant } from './constant.js';
import { utf8OfText } from './utf8.js';

/** What `string(x)` is: the character of that number, or U+FFFD. */
export function stringFromInt(x: IntConstant): StringConstant {
  return makeString(utf8OfText(x.value < 0n || x.value > 0x10ffffn ? '\ufffd' : String.fromCodePoint(Number(x.value))));
}

/** What `len(x)` is. */
export function byteLength(x: StringConstant): number;
/** What `len(x)` is: undefined of what is no string. */
export function byteLength(x: Constant): number | undefined;
export function byteLength(x: Constant): number | undefined {
  return x.kind === 'string' ? x.bytes.length : undefined;
}

/** As `constant.Value.ExactString` of Go prints it: strings quoted, fractions as `1/2`, complex numbers as `(1 + 2i)`. */
export function exactString(x: Constant): string {
  switch (x.kind) {
    case 'bool':
      return String(x.value);
    case 'string':
      return quoted(x.bytes);
    case 'int':
      return String(x.value);
    case 'float':
      return x.den === 1n ? String(x.num) : `${x.num}/${x.den}`;
    case 'complex':
      return `(${exactString(x.re)} + ${exactString(x.im)}i)`;
  }
}

/** What is not printed as it is: ASCII that is escaped, one character of valid UTF-8, or (last) a byte that is part of none. */
const CHARACTER =
  /[^ !#-[\]-~\x80-\xff]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;
const PRINTABLE = /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;
/** Younger than Go's tables, which are those of Unicode 15.0: code points of Unicode 15.1 to 17. */
const YOUNG =
  /[\u1acf-\u1aeb\u{11b60}-\u{11bf9}\u{11f5a}\u088f-\u0897\u0c5c\u0cdc\u1b4e-\u1b4f\u1b7f\u1c89-\u1c8a\u20c1\u2427-\u2429\u2b96\u2ffc-\u2fff\u31e4-\u31ef\ua7cb-\ua7cf\ua7d2\ua7d4\ua7da-\ua7f1\ufbc3-\ufbd2\ufd90-\ufd91\ufdc8-\ufdce\u{105c0}-\u{105f3}\u{10940}-\u{10959}\u{10d40}-\u{10d8f}\u{10ec2}-\u{10efc}\u{11380}-\u{113e2}\u{116d0}-\u{116e3}\u{11db0}-\u{11de9}\u{13460}-\u{143fa}\u{16100}-\u{16139}\u{16d40}-\u{16d79}\u{16ea0}-\u{16ed3}\u{16ff2}-\u{16ff6}\u{187f8}-\u{187ff}\u{18cff}\u{18d09}-\u{18df2}\u{1cc00}-\u{1cef0}\u{1e5d0}-\u{1e6ff}\u{1f6d8}\u{1f777}-\u{1f77a}\u{1f8b2}-\u{1f8d8}\u{1fa54}-\u{1fa57}\u{1fa89}-\u{1fa8f}\u{1fabe}\u{1fac6}-\u{1facd}\u{1fadc}-\u{1fadf}\u{1fae9}-\u{1faef}\u{1fbcb}-\u{1fbef}\u{1fbfa}\u{2b73a}-\u{2b73f}\u{2cea2}-\u{2cead}\u{2ebf0}-\u{2ee5d}\u{323b0}-\u{33479}]/u;
const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** As `strconv.Quote`. */
function quoted(bytes: string): string {
  const known = new Map(Object.entries(NAMED));
  const text = bytes.replace(CHARACTER, sequence => {
    let character = known.get(sequence);
    if (character === undefined) {
      character = shown(sequence);
      known.set(sequence, character);
    }
    return character;
  });
  return `"${text}"`;
}

function shown(sequence: string): string {
  const first = sequence.charCodeAt(0);
  const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
  if (sequence.length === 1) return `\\x${hex(first, 2)}`;
  let code = first & (0x7f >> sequence.length);
  for (let i = 1; i < sequence.length; i++) code = (code << 6) | (sequence.charCodeAt(i) & 0x3f);
  const character = String.fromCodePoint(code);
  if (PRINTABLE.test(character) && !YOUNG.test(character)) return character;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}
