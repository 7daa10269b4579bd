/** What people have been surprised by: small modules, each compared with what `go list` makes of it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { baseName, dirName } from '../../../src/engine/base/paths.js';
import { packageFiles } from '../../../src/engine/go/package/package-files.js';
import { type HeadedFile, scannedFile } from '../../../src/engine/go/package/source-file.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { drive } from '../../../src/engine/workspace/drive.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { readText } from '../../../src/node/host/bounded-reader.js';
import { goHome, readPackage } from '../../../src/node/host/module-cache.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { LiveGo } from '../../support/live-go.js';
import { SURPRISES } from './surprising-modules.js';

interface Listed {
  readonly ImportPath: string;
  readonly Dir?: string;
  readonly Standard?: boolean;
  readonly GoFiles?: readonly string[];
  readonly CgoFiles?: readonly string[];
  readonly TestGoFiles?: readonly string[];
  readonly XTestGoFiles?: readonly string[];
}

describe('surprises of modules and constraints', function () {
  this.timeout(120_000);
  const live = new LiveGo();
  let engine: Engine;
  before(async function () {
    live.start(this, 'files and imports are not compared with go list');
    engine = await loadEngine();
  });
  after(() => live.stop());

  for (const [name, { files, at, env = {}, refused }] of Object.entries(SURPRISES)) {
    it(name, () => {
      const root = live.write(name.replace(/\W+/g, '-'), files);
      const dir = join(root, at);
      const all = { ...process.env, GOFLAGS: '', GOPROXY: 'off', GOWORK: '', CGO_ENABLED: '1', ...env };
      const { stdout } = spawnSync(
        'go',
        ['list', '-e', '-deps', '-test', '-json=ImportPath,Dir,Standard,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles', '.'],
        { cwd: dir, env: all, encoding: 'utf8', maxBuffer: 1e8 },
      );
      const listed: Listed[] = JSON.parse(`[${stdout.replace(/^\}\n\{/gm, '},\n{')}]`);
      const own = listed.find(p => p.Dir === dir && !p.ImportPath.includes(' ') && !p.ImportPath.endsWith('.test'));

      const workspace = new Workspace(engine);
      workspace.goPackages.setHome(goHome(all, path => path));
      const names = readdirSync(dir).filter(n => n.endsWith('.go'));
      for (const file of names) workspace.set(join(dir, file), readText(join(dir, file), 1e6)!);
      const heads = names.map(file => scannedFile(join(dir, file), readText(join(dir, file), 1e6)!, engine.go));
      const taken = packageFiles(heads, workspace.goPackages.target(dir).target);
      const answers = () => {
        const imports = new Map<string, string>();
        for (const { path: file } of [...taken.plain, ...taken.tests, ...taken.external]) {
          const pkg = workspace.goPackages.of(file)!;
          for (const { path } of pkg.files.flatMap(f => f.imports)) {
            const found = workspace.goPackages.find(path, pkg);
            if (found) imports.set(path, dirName(found.files[0]!.path));
          }
        }
        return imports;
      };
      let imports = answers();
      const ask = () => {
        imports = answers();
      };
      drive(workspace.reading({ kind: 'question', ask }), { file: path => readText(path, 1e6), package: needed => readPackage(needed) });
      if (refused) {
        assert.deepEqual(
          [...imports],
          Object.entries(refused).map(([path, folder]) => [path, join(root, folder)]),
        );
        return;
      }
      assert.ok(own, stdout);
      const base = (of: readonly HeadedFile[]) => of.map(f => baseName(f.path)).sort();
      const sorted = (...lists: (readonly string[] | undefined)[]) => lists.flatMap(l => l ?? []).sort();
      assert.deepEqual(
        { plain: base(taken.plain), tests: base(taken.tests), external: base(taken.external) },
        { plain: sorted(own.GoFiles, own.CgoFiles), tests: sorted(own.TestGoFiles), external: sorted(own.XTestGoFiles) },
      );
      const expected = listed.filter(
        p => p.Dir && p.Dir !== dir && !p.Standard && !/[ ]|\.test$/.test(p.ImportPath) && (p.GoFiles ?? []).length > 0,
      );
      const byPath = (entries: Iterable<readonly [string, string]>) => [...entries].filter(([, d]) => d !== dir).sort();
      assert.deepEqual(byPath(imports), byPath(expected.map(p => [p.ImportPath, p.Dir!] as const)));
    });
  }
});
