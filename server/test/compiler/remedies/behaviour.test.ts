/** The programs of the remedies, run before and after: the same results, and fewer allocations. Skipped, loudly, without a go command. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CASES } from './cases.js';
import { DRIVES, type Drive } from './drives.js';

const drive = ({ imports, results, setup = '', measured, more = '' }: Drive) => `package a

import (
${['fmt', 'testing', ...imports].map(i => `\t"${i}"\n`).join('')})

var sink any

func Drive() (out string, allocations float64) {
	show := func(vs ...any) { out += fmt.Sprintf("%#v\\n", vs) }
	${results}
	${setup}
	allocations = testing.AllocsPerRun(200, func() { ${measured} })
	return out, allocations
}

${more}`;

describe('remedies, run', function () {
  this.timeout(120_000);

  it('leave results as they were, and allocate less', function () {
    if (spawnSync('go', ['version']).status !== 0) {
      console.log('      SKIPPED: no go command on PATH, so no remedy was run');
      this.skip();
    }
    const dir = mkdtempSync(join(tmpdir(), 'go-preflight-remedies-'));
    try {
      writeFileSync(join(dir, 'go.mod'), 'module m\n\ngo 1.22\n');
      const calls = DRIVES.map((d, i) => {
        const found = CASES.find(c => c.remedy === d.remedy && c.name === d.name);
        assert.ok(found, `${d.remedy}: ${d.name}`);
        for (const [when, text] of [
          ['before', found.before],
          ['after', found.after],
        ] as const) {
          const folder = join(dir, `${when}${i}`);
          mkdirSync(folder);
          writeFileSync(join(folder, 'a.go'), text.replace(/[«»]/g, ''));
          writeFileSync(join(folder, 'drive.go'), drive(d));
        }
        return `\tshow(before${i}.Drive())\n\tshow(after${i}.Drive())\n`;
      });
      const imports = DRIVES.flatMap((_, i) => [`\tbefore${i} "m/before${i}"\n`, `\tafter${i} "m/after${i}"\n`]);
      const show = 'func show(out string, n float64) { json.NewEncoder(os.Stdout).Encode([]any{out, n}) }';
      const text = `package main\n\nimport (\n\t"encoding/json"\n\t"os"\n${imports.join('')})\n\n${show}\n\nfunc main() {\n${calls.join('')}}\n`;
      writeFileSync(join(dir, 'main.go'), text);
      const run = spawnSync('go', ['run', '.'], { cwd: dir, encoding: 'utf8', env: { ...process.env, GOFLAGS: '', GOWORK: 'off' } });
      assert.equal(run.status, 0, run.stderr);
      const shown = run.stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as [string, number]);
      assert.equal(shown.length, 2 * DRIVES.length);
      for (const [i, { remedy, name }] of DRIVES.entries()) {
        const [before, after] = [shown[2 * i]!, shown[2 * i + 1]!];
        // Errors and functions are printed by address.
        const plain = (out: string) => out.replace(/\(0x[0-9a-f]+\)/g, '');
        assert.equal(plain(after[0]), plain(before[0]), `${remedy}: ${name}`);
        assert.ok(after[0].length > 0 && after[1] < before[1], `${remedy}: ${name}: ${before[1]} -> ${after[1]} allocations`);
      }
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
