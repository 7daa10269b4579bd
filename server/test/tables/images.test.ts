/** Looking images up. */
import assert from 'node:assert/strict';
import { parseImageReference } from '../../src/engine/base/image-reference.js';
import { imageEntry } from '../../src/engine/tables/images.js';

describe('the table of images', () => {
  it('is searched once for each reference', () => {
    let reads = 0;
    const image = new Proxy(parseImageReference('golang:1.26-alpine')!, {
      get(target, key) {
        reads++;
        return Reflect.get(target, key);
      },
    });
    const entry = imageEntry(image);
    assert.equal(entry?.libc, 'musl');
    const once = reads;
    assert.equal(imageEntry(image), entry);
    assert.equal(reads, once);
  });
});
