/** The programs that answer agents, as they are shipped. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ROOT } from '../../tools/generate.js';
import { tempFolder } from '../support/cli-terminal.js';

const DIST = join(ROOT, 'dist');
const TEXT = 'package main\n\n//preflight:ignore no/such-rule\nfunc main() {}\n';

describe('bundles for agents', function () {
  this.timeout(60_000);

  before(() => {
    // `npm test` has built them already; a single run of this file need not.
    if (!existsSync(join(DIST, 'mcp.js'))) spawnSync(process.execPath, [join(ROOT, 'server/tools/build.mjs')], { stdio: 'inherit' });
  });

  for (const args of [['mcp.js'], ['cli.js', 'mcp']] as const) {
    it(`answer agents: ${args.join(' ')}`, async () => {
      const { dir, remove } = tempFolder({ 'main.go': TEXT });
      const client = new Client({ name: 'test', version: '1' });
      try {
        await client.connect(
          new StdioClientTransport({ command: process.execPath, args: [join(DIST, args[0]), ...args.slice(1)], cwd: dir }),
        );
        assert.equal((await client.listTools()).tools.length, 5);
        const { structuredContent } = await client.callTool({ name: 'check', arguments: {} });
        const { findings } = structuredContent as { findings: { rule: string; file: string }[] };
        assert.deepEqual(
          findings.map(f => [f.rule, f.file]),
          [['preflight/unused-suppression', 'main.go']],
        );
      } finally {
        await client.close();
        remove();
      }
    });
  }
});
