/** Outlines that are read without the parser have the trees that the parser gives them, or none. */
import assert from 'node:assert/strict';
import type { FlatTree } from '../../src/engine/syntax/flat-tree.js';
import type { GoParser } from '../../src/engine/syntax/go-parser.js';
import { readOutline } from '../../src/engine/syntax/outline-reader.js';
import { withoutRange } from '../../src/engine/tables/std/std-lines.js';
import { STD_PACKAGES } from '../../src/engine/tables/std/std-packages.generated.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { Dice } from '../support/random.js';

const READ = [
  'func F()',
  'func F() {}',
  'func F[T any, K, V ~int | []string](m map[K][]V, rest ...func(a int) chan<- T) <-chan List[T] {}',
  'func (k *Kind) Method(s string, a, b int) (n int, err error) {}',
  'func (List[K, _]) All(pkg.T, chan int, [4]byte, [N]*pkg.List[int, string]) func() {}',
  'func F(a, pkg.B, func(), struct{}, interface{ M() int }) (a, b)',
  'func F(\n\ta int,\n\tb string,\n) {}',
  'type T struct{}',
  'type T struct {\n\t// One.\n\ta, b int `json:"a"` // two\n\n\t/* three */\n\t*Embedded\n\tpkg.Other "tag \\" of it"\n\tList[T]\n\tf func(int) (x error)\n\te [N]interface{}\n}',
  'type T[K comparable, V any] map[K]V',
  'type A = pkg.B[int, string]',
  'type I interface {\n\tM(x int) error\n\tpkg.J\n\t~int | string | *T\n}',
  'type F func(yield func(K, V) bool) (ok bool)',
];

/** What gofmt would write in another way, and what means something else than it seems to. */
const LEFT = [
  'func (l *List) Map[T any](f func(T)) {}',
  'func F(a int /* of them */, b string) int {}',
  'func F() { return }',
  'type T struct { *E `tag` }',
  'type (\n\tA int\n\tB int\n)',
  'type A [N + 1]int',
  'type T[P *C] int',
  'type C chan <-chan int',
  'func F(a, b ...int)',
  'func F(a int, string)',
  'func F()\n\n',
  'func F() ',
  'var x int',
];

describe('an outline that is read without the parser', () => {
  let go: GoParser;
  before(async () => {
    ({ go } = await loadEngine());
  });

  const parsed = (text: string) => go.parse(text).declarations[0]?.tree;
  const rows = ({ text, kinds, fields, starts, ends, parents, afters, tokens, comments, hasError }: FlatTree) =>
    [
      text,
      ...[kinds, fields, starts, ends, parents, afters, tokens].map(column => column.join(' ')),
      JSON.stringify(comments),
      hasError,
    ].join('\n');
  const same = (text: string, read: FlatTree) => {
    const theirs = parsed(text);
    assert.ok(theirs, text);
    assert.equal(rows(read), rows(theirs), text);
  };

  for (const text of READ)
    it(`is the parser's: ${text.split('\n')[0]}`, () => {
      const read = readOutline(text, go.tables);
      assert.ok(read);
      same(text, read);
    });

  for (const text of LEFT) it(`is left to the parser: ${text.split('\n')[0]}`, () => assert.equal(readOutline(text, go.tables), undefined));

  it('is nearly every one of the standard library, and the parser’s again', function () {
    this.timeout(60_000);
    let all = 0;
    let read = 0;
    for (const text of outlines()) {
      all++;
      const tree = readOutline(text, go.tables);
      if (!tree) continue;
      read++;
      same(text, tree);
    }
    assert.ok(all > 5000 && read / all > 0.98, `${read} of ${all}`);
  });

  it('is the parser’s or none while somebody types', function () {
    this.timeout(60_000);
    const random = new Dice(10);
    let read = 0;
    for (const text of outlines()) {
      const typed = changed(text, random);
      const tree = readOutline(typed, go.tables);
      if (!tree) continue;
      read++;
      same(typed, tree);
    }
    assert.ok(read > 1000, `${read}`);
  });
});

/** Functions and types of the standard library's table. */
function* outlines(): Generator<string> {
  for (const path of STD_PACKAGES) {
    const [api = ''] = (readTable(withoutRange(path)) ?? '').split('\n\n');
    for (const line of api.split('\n').map(withoutRange)) if (/^(?:func|type) /.test(line)) yield line;
  }
}

const KEYS = ' \n\t,.[](){}*<-~|=;"`/x0:_';

/** One character more, less, or another. */
function changed(text: string, random: Dice): string {
  const at = random.below(text.length);
  const key = random.chance(0.6) ? KEYS[random.below(KEYS.length)]! : '';
  return text.slice(0, at) + key + text.slice(random.chance(0.5) ? at + 1 : at);
}
