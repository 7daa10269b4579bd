import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CompilerFact } from '../../src/engine/compiler/facts.js';
import { mergeShapes } from '../../src/engine/compiler/generics.js';
import { LineSplitter } from '../../src/engine/compiler/line-splitter.js';
import { CompilerOutputParser, firstError } from '../../src/engine/compiler/parser.js';
import { DEFAULT_LIMITS } from '../../src/engine/compiler/parser-limits.js';
import { RELEASES, recordedOutput, versionOf } from './recorded.js';

const parse = (text: string, limits = DEFAULT_LIMITS) => {
  const parser = new CompilerOutputParser(limits);
  for (const line of text.split('\n')) parser.pushLine(line);
  return { packages: parser.finish(), parser };
};
const at = (facts: readonly CompilerFact[], place: string) => facts.filter(f => `${f.file}:${f.line}:${f.column}` === place);

describe('compiler text, recorded', () => {
  it('covers releases before and after 1.20 and 1.25', () => {
    const minors = RELEASES.map(r => versionOf(r).minor);
    assert.ok(minors.length >= 5);
    for (const wanted of [18, 24, 25, 26, 27]) assert.ok(minors.includes(wanted), `1.${wanted}`);
  });

  for (const release of RELEASES) {
    describe(release, () => {
      const decisions = recordedOutput(release, 1);
      const shape = decisions.find(o => o.importPath === 'example.com/fixture/shape')!.facts;

      it('reads one entry per package, with facts under each header', () => {
        const names = decisions.map(o => o.importPath);
        assert.ok(names.includes('example.com/fixture/name'));
        assert.ok(names.includes('example.com/fixture/name/inner'));
        assert.ok(decisions.every(o => o.facts.length > 0 && !o.truncated));
      });

      it('reads variables, expressions, parameters and inlining', () => {
        assert.deepEqual(
          at(shape, 'shape.go:26:2').map(f => [f.kind, f.expression]),
          [['moved', 'p']],
        );
        assert.ok(at(shape, 'shape.go:35:14').some(f => f.kind === 'escapes' && f.expression === 'new(point)'));
        assert.ok(at(shape, 'shape.go:104:22').some(f => f.kind === 'leaking' && f.detail === 'result ~r0 level=0'));
        assert.ok(at(shape, 'shape.go:104:32').some(f => f.kind === 'leaking' && f.detail === 'content' && f.expression === 'r'));
        assert.ok(at(shape, 'shape.go:118:39').some(f => f.kind === 'inlined' && f.expression === 'newPoint'));
        assert.ok(at(shape, 'shape.go:60:14').some(f => f.kind === 'stays' && f.expression === '... argument'));
      });

      it('reads positions after non-ASCII text, without columns and from //line', () => {
        assert.equal(at(shape, 'shape.go:132:24')[0]?.expression, 'new(point)');
        const long = shape.filter(f => f.file === 'long.go' && f.kind === 'moved');
        assert.deepEqual(
          long.map(f => [f.line, f.column, f.expression]),
          [[3, undefined, 'y']],
        );
        assert.deepEqual(
          shape.filter(f => f.file === 'line.go' && f.kind === 'moved').map(f => [f.line, f.column, f.expression]),
          [
            [5, 2, 'z'],
            [9, 46, 'w'],
            [17, 27, 'q'],
            [21, 2, 'z'],
          ],
        );
        assert.ok(!shape.some(f => f.file === 'tmpl.y'));
        assert.ok(shape.some(f => f.file === 'crlf.go' && f.kind === 'moved' && f.expression === 'y'));
      });

      it('merges the instances of generic functions', () => {
        assert.ok(shape.every(f => !f.expression.includes('go.shape')));
        assert.equal(at(shape, 'shape.go:153:49').length, 1);
        assert.equal(at(shape, 'shape.go:151:17').filter(f => f.kind === 'moved').length, 1);
      });

      it('takes the flow of -m=2 to the fact it explains', () => {
        const facts = recordedOutput(release, 2).find(o => o.importPath === 'example.com/fixture/shape')!.facts;
        const returned = at(facts, 'shape.go:26:2').find(f => f.kind === 'moved')!;
        assert.deepEqual(
          returned.flow?.map(s => [s.destination.toLowerCase(), s.source, s.notes.map(n => `${n.reason} ${n.line}:${n.column}`)]),
          [['~r0', '&p', ['address-of 27:9', 'return 27:2']]],
        );
        const large = at(facts, 'shape.go:71:6').find(f => f.kind === 'moved')!;
        assert.ok(large.flow?.some(s => s.notes.some(n => n.reason === 'too large for stack')));
        assert.ok(facts.some(f => f.kind === 'inlinable' && f.expression === 'returned' && Number(f.detail) > 0));
        assert.ok(facts.some(f => f.kind === 'notInlinable' && f.expression === 'locked' && f.detail === 'unhandled op DEFER'));
        const places = (list: readonly CompilerFact[]) =>
          list
            .filter(f => f.kind === 'moved' || f.kind === 'escapes')
            .map(f => `${f.file}:${f.line}:${f.column} ${f.kind} ${f.expression}`);
        assert.deepEqual(places(facts).sort(), places(shape).sort(), 'both levels say the same');
      });
    });
  }

  it('prints append only from 1.25 on', () => {
    for (const release of RELEASES) {
      const facts = recordedOutput(release, 1).flatMap(o => o.facts);
      assert.equal(
        facts.some(f => f.kind === 'escapes' && f.expression === 'append'),
        versionOf(release).minor >= 25,
        release,
      );
    }
  });
});

