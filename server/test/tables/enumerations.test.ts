/** The constants of each type of the table are read from the sources of the standard library. Skipped, loudly, without go. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { enumerations, isEnumeration } from '../../src/engine/tables/enumerations.js';
import { tempFolder } from '../support/cli-terminal.js';

const PROGRAM = `package main

import (
	"fmt"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"os"
)

func main() {
	from := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for i := 1; i < len(os.Args); i += 2 {
		pkg, err := from.Import(os.Args[i])
		if err != nil {
			panic(err)
		}
		least, most, count := int64(0), int64(0), 0
		for _, name := range pkg.Scope().Names() {
			c, ok := pkg.Scope().Lookup(name).(*types.Const)
			if !ok || c.Type() != pkg.Scope().Lookup(os.Args[i+1]).Type() {
				continue
			}
			value, _ := constant.Int64Val(constant.ToInt(c.Val()))
			least, most, count = min(least, value), max(most, value), count+1
		}
		fmt.Println("row", os.Args[i]+"."+os.Args[i+1], least, most, count)
	}
}
`;

describe('types that number a few things', () => {
  it('have constants from 0 to 255', function () {
    this.timeout(120_000);
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('      SKIPPED: no go command, so no row was read');
      this.skip();
    }
    const rows = enumerations();
    const folder = tempFolder({ 'go.mod': 'module example.com/rows\n\ngo 1.22\n', 'main.go': PROGRAM });
    try {
      const { stdout, stderr } = spawnSync('go', ['run', '.', ...rows.flat()], { cwd: folder.dir, encoding: 'utf8' });
      const read = [...stdout.matchAll(/^row (\S+) (-?\d+) (\d+) (\d+)$/gm)].map(m => ({
        name: m[1]!,
        least: m[2],
        most: Number(m[3]),
        count: Number(m[4]),
      }));
      assert.equal(read.length, rows.length, stdout + stderr);
      for (const { name, least, most, count } of read)
        assert.ok(least === '0' && most <= 255 && count > 1, `${name}: ${least} to ${most}, ${count}`);
    } finally {
      folder.remove();
    }
  });

  it('are found by package and name', () => {
    assert.ok(isEnumeration('reflect', 'Kind'));
    assert.ok(!isEnumeration('reflect', 'Type') && !isEnumeration('log/slog', 'Level') && !isEnumeration('', 'Kind'));
  });
});
