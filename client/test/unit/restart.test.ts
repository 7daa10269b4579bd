/** A restart that is asked for while one goes on is that one. */
import './fake-vscode.js';
import assert from 'node:assert/strict';
import { State } from 'vscode-languageclient';
import { PreflightClient } from '../../src/client.js';

describe('restart of the server', () => {
  it('happens once, and is not told as an end', async () => {
    const calls: string[] = [];
    let stopped = () => {};
    let changed: (change: { newState: State }) => void = () => {};
    const nothing = { dispose: () => {} };
    const languageClient = {
      onDidChangeState: (listener: typeof changed) => {
        changed = listener;
        return nothing;
      },
      onNotification: () => nothing,
      needsStop: () => true,
      stop: () => {
        calls.push('stop');
        return new Promise<void>(resolve => {
          stopped = resolve;
        });
      },
      start: async () => void calls.push('start'),
    };
    const told: string[] = [];
    const status = { starting: () => told.push('starting'), running: () => told.push('running'), stopped: () => told.push('stopped') };
    const host = { hasCompiler: true, createClient: () => languageClient };
    const client = new PreflightClient(host as never, { error: assert.fail } as never, status as never);
    const restarts = [client.restart(), client.restart()];
    changed({ newState: State.Stopped });
    stopped();
    await Promise.all(restarts);
    assert.deepEqual(calls, ['stop', 'start']);
    assert.deepEqual(told, []);
    changed({ newState: State.Stopped });
    assert.deepEqual(told, ['stopped'], 'an end by itself is told');
  });
});
