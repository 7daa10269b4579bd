/** What bytes are messages, and at which byte it shows that they are none. */
import assert from 'node:assert/strict';
import { Frames, NotFramed } from '../../../src/node/wire/frames.js';

const frame = (text: string, ...fields: string[]) => [`Content-Length: ${Buffer.byteLength(text)}`, ...fields, '', text].join('\r\n');

/** The texts that pieces of so many bytes bring, and the word that ends them. */
function read(input: string | Uint8Array, size = 1 << 16): { readonly texts: readonly string[]; readonly end?: string } {
  const texts: string[] = [];
  const frames = new Frames(chunks => texts.push(Buffer.concat(chunks).toString('utf8')));
  const bytes = Buffer.from(input as string);
  try {
    for (let at = 0; at < bytes.length; at += size) frames.push(bytes.subarray(at, at + size));
  } catch (error) {
    assert.ok(error instanceof NotFramed);
    return { texts, end: error.why.id };
  }
  assert.equal(frames.isBetween, input === '' || texts.length > 0);
  return { texts };
}

const BROKEN: Readonly<Record<string, readonly [end: string, ...inputs: string[]]>> = {
  'what is no header': [
    'wire/noHeader',
    'hello\n',
    'hello world',
    '{"jsonrpc":"2.0"}',
    '\0',
    '\r\n\r\n',
    '\n',
    '\ufeffContent-Length: 2',
    'GET / HTTP/1.1\r\n',
  ],
  'lines that end otherwise': ['wire/noHeader', 'Content-Length: 2\n\n{}', 'Content-Length: 2\r\r{}', 'Content-Length: 2\r\n\n{}'],
  'a header without an end': ['wire/noHeader', `X: ${'x'.repeat(5000)}`, 'X: y\r\n'.repeat(1000)],
  'no length': ['wire/noLength', 'Content-Type: x\r\n\r\n{}', 'X-Content-Length: 2\r\n\r\n{}'],
  'a length that is none': [
    'wire/badLength',
    ...['', ' ', '-2', '+2', 'x', '2x', '0x2', '2e3', '2.0', '1 2', 'NaN', 'Infinity', '268435457', '9'.repeat(400)].map(
      n => `Content-Length: ${n}\r\n\r\n{}`,
    ),
  ],
  'two lengths': ['wire/badLength', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
  'another encoding': ['wire/badCharset', frame('{}', 'Content-Type: application/vscode-jsonrpc; charset=utf-16')],
};

describe('frames', () => {
  it('are the same in pieces of any size', () => {
    const texts = ['{"a":"é😀"}', '', '{}', 'x'.repeat(3000)];
    const fields = ['content-type: application/vscode-jsonrpc; charset=utf-8', 'X-Other:'];
    const input = texts.map((text, i) => frame(text, ...fields.slice(i))).join('');
    for (const size of [1, 2, 3, 7, 64, 1 << 16]) assert.deepEqual(read(input, size), { texts });
  });

  it('take the fields in any case', () => {
    assert.deepEqual(read('CONTENT-LENGTH:2\r\ncontent-type: x; Charset="UTF8"\r\n\r\n{}').texts, ['{}']);
  });

  for (const [name, [end, ...inputs]] of Object.entries(BROKEN))
    it(`end at ${name}`, () => {
      for (const input of inputs)
        for (const size of [1, 5, 1 << 16]) {
          assert.deepEqual(read(input, size), { texts: [], end }, JSON.stringify(input));
          assert.deepEqual(read(frame('{}') + input, size), { texts: ['{}'], end }, JSON.stringify(input));
        }
    });

  it('end where a length was wrong', () => {
    const short = frame('{"a":1}').replace('7', '4') + frame('{}');
    assert.deepEqual(read(short), { texts: ['{"a"'], end: 'wire/noHeader' });
    const long = frame('{"a":1}').replace('7', '9') + frame('{}');
    assert.deepEqual(read(long), { texts: ['{"a":1}Co'], end: 'wire/noLength' });
  });

  it('take time in proportion to what comes', () => {
    const frames = new Frames(() => {});
    const piece = Buffer.alloc(1, 'x');
    frames.push(Buffer.from('Content-Length: 300000\r\n\r\n'));
    for (let i = 0; i < 300_000; i++) frames.push(piece);
    assert.ok(frames.isBetween);
  });
});
