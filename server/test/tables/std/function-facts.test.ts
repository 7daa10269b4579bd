/** What the table says of functions, as the compilers of the releases say it. */
import assert from 'node:assert/strict';
import { readFunctionFacts } from '../../../src/engine/tables/std/function-facts.js';
import { withoutRange } from '../../../src/engine/tables/std/std-lines.js';
import { StdPackage } from '../../../src/engine/tables/std/std-package.js';
import { STD_PACKAGES } from '../../../src/engine/tables/std/std-packages.generated.js';
import { readTable } from '../../../src/node/host/std-pieces.js';

const read = (path: string, release: number) => new StdPackage(path, readTable(path) ?? assert.fail(`no piece of ${path}`), release);

describe('facts about functions of std', () => {
  it('are read from a line', () => {
    assert.deepEqual(readFunctionFacts(['i54 r>h.2 0>1.1 0~0.3\t0 &T{...}\t~0 make([]int, n)\th append(s, x)', 'r!0 1@2'], true), {
      inlineCost: 54,
      leaks: [
        { parameter: 'receiver', to: 'heap', derefs: 2 },
        { parameter: 0, to: 1, derefs: 1 },
      ],
      stored: [{ parameter: 0, allocation: 0, derefs: 3 }],
      allocates: [
        { text: '&T{...}', to: { result: 0 } },
        { text: 'make([]int, n)', to: { allocation: 0 } },
        { text: 'append(s, x)', to: 'heap' },
      ],
      writes: [{ parameter: 'receiver', derefs: 0 }],
      calls: [{ parameter: 1, derefs: 2 }],
    });
    assert.equal(readFunctionFacts(['?'], true), undefined);
  });

  it('tell what leaks, and what an inlined call allocates', () => {
    const reader = read('bytes', 26).compiled('NewReader');
    assert.deepEqual(reader?.leaks, [{ parameter: 0, to: 'heap', derefs: 0 }]);
    assert.deepEqual(reader?.allocates, [{ text: '&Reader{...}', to: { result: 0 } }]);
    assert.deepEqual(reader?.stored, [{ parameter: 0, allocation: 0, derefs: 0 }]);
    assert.deepEqual(read('strings', 26).compiled('Builder.String')?.leaks, [{ parameter: 'receiver', to: 0, derefs: 1 }]);
  });

  it('say of what has no line that nothing leaks, and nothing of what is no function', () => {
    const strings = read('strings', 26);
    assert.deepEqual(strings.compiled('Index')?.leaks, []);
    for (const symbol of ['NoSuch', 'Builder', 'Reader.s', 'constructor']) assert.equal(strings.compiled(symbol), undefined, symbol);
    assert.equal(read('strings', 22).compiled('Lines'), undefined, 'of 1.24');
    assert.notEqual(read('strings', 24).compiled('Lines'), undefined);
    assert.equal(read('io', 26).compiled('Reader.Read'), undefined, 'a method of an interface');
  });

  it('follow the release', () => {
    const appends = (release: number) => read('strings', release).compiled('Builder.WriteByte')?.allocates.length;
    assert.deepEqual([24, 25].map(appends), [0, 1], 'from 1.25 on the compiler tells of append');
  });

  it('do not say what is written where the compiler does not', () => {
    assert.deepEqual(read('strings', 22).compiled('Builder.Reset')?.writes, [{ parameter: 'receiver', derefs: 0 }]);
    assert.equal(read('strings', 21).compiled('Builder.Reset')?.writes, undefined);
    assert.equal(read('slices', 26).compiled('Sort')?.writes, undefined);
    assert.equal(read('sync/atomic', 26).compiled('Pointer.Store')?.writes, undefined);
  });

  it('know generic functions by their instances', () => {
    assert.deepEqual(read('slices', 26).compiled('Index')?.leaks, []);
    assert.deepEqual(read('sync/atomic', 26).compiled('Pointer.Store')?.leaks, [
      { parameter: 'receiver', to: 'heap', derefs: 0 },
      { parameter: 0, to: 'heap', derefs: 0 },
    ]);
  });

  it('are unknown where nothing was compiled', () => {
    assert.match(read('runtime/cgo', 26).text, /^func NewHandle\(v any\) Handle$/m);
    assert.equal(read('runtime/cgo', 26).compiled('NewHandle'), undefined);
  });

  it('name allocations that there are, in every piece', () => {
    let stored = 0;
    for (const path of STD_PACKAGES.map(withoutRange)) {
      const lines = readTable(path)?.trimEnd().split('\n') ?? [];
      for (const line of lines.slice(lines.lastIndexOf('') + 1)) {
        const facts = readFunctionFacts([withoutRange(line)], true);
        const numbers = [
          ...(facts?.stored ?? []).map(s => s.allocation),
          ...(facts?.allocates ?? []).flatMap(a => (typeof a.to === 'object' && 'allocation' in a.to ? [a.to.allocation] : [])),
        ];
        stored += numbers.length;
        for (const number of numbers) assert.ok(facts!.allocates[number], `${path}: ${line}`);
      }
    }
    assert.ok(stored > 0);
  });
});
