/** What holds back what it is given to write, until somebody asks for the rest. */
import { table } from '../base/table.js';
import type { Protocol } from './lifecycles.js';

const ENDS: ReadonlySet<string> = new Set(['Flush', 'Close', 'Reset', 'WriteAll']);
/** It writes when it is full, and the rest when it is flushed. */
const BUFFER: Protocol = { kind: 'writer', releases: ENDS };
/** Its last bytes come with its Close. */
const ENCODER: Protocol = { kind: 'encoder', releases: ENDS };

/** Functions that make one as their first result. */
export const MAKES_WRITER = table<Protocol>({
  'bufio.NewWriter': BUFFER,
  'bufio.NewWriterSize': BUFFER,
  'encoding/csv.NewWriter': BUFFER,
  'text/tabwriter.NewWriter': BUFFER,
  'compress/gzip.NewWriter': ENCODER,
  'compress/gzip.NewWriterLevel': ENCODER,
  'compress/zlib.NewWriter': ENCODER,
  'compress/zlib.NewWriterLevel': ENCODER,
  'compress/flate.NewWriter': ENCODER,
  'encoding/base64.NewEncoder': ENCODER,
  'encoding/base32.NewEncoder': ENCODER,
  'archive/zip.NewWriter': ENCODER,
  'mime/multipart.NewWriter': ENCODER,
  'mime/quotedprintable.NewWriter': ENCODER,
});

/** May be a stream that has no end, as cameras send it (`multipart/x-mixed-replace`), where nobody knows what it is written to. */
export const MAY_BE_ENDLESS = 'mime/multipart.NewWriter';

/** Methods after which one that a pool gave writes to somebody else. */
export const RESETS_WRITER = table<Protocol>({
  'bufio.Writer.Reset': BUFFER,
  'compress/gzip.Writer.Reset': ENCODER,
  'compress/zlib.Writer.Reset': ENCODER,
  'compress/flate.Writer.Reset': ENCODER,
});

/** Methods that give it something; a `ReadFrom` of `bufio.Writer` may go past its buffer. */
export const WRITES = /^(?:Write\w*|Create\w*)$/;

/**
 * Functions that give it something and do not end it. Not those that make a `bufio.Writer` of what they are given, which may be the same one, nor those
 * that flush what has a `Flush` (`image/jpeg`), nor `io.Copy`, which may go past an empty buffer (a run with Go 1.26).
 */
export const WRITES_TO =
  /^(?:fmt\.Fprint(?:f|ln)?|(?:text|html)\/template\.Template\.Execute(?:Template)?|io\.WriteString|encoding\/binary\.Write|encoding\/(?:json|gob)\.NewEncoder|compress\/(?:gzip|zlib|flate)\.NewWriter(?:Level)?)$/;

/** Functions that are given one and may write to it, or not. */
export const MAY_WRITE_TO = /^io\.Copy(?:N|Buffer)?$/;
