import assert from 'node:assert/strict';
import { excerpt } from '../../src/engine/sites/excerpt.js';

describe('an excerpt of source text', () => {
  it('is one line without comments', () => {
    assert.equal(excerpt('f(a, // the first\n\tb)'), 'f(a, b)');
    assert.equal(excerpt('map[string]int{ // by name\n\t"a": 1, // one\n}'), 'map[string]int{ "a": 1, }');
  });

  it('keeps slashes that begin no comment', () => {
    assert.equal(excerpt('get("http://a.b", 1)'), 'get("http://a.b", 1)');
    assert.equal(excerpt("get(`//`, '/', a / b)"), "get(`//`, '/', a / b)");
    assert.equal(excerpt('get("a\\"//b") // why'), 'get("a\\"//b")');
  });

  it('ends where it gets too long', () => {
    assert.equal(excerpt('abcdef', 4), 'abc…');
  });
});
