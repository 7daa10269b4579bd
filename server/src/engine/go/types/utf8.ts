/** UTF-8 as strings with one UTF-16 unit (0-255) for each byte, as constants hold it. */

const ASCII = /^[\0-\x7f]*$/;

/** The bytes of a text. */
export function utf8OfText(text: string): string {
  if (ASCII.test(text)) return text;
  const writer = new Utf8Writer(text.length);
  writer.text(text);
  return writer.bytes();
}

/** Spreading the bytes takes ten times as long. */
const fromBytes: { apply(self: null, bytes: ArrayLike<number>): string } = String.fromCharCode;

/** Pieces one after the other, none of them longer than three bytes for each of the units that it was made for. */
export class Utf8Writer {
  private readonly buffer: Uint8Array;
  private length = 0;

  constructor(units: number) {
    this.buffer = new Uint8Array(3 * units);
  }

  byte(value: number): void {
    this.buffer[this.length++] = value;
  }

  /** What is no code point (half of a surrogate pair) becomes U+FFFD, as everywhere in Go. */
  codePoint(code: number): void {
    const c = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    const more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    this.byte(more === 0 ? c : ((0xff00 >> (more + 1)) & 0xff) | (c >> (6 * more)));
    for (let i = more - 1; i >= 0; i--) this.byte(0x80 | ((c >> (6 * i)) & 0x3f));
  }

  text(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const code = unit >= 0xd800 && unit <= 0xdbff ? text.codePointAt(i)! : unit;
      if (code > 0xffff) i++;
      this.codePoint(code);
    }
  }

  bytes(): string {
    let all = '';
    // As many arguments as a call takes everywhere.
    for (let at = 0; at < this.length; at += 8192) {
      all += fromBytes.apply(null, this.buffer.subarray(at, Math.min(at + 8192, this.length)));
    }
    return all;
  }
}
