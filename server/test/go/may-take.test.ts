/** Which code is asked for its types because of what it may take: a look at the text decides, and may not miss any. */
import assert from 'node:assert/strict';
import { mayTake, namesBy } from '../../src/engine/go/lifecycle/may-take.js';

describe('code that may take something', () => {
  const may = (text: string, ...imports: string[]) => mayTake(text, namesBy(imports, { major: 1, minor: 26 }));

  for (const text of [
    'resp, err := c.fetch(url)\nuse(resp.Body)',
    'var resp, err = fetch()\n_ = resp.Body',
    'if réponse ,\n\terr = fetch(); err == nil { read(réponse.Body) }',
    '_, err := fetch()\nuse(other.Body)',
    '_, err := fetch()\nuse(other().Body)',
    'r1, err := fetch()\nuse(a.Body, r1.Body)',
    '𝒳, err := fetch()\nuse(𝒳.Body)',
    // … in a comment is no part of a name
    'resp, err := fetch() // …resp.Body',
  ])
    it(`is that which may get a response: ${JSON.stringify(text)}`, () => assert.equal(may(text), true));

  for (const text of [
    'for _, s := range fn.Body { walk(s) }',
    'fn.Body = append(fn.Body, s)',
    'a, b == c.Body',
    'n, err := f(fn.Body)',
    'a, err := f(aa.Body)',
  ])
    it(`is not that which has another body: ${text}`, () => assert.equal(may(text), false));

  it('is that which names what its imports lend', () => {
    assert.equal(may('mu.Lock()', 'fmt', 'sync'), true);
    assert.equal(may('mu.Lock()', 'fmt'), false);
  });

  it('is that which makes a channel, starts something and receives', () => {
    assert.equal(may('c := make(chan int)\ngo send(c)\n<-c'), true);
    assert.equal(may('c := make(chan int)\nsend(c)\n<-c'), false);
  });
});