describe('compiler text, made up', () => {
  it('keeps test variants, errors and foreign lines apart', () => {
    const { packages, parser } = parse(
      'go: downloading x v1\n# a\n./a.go:1:2: moved to heap: x\r\n# a [a.test]\n./a_test.go:3:4: moved to heap: y\nvet: noise\n# b\nb.go:1: undefined: z\n',
    );
    assert.deepEqual(
      packages.map(p => [p.importPath, p.variant, p.facts.map(f => `${f.kind} ${f.file}:${f.line}:${f.column} ${f.expression}`)]),
      [
        ['a', '', ['moved a.go:1:2 x']],
        ['a', 'a.test', ['moved a_test.go:3:4 y']],
        ['b', '', ['other b.go:1:undefined undefined: z']],
      ],
    );
    assert.deepEqual(parser.messages, ['go: downloading x v1', 'vet: noise']);
  });

  it('reads Windows paths', () => {
    const [p] = parse('# a\nC:\\src\\a\\a.go:12:5: moved to heap: x\n.\\a.go:13:5: moved to heap: y').packages;
    assert.deepEqual(
      p!.facts.map(f => [f.file, f.line, f.column]),
      [
        ['a.go', 12, 5],
        ['a.go', 13, 5],
      ],
    );
  });

  it('takes the place in brackets behind a //line directive, and the printed one where cgo wrote the file', () => {
    const [p] = parse(
      [
        '# a',
        'tmpl.y:101[/w/a/a.go:5:2]: x escapes to heap in F:',
        'tmpl.y:101[/w/a/a.go:5:2]:   flow: ~r0 ← &x:',
        'tmpl.y:101[/w/a/a.go:5:2]:     from &x (address-of) at ??:102[/w/a/a.go:6:9]',
        'tmpl.y:101[/w/a/a.go:5:2]: moved to heap: x',
        ':7[C:\\w\\a.go:8:3]: moved to heap: y',
        'a/c.go:7:21[c.cgo1.go:10:58]: moved to heap: z',
        './a.go:9:1: "x.y:1[b.go:2:3]: " + v escapes to heap',
        './my dir/a.go:10:1: moved to heap: w',
        'tmpl.y:300[/w/a/a.go:11]: moved to heap: far',
      ].join('\n'),
    ).packages;
    assert.deepEqual(
      p!.facts.map(f => `${f.kind} ${f.raw}:${f.line}:${f.column} ${f.expression}`),
      [
        'moved /w/a/a.go:5:2 x',
        'moved C:\\w\\a.go:8:3 y',
        'moved a/c.go:7:21 z',
        'escapes ./a.go:9:1 "x.y:1[b.go:2:3]: " + v',
        'moved ./my dir/a.go:10:1 w',
        'moved /w/a/a.go:11:undefined far',
      ],
    );
    assert.deepEqual(p!.facts[0]!.flow![0]!.notes, [
      { file: 'a.go', raw: '/w/a/a.go', line: 6, column: 9, expression: '&x', reason: 'address-of' },
    ]);
  });

  it('never throws on garbage', () => {
    for (const text of [
      '# ',
      '#',
      ':1:2: x',
      'a.go:1:2:',
      'a.go:99999999999999999999:1: moved to heap: x',
      '\0\uFFFD'.repeat(50_000),
      'a.go:1:1:   flow: ',
      '# a\na.go:1:1:     from x',
    ]) {
      assert.doesNotThrow(() => parse(text));
    }
  });

  it('cuts a stream into lines and over-long lines to size', () => {
    const lines: string[] = [];
    const splitter = new LineSplitter(l => lines.push(l), 8);
    for (const chunk of ['ab', 'c\nd', '\n\n', 'x'.repeat(100), 'y'.repeat(100), '\nlast']) splitter.push(chunk);
    splitter.end();
    assert.deepEqual(lines, ['abc', 'd', '', 'xxxxxxxx', 'last']);
  });

  it('merges shapes however they nest', () => {
    const cases: [string, string][] = [
      ['&S[go.shape.int]{...}', '&S[…]{...}'],
      ['make([]go.shape.string_0, n)', 'make([]…, n)'],
      ['M[go.shape.map[string]go.shape.int,go.shape.*uint8]', 'M[…,…]'],
      ['f[go.shape.struct { X int; Y []string }](x)', 'f[…](x)'],
      ['f[go.shape.func(int) (string, error)]', 'f[…]'],
      ['f[go.shape.interface { Len() int }]', 'f[…]'],
      ['x', 'x'],
      ['go.shape.[]int{}', '[]…{}'],
      ['go.shape.[]main.T{...}', '[]…{...}'],
      ['&S[go.shape.[]int]{}', '&S[…]{}'],
      ['go.shape.struct { A int }{}', '…{}'],
    ];
    for (const [text, merged] of cases) assert.equal(mergeShapes(text), merged, text);
  });

  it('finds the first error', () => {
    assert.deepEqual(firstError('# a\nx/a.go:3:9: syntax error: unexpected {\nx/a.go:4:1: more\n'), {
      file: 'a.go',
      raw: 'x/a.go',
      line: 3,
      column: 9,
      message: 'syntax error: unexpected {',
    });
    assert.deepEqual(firstError('# a\na/t.y:101[/w/a/a.go:5:2]: undefined: z\n'), {
      file: 'a.go',
      raw: '/w/a/a.go',
      line: 5,
      column: 2,
      message: 'undefined: z',
    });
    const missing = 'a.go:3:8: no required module provides package x.y/z; to add it:\n\tgo get x.y/z\n';
    assert.equal(firstError(missing)?.message, 'no required module provides package x.y/z; to add it: go get x.y/z');
    assert.deepEqual(firstError('import cycle not allowed'), { message: 'import cycle not allowed' });
    assert.equal(firstError('# a\n'), undefined);
    const full = 'compile: writing output: write $WORK/b001/_pkg_.a: no space left on device';
    const decided = [
      './a.go:7:6: can inline f with cost 7 as: func() *T { return &T{...} }',
      './a.go:9:6: cannot inline main: function too complex: cost 86 exceeds budget 80',
      './a.go:7:22: &T{...} escapes to heap in f:',
      './a.go:7:22:   flow: ~r0 ← &{storage for &T{...}}:',
      './a.go:7:22:     from &T{...} (spill) at ./a.go:7:22',
    ];
    assert.deepEqual(firstError(['# a', ...decided, full, ''].join('\n')), { message: full });
    assert.equal(firstError([...decided, './a.go:9:1: undefined: z'].join('\n'))?.message, 'undefined: z');
  });
});
