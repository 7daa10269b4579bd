import assert from 'node:assert/strict';
import { localeOf, translationsFor } from '../../src/engine/base/locale.js';

describe('locale', () => {
  it('is looked for from the closest translation to the widest', () => {
    assert.deepEqual(translationsFor('de_AT.UTF-8'), ['de-at', 'de']);
    assert.deepEqual(translationsFor('sr_RS@latin'), ['sr-rs', 'sr']);
    assert.deepEqual(translationsFor('pt-br'), ['pt-br', 'pt']);
    assert.deepEqual(translationsFor('zh-hans-CN'), ['zh-hans-cn', 'zh-hans', 'zh']);
  });

  it('is English without a translation, and for names that are none', () => {
    for (const name of ['', 'C', 'C.UTF-8', 'POSIX', 'en', 'en_GB.UTF-8', '../../etc/passwd', 'a b', '..', 'x/y'])
      assert.deepEqual(translationsFor(name), [], name);
  });

  it('comes from the first variable that is set', () => {
    assert.equal(localeOf({ LC_ALL: '', LC_MESSAGES: 'fr_FR', LANG: 'de_DE' }), 'fr_FR');
    assert.equal(localeOf({ LC_ALL: 'C', LANG: 'de_DE' }), 'C');
    assert.equal(localeOf({ LC_CTYPE: 'de_DE' }), '');
  });
});
