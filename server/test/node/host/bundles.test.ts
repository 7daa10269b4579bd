import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBundle } from '../../../src/node/host/bundles.js';

describe('translations on disk', () => {
  let dir: string;

  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-l10n-'));
    mkdirSync(join(dir, 'l10n'));
    writeFileSync(join(dir, 'l10n/de.json'), JSON.stringify({ 'a/one': 'eins', 'a/two': 'zwei', 'a/number': 3 }));
    writeFileSync(join(dir, 'l10n/de-at.json'), JSON.stringify({ 'a/two': 'zwo' }));
    writeFileSync(join(dir, 'l10n/fr.json'), '{ "a/one": ');
  });

  after(() => rmSync(dir, { recursive: true }));

  it('fill what a country lacks from its language', () => {
    assert.deepEqual(readBundle('de_AT.UTF-8', dir), { 'a/one': 'eins', 'a/two': 'zwo' });
    assert.deepEqual(readBundle('de-CH', dir), { 'a/one': 'eins', 'a/two': 'zwei' });
  });

  it('are empty for English, for languages that are not there and for broken files', () => {
    for (const locale of ['C', 'en_GB', 'sv', 'fr', '../l10n/de']) assert.deepEqual(readBundle(locale, dir), {}, locale);
  });
});
