/** Dockerfiles as instructions: what the builder joins and takes out, and that long ones are read in pieces. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import { type DockerfileSyntax, parsingDockerfile } from '../../src/engine/syntax/dockerfile.js';
import { LogicalText } from '../../src/engine/syntax/logical-text.js';
import { times } from '../support/shapes/shape.js';

const parse = (text: string): DockerfileSyntax => whole(parsingDockerfile(text));

/** `KEYWORD arguments | here-documents`, each as the file has it. */
function read(text: string): string[] {
  return parse(text).instructions.map(({ keyword, keywordSpan, span, arguments: args, heredocs }) => {
    assert.equal(text.slice(keywordSpan.start, keywordSpan.end).replace(/\\\n/g, '').toUpperCase(), keyword);
    assert.ok(span.start <= keywordSpan.start && span.end >= keywordSpan.end && span.end <= text.length);
    for (let i = 0; i < args.text.length; i++) assert.equal(text[args.offsetAt(i)], args.text[i]);
    const bodies = heredocs.map(({ name, expands, body }) => `${expands ? name : `'${name}'`} ${JSON.stringify(body.text)}`);
    return [`${keyword}${args.text}`, ...bodies].join(' | ');
  });
}

describe('Dockerfile syntax', () => {
  it('joins continued lines, without comments and blank lines', () => {
    const text = 'FROM a\r\nRUN go \\\n# why\n\n  build \\  \r\n\t# because\n .\nUSER app';
    assert.deepEqual(read(text), ['FROM a', 'RUN go   build  .', 'USER app']);
    assert.deepEqual(
      parse(text).comments.map(({ text }) => text),
      ['why', 'because'],
    );
  });

  it('takes no doubled escape character for one, and a keyword over two lines for one', () => {
    assert.deepEqual(read('RUN a\\\\\nUSER b\nUS\\\nER c\n\\\nENV d\n'), ['RUN a\\\\', 'USER b', 'USER c', 'ENV d']);
  });

  it('obeys the escape directive, before anything else', () => {
    assert.deepEqual(read('# syntax=docker/dockerfile:1\n# escape=`\nRUN a `\n b\n'), ['RUN a  b']);
    assert.deepEqual(read('\uFEFF# escape=`\nRUN a `\n b\n'), ['RUN a  b']);
    assert.deepEqual(read('\n# escape=`\nRUN a `\nUSER b\n'), ['RUN a `', 'USER b']);
    const { directives, comments } = parse('# Syntax = x\n# no directive\n# escape=`\n');
    assert.deepEqual(directives, [{ name: 'syntax', value: 'x', span: { start: 0, end: 12 } }]);
    assert.equal(comments.length, 2);
  });

  it('takes out here-documents', () => {
    assert.deepEqual(read('RUN <<EOF\na\n EOF\nEOF\nUSER b'), ['RUN <<EOF | EOF "a\\n EOF\\n"', 'USER b']);
    assert.deepEqual(read('COPY <<-"A" <<B /x\n\ta\n\tA\nb\nB\nUSER c'), ['COPY <<-"A" <<B /x | \'A\' "a\\n" | B "b\\n"', 'USER c']);
    assert.deepEqual(read('ONBUILD run <<EOF\na\nEOF\nUSER b'), ['ONBUILD run <<EOF | EOF "a\\n"', 'USER b']);
    assert.deepEqual(read('RUN <<EOF\na\n'), ['RUN <<EOF | EOF "a\\n"']);
  });

  it('reads their names as the builder does, to which an escape is no quote', () => {
    assert.deepEqual(read('RUN <<\\EOF\nFROM a\nEOF\nUSER b'), ['RUN <<\\EOF | EOF "FROM a\\n"', 'USER b']);
    assert.deepEqual(read('# escape=`\nRUN <<-\\EOF\n\ta\n\tEOF\nUSER b'), ['RUN <<-\\EOF | EOF "a\\n"', 'USER b']);
    assert.deepEqual(read(`RUN <<eo'f' <<e\\'g\na\neof\nb\ne'g\nUSER b`), [`RUN <<eo'f' <<e\\'g | 'eof' "a\\n" | e'g "b\\n"`, 'USER b']);
    assert.deepEqual(read('RUN echo \\" <<EOF \\"\na\nEOF\nUSER b'), ['RUN echo \\" <<EOF \\" | EOF "a\\n"', 'USER b']);
    assert.deepEqual(read(`RUN <<"" <<'A\nUSER b`), [`RUN <<"" <<'A`, 'USER b']);
  });

  it('knows what opens none: a quoted word, arithmetic, other instructions', () => {
    assert.deepEqual(read('RUN echo "x <<EOF" $((1<<2)) <<<y\nENV A=<<EOF\nUSER b'), [
      'RUN echo "x <<EOF" $((1<<2)) <<<y',
      'ENV A=<<EOF',
      'USER b',
    ]);
  });

  it('reads nothing of a file with an instruction that nobody writes', () => {
    assert.equal(parse(`FROM a\nENV A=${'x'.repeat(30_000)}\n`).instructions.length, 2);
    const { complete, instructions } = parse(`FROM a\nENV ${times(5000, i => `V${i}=${i} \\\n`)} B=1\nUSER b\n`);
    assert.deepEqual([complete, instructions.length], [false, 0]);
    assert.ok(parse(`FROM a\nRUN <<EOF\n${'x\n'.repeat(14_000)}EOF\nUSER b\n`).complete);
  });

  it('joins no more of an instruction than that', () => {
    const { of } = LogicalText;
    let longest = 0;
    LogicalText.of = pieces => {
      const joined = of(pieces);
      longest = Math.max(longest, joined.text.length);
      return joined;
    };
    try {
      for (const line of ['x', 'x; '.repeat(20)]) parse(`FROM a\nRUN ${times(14_000 / line.length, () => `${line} \\\n`)} a\n`);
      for (const length of [30_000, 60_000, 200_000])
        parse(`FROM a\nRUN ${'x'.repeat(length)}\nRUN a${times(length / 60, () => `\\\n${'y'.repeat(50)}`)}\n`);
    } finally {
      LogicalText.of = of;
    }
    assert.ok(longest > 25_000 && longest <= 32_768, `${longest} characters`);
  });

  it('keeps the place of arguments that are none', () => {
    const text = 'FROM a\nENV\nUSER\\\n';
    const places = parse(text).instructions.map(({ arguments: args }) => args.offsetAt(0));
    assert.deepEqual(places, [4, 10, 15]);
  });

  it('reads long files in pieces', () => {
    for (const lines of [3000, 6000]) {
      let rests = 0;
      for (const work = parsingDockerfile(times(lines, i => `RUN go build -o /a${i} .\n`)); !work.next().done; ) rests++;
      assert.ok(rests >= lines / 500, `${rests} rests`);
    }
  });
});
