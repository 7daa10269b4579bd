/** Facts about the machine are found on disk. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineFacts } from '../../../src/node/machine/machine-facts.js';

describe('facts about the machine on disk', () => {
  it('name installations by their VERSION file, the file of go env -w, and a GOROOT of another version', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'preflight-machine-'));
    try {
      for (const version of ['go1.26.8', 'go1.24.4']) {
        mkdirSync(join(dir, version, 'bin'), { recursive: true });
        mkdirSync(join(dir, version, 'src', 'runtime'), { recursive: true });
        writeFileSync(join(dir, version, 'bin', 'go'), 'no program', { mode: 0o755 });
        writeFileSync(join(dir, version, 'VERSION'), `${version}\ntime 2026-01-01T00:00:00Z\n`);
      }
      writeFileSync(join(dir, 'go1.24.4', 'go.env'), 'GOTOOLCHAIN=local\n');
      writeFileSync(join(dir, 'env'), 'GOEXPERIMENT=jsonv2\n');
      const [newer, older] = [join(dir, 'go1.26.8'), join(dir, 'go1.24.4')];
      const env = { PATH: `${join(newer, 'bin')}:${join(older, 'bin')}`, GOENV: join(dir, 'env'), GOROOT: older };
      const facts = await machineFacts(dir, '', env);
      assert.deepEqual(facts.onPath, [
        { path: join(newer, 'bin', 'go'), version: 'go1.26.8' },
        { path: join(older, 'bin', 'go'), version: 'go1.24.4', toolchain: 'local' },
      ]);
      assert.deepEqual(facts.go, facts.onPath[0]);
      assert.deepEqual(facts.goEnvFile, { path: join(dir, 'env'), values: { GOEXPERIMENT: 'jsonv2' } });
      assert.deepEqual(facts.goroot, { path: older, isGo: true, version: 'go1.24.4' });
      assert.deepEqual(facts.environment, { GOROOT: older, GOENV: join(dir, 'env') });
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
