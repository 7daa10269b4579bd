/** Files of packages and folders of imports, compared with what `go list` says of modules that people use. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseName, dirName } from '../../../src/engine/base/paths.js';
import { headOf } from '../../../src/engine/go/package/head.js';
import type { PackageSource } from '../../../src/engine/go/types/importer.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { drive } from '../../../src/engine/workspace/drive.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { readText } from '../../../src/node/host/bounded-reader.js';
import { goHome, readPackage } from '../../../src/node/host/module-cache.js';
import { readTable } from '../../../src/node/host/std-pieces.js';
import { loadEngine } from '../../support/engine-for-tests.js';

/** The last one is of the time before go 1.17: which versions it takes follows from the whole graph. */
const MODULES = [
  'github.com/gin-gonic/gin@v1.10.0',
  'go.uber.org/zap@v1.27.0',
  'github.com/nats-io/nats-server/v2@v2.10.22',
  'github.com/spf13/viper@v1.8.1',
];
const TARGETS = [
  { GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: '1', GOFLAGS: '' },
  { GOOS: 'windows', GOARCH: 'arm64', CGO_ENABLED: '0', GOFLAGS: '' },
  { GOOS: 'darwin', GOARCH: 'arm64', CGO_ENABLED: '0', GOFLAGS: '-tags=nomsgpack,appengine,skip_msg_trace' },
];

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly Standard?: boolean;
  readonly DepOnly?: boolean;
  readonly GoFiles?: readonly string[];
  readonly CgoFiles?: readonly string[];
  readonly TestGoFiles?: readonly string[];
  readonly XTestGoFiles?: readonly string[];
  readonly Imports?: readonly string[];
  readonly TestImports?: readonly string[];
  readonly XTestImports?: readonly string[];
}

const go = (dir: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync('go', args, { cwd: dir, env: { ...process.env, GOWORK: 'off', ...env }, encoding: 'utf8', maxBuffer: 200_000_000 });

function list(dir: string, env: NodeJS.ProcessEnv): Map<string, Listed> {
  const { stdout } = go(
    dir,
    [
      'list',
      '-e',
      '-deps',
      '-test',
      '-json=ImportPath,Dir,Standard,DepOnly,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Imports,TestImports,XTestImports',
      './...',
    ],
    env,
  );
  const all: Listed[] = JSON.parse(`[${stdout.replace(/^\}\n\{/gm, '},\n{')}]`);
  return new Map(all.filter(p => !/[ ]|\.test$/.test(p.ImportPath)).map(p => [p.ImportPath, p]));
}

function folderOf(module: string): string | undefined {
  const { stdout, status } = go('/', ['mod', 'download', '-json', module], { GOFLAGS: '' });
  if (status !== 0) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'go-preflight-packages-'));
  cpSync(JSON.parse(stdout).Dir, dir, { recursive: true });
  for (const at of [dir, ...readdirSync(dir, { recursive: true, encoding: 'utf8' }).map(name => join(dir, name))])
    chmodSync(at, statSync(at).isDirectory() ? 0o755 : 0o644);
  // What is listed is downloaded.
  return TARGETS.every(env => go(dir, ['list', '-e', '-deps', '-test', './...'], env).status === 0) ? dir : undefined;
}

/** Asks until nothing is awaited any more. */
function settle<T>(workspace: Workspace, ask: () => T): T {
  let answer = ask();
  const question = {
    kind: 'question',
    ask: () => {
      answer = ask();
    },
  } as const;
  drive(workspace.reading(question), {
    file: path => readText(path, 4_000_000),
    package: needed => readPackage(needed),
    table: ({ importPath }) => readTable(importPath),
  });
  return answer;
}

const names = (pkg: PackageSource | undefined) => pkg?.files.map(f => baseName(f.path)).sort() ?? [];
const all = (...lists: (readonly string[] | undefined)[]) => lists.flatMap(list => list ?? []).sort();

