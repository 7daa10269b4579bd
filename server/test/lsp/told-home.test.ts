/** Where the module cache is: a question to the disk, which no key asks anew. */
import assert from 'node:assert/strict';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import type { Host } from '../../src/lsp/core/host.js';
import { ToldHome } from '../../src/lsp/documents/told-home.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('the home of go', () => {
  it('is asked for once in a while, and at once where what go is told is news', async () => {
    let now = 0;
    let moduleCache = '/one';
    const asked: unknown[] = [];
    const host = {
      now: () => now,
      goHome: (tools: unknown) => {
        asked.push(tools);
        return { moduleCache, settings: {} };
      },
    } as unknown as Host;
    const workspace = new Workspace(await loadEngine());
    const told: (string | undefined)[] = [];
    workspace.goPackages.setHome = home => void told.push(home.moduleCache);
    let tools = { env: { GOFLAGS: '' } };
    const home = new ToldHome(host, workspace, () => tools as never);

    for (let key = 0; key < 10; key++) home.tell();
    assert.equal(asked.length, 1);
    tools = { env: { GOFLAGS: '-mod=mod' } };
    home.tell();
    assert.equal(asked.length, 2);
    assert.deepEqual(told, ['/one'], 'the same place is no news');
    moduleCache = '/two';
    now = 60_000;
    home.tell();
    assert.deepEqual(told, ['/one', '/two']);
  });
});
