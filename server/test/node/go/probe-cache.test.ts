/** Which toolchain answers in a directory, remembered. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Probe } from '../../../src/node/go/probe.js';
import { ProbeCache } from '../../../src/node/go/probe-cache.js';

describe('the toolchain of a directory', () => {
  it('is asked once until go.mod or the environment changes, and again after a failure', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'go-preflight-probe-'));
    try {
      const cache = new ProbeCache();
      let asked = 0;
      const ask = async (): Promise<Probe> => {
        asked++;
        return { status: { kind: 'ok' }, version: { major: 1, minor: 20 + asked }, goFlags: '' };
      };
      const minor = async (env = {}) => (await cache.get(dir, env, ask)).version?.minor;
      assert.equal(await minor(), 21);
      assert.equal(await minor(), 21);
      assert.equal(await minor({ GOOS: 'plan9' }), 22);
      writeFileSync(join(dir, 'go.mod'), 'module m\n');
      assert.equal(await minor({ GOOS: 'plan9' }), 23);
      const failing = async (): Promise<Probe> => ({ status: { kind: 'timeout', seconds: 1 }, goFlags: '' });
      assert.equal((await cache.get(dir, {}, failing)).status.kind, 'timeout');
      assert.equal((await cache.get(dir, {}, ask)).status.kind, 'ok');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