describe('packages by go list', function () {
  this.timeout(600_000);
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  for (const module of MODULES) {
    describe(module, () => {
      let dir: string | undefined;
      before(function () {
        dir = folderOf(module);
        if (dir !== undefined) return;
        console.log(`      SKIPPED: go cannot download ${module}`);
        this.skip();
      });
      after(() => dir !== undefined && rmSync(dir, { recursive: true }));
      for (const env of TARGETS) {
        it(`${env.GOOS}/${env.GOARCH} ${env.GOFLAGS}`, () => {
          const listed = list(dir!, env);
          const workspace = new Workspace(engine);
          workspace.goPackages.setHome(goHome({ ...process.env, ...env }, path => path));
          const own = [...listed.values()].filter(p => !p.Standard && p.DepOnly !== true);
          assert.ok(own.length > 2);
          for (const p of own) {
            for (const name of readdirSync(p.Dir).filter(n => n.endsWith('.go')))
              workspace.set(join(p.Dir, name), headOf(readText(join(p.Dir, name), 4_000_000)!));
          }
          let imports = 0;
          const compared = new Set<string>();
          /** Everything that is reached, each with what `go list` says of it. */
          const reached = (file: string, from: Listed, paths: readonly string[] = []) => {
            const found: { pkg: PackageSource | undefined; target: Listed | undefined; of: string; path: string }[] = [];
            const seen = new Set<string>();
            const visit = (pkg: PackageSource, of: string, imported: readonly string[] = []) => {
              for (const path of imported) {
                if (path === 'C' || path === 'unsafe' || seen.has(path)) continue;
                seen.add(path);
                const next = workspace.goPackages.find(path, pkg);
                const target = listed.get(path);
                found.push({ pkg: next, target, of, path });
                if (next && target && !target.Standard) visit(next, path, target.Imports);
              }
            };
            visit(workspace.goPackages.of(file)!, from.ImportPath, paths);
            return found;
          };
          const sameImports = (file: string | undefined, from: Listed, paths: readonly string[] = []) => {
            if (file === undefined) return;
            for (const { pkg, target, of, path } of settle(workspace, () => reached(file, from, paths))) {
              imports++;
              const files = all(target?.GoFiles, target?.CgoFiles);
              if (!target || files.length === 0) assert.equal(pkg, undefined, `${of} imports ${path}, which nobody has`);
              else assert.ok(pkg, `${of} imports ${path}`);
              if (!pkg || !target || target.Standard) continue;
              assert.equal(dirName(pkg.files[0]!.path), target.Dir, `${of} imports ${path}`);
              if (target.DepOnly !== true || compared.has(path)) continue;
              compared.add(path);
              assert.deepEqual(names(pkg), files, path);
            }
          };
          for (const p of own) {
            const first = (files: readonly string[] | undefined) => files?.[0] && join(p.Dir, files[0]);
            const of = (file: string | undefined) => (file ? settle(workspace, () => workspace.goPackages.of(file)) : undefined);
            const plain = first(p.GoFiles) ?? first(p.CgoFiles);
            assert.deepEqual(names(of(plain)), all(p.GoFiles, p.CgoFiles), p.ImportPath);
            if (plain) assert.equal(of(plain)!.path, p.ImportPath);
            if (p.TestGoFiles)
              assert.deepEqual(names(of(first(p.TestGoFiles))), all(p.GoFiles, p.CgoFiles, p.TestGoFiles), `${p.ImportPath}, tests`);
            if (p.XTestGoFiles) assert.deepEqual(names(of(first(p.XTestGoFiles))), all(p.XTestGoFiles), `${p.ImportPath}, external tests`);
            sameImports(plain, p, p.Imports);
            sameImports(first(p.TestGoFiles), p, p.TestImports);
            sameImports(first(p.XTestGoFiles), p, p.XTestImports);
          }
          assert.ok(imports > 50, `${imports} imports`);
          console.log(`      ${own.length} packages, ${imports} imports, ${compared.size} other packages with their files`);
        });
      }
    });
  }
});
