/** What is said of a value because of those who call its function, with the real compiler: each line says at its end with which sentences, or without. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { cli } from '../support/cli-terminal.js';
import { LiveGo } from '../support/live-go.js';

const CALLED = `package m

import (
	"bytes"
	"io"
	"net/http"
)

type T struct{ n int }

var last *T

func find(ts []T, n int) *T {
	for _, t := range ts { // with eachIteration
		if t.n == n {
			return &t
		}
	}
	return nil
}

func once(ts []T) *T {
	t := ts[0] // without eachIteration
	return &t
}

func Exported() *T {
	return &T{n: 1} // with inlined
}

func left() *T {
	return &T{n: 2} // without inlined
}

func spared() *T {
	return &T{n: 3} // with inlined
}

func use() int {
	last = Exported()
	last = left()
	last = spared()
	return spared().n
}

func serve(w http.ResponseWriter, r *http.Request) {
	b := &bytes.Buffer{} // with argumentServed
	_, _ = http.NewRequest("POST", "/", b)
}

func batch() {
	b := &bytes.Buffer{} // without argumentServed
	_, _ = http.NewRequest("POST", "/", b)
}

func head(w http.ResponseWriter, r *http.Request) {
	var b [4]byte // with reuseOfPool
	_, _ = io.ReadFull(r.Body, b[:])
}
`;

interface Said {
  readonly messageId: string;
  readonly more?: readonly Said[];
  readonly range: { readonly start: { readonly line: number } };
}

describe('callers, live', function () {
  this.timeout(120_000);
  const go = new LiveGo();
  let said: readonly Said[] = [];
  before(async function () {
    go.start(this, 'nothing was asked of a compiler about callers');
    const dir = go.write('callers', { 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'm.go': CALLED });
    const { stdout } = await cli(dir, ['escapes', '--format', 'json'], { env: process.env });
    said = (JSON.parse(stdout) as { findings: Said[] }).findings;
  });
  after(() => go.stop());

  for (const [line, text] of CALLED.split('\n').entries()) {
    const mark = /\/\/ (with|without) (\w+)$/.exec(text);
    if (!mark) continue;
    it(`“${text.replace(/\s*\/\/.*/, '').trim()}” ${mark[1]} ${mark[2]}`, () => {
      const here = said.filter(f => f.range.start.line === line);
      assert.ok(here.length > 0, 'nothing is said');
      const sentences = here.flatMap(f => [f, ...(f.more ?? [])]).map(f => f.messageId.split('/').at(-1));
      assert.equal(sentences.includes(mark[2]!), mark[1] === 'with', sentences.join(' '));
    });
  }
});
