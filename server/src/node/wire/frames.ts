/**
 * Messages as bytes bring them: header fields, an empty line, so many bytes of text. Where the bytes are something else, nobody can tell any more
 * where a message begins; that is said at the first line that shows it.
 */
import type { Message } from '../../engine/base/message.js';
import { say } from './words.js';

/** Bytes of all fields of one header, and of one text: V8 has no longer string. */
const MAX_HEADER = 4096;
const MAX_LENGTH = 2 ** 28;
/** Characters of the input that are quoted. */
const MAX_QUOTE = 60;

/** The bytes are not the protocol. */
export class NotFramed extends Error {
  constructor(readonly why: Message) {
    super(why.id);
  }
}

interface Body {
  readonly length: number;
  missing: number;
  readonly chunks: Uint8Array[];
}

export class Frames {
  private header = '';
  private body: Body | undefined;

  /** `take` gets the text of each message, in pieces. */
  constructor(private readonly take: (chunks: readonly Uint8Array[]) => void) {}

  /** Throws NotFramed; after that nothing can be pushed. */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) at = this.body === undefined ? this.readHeader(chunk, at) : this.readBody(this.body, chunk, at);
    if (this.header !== '') check(this.header);
  }

  /** The message that has begun, without its header; undefined between two, and in a header. */
  get begun(): { readonly length: number; readonly chunks: readonly Uint8Array[] } | undefined {
    return this.body;
  }

  get isBetween(): boolean {
    return this.body === undefined && this.header === '';
  }

  private readHeader(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      this.header += String.fromCharCode(chunk[at]!);
      if (this.header.endsWith('\n')) check(this.header);
      if (this.header.length > MAX_HEADER) throw new NotFramed(say.noHeader({ text: quoted(this.header) }));
      if (!this.header.endsWith('\r\n\r\n')) continue;
      const length = lengthOf(this.header);
      this.header = '';
      if (length === 0) this.take([]);
      else this.body = { length, missing: length, chunks: [] };
      return at + 1;
    }
    return chunk.length;
  }

  private readBody(body: Body, chunk: Uint8Array, from: number): number {
    const piece = chunk.subarray(from, from + body.missing);
    body.chunks.push(piece);
    body.missing -= piece.length;
    if (body.missing === 0) {
      this.body = undefined;
      this.take(body.chunks);
    }
    return from + piece.length;
  }
}

const FIELD = /^[\w-]+:[^\r\n]*$/;
/** A field of which the end has not come, or the `\r` that begins the empty line. */
const BEGUN_FIELD = /^(?:[\w-]*|[\w-]+:[^\r\n]*\r?|\r)$/;

/** Throws where these can be no fields of a header. */
function check(header: string): void {
  const lines = header.split('\r\n');
  const last = lines.pop()!;
  // The empty line is the last but one, and there is one before.
  const fields = last === '' && lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  const wrong = fields.find(line => !FIELD.test(line)) ?? (BEGUN_FIELD.test(last) ? undefined : last);
  if (wrong !== undefined) throw new NotFramed(say.noHeader({ text: quoted(wrong) }));
}

/** Of the text that a whole header announces. */
function lengthOf(header: string): number {
  const fields = header
    .split('\r\n')
    .slice(0, -2)
    .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const);
  const lengths = fields.flatMap(([name, value]) => (name === 'content-length' ? [value] : []));
  if (lengths.length === 0) throw new NotFramed(say.noLength({ text: quoted(header.trimEnd()) }));
  const wrong = lengths.find(value => !/^\d{1,15}$/.test(value) || Number(value) > MAX_LENGTH || value !== lengths[0]);
  if (wrong !== undefined) throw new NotFramed(say.badLength({ text: quoted(wrong), most: MAX_LENGTH }));
  const type = fields.find(([name]) => name === 'content-type')?.[1] ?? '';
  const named = type
    .toLowerCase()
    .split('charset=')[1]
    ?.split(/[";\s]/);
  const charset = named?.find(part => part !== '') ?? '';
  if (!['', 'utf-8', 'utf8'].includes(charset)) throw new NotFramed(say.badCharset({ text: quoted(type) }));
  return Number(lengths[0]);
}

const quoted = (text: string) => (text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);
