/** Runs of the compiler that nobody waits for any more: they stop where they are and tell nothing. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver';
import type { CompilerPackageResult } from '../../../src/engine/compiler/facts.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { NO_TOOLS } from '../../../src/lsp/core/settings.js';
import type { GoTool } from '../../../src/node/go/go-tool.js';
import { GoCompilerHost } from '../../../src/node/host/compiler-host.js';
import { fromPath } from '../../../src/node/host/paths.js';
import { verifyFixes } from '../../../src/node/host/verify-fixes.js';
import { loadEngine } from '../../support/engine-for-tests.js';

const TEXT = 'package a\n\nfunc f() {}\n';

describe('a run of the compiler that is cancelled', function () {
  this.timeout(60_000);
  let engine: Engine;
  let dir: string;
  const key = (path: string) => fromPath(join(dir, path));
  before(async () => {
    engine = await loadEngine();
  });
  beforeEach(() => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'preflight-cancelled-')));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  describe('by a fake go command', () => {
    let source: CancellationTokenSource;
    before(function () {
      if (process.platform === 'win32') this.skip();
    });
    beforeEach(() => {
      source = new CancellationTokenSource();
      const listed = JSON.stringify({ ImportPath: 'm/a', Dir: join(dir, 'a'), GoFiles: ['a.go', 'b.go'], Export: '/x' }, undefined, '\t');
      const list = `echo '# m/a' >&2\ncat <<'END'\n${listed}\nEND`;
      writeFileSync(join(dir, 'go'), `#!/bin/sh\nif [ "$1" = env ]; then printf 'go1.26.8\\n\\n'; else\n${list}\nfi\n`, { mode: 0o755 });
      for (const module of ['a', 'b']) {
        mkdirSync(join(dir, module));
        writeFileSync(join(dir, module, 'go.mod'), 'module m\n');
        for (const file of ['a.go', 'b.go']) writeFileSync(join(dir, module, file), TEXT);
      }
    });

    /** `defer`: what runs between two files. */
    function analyze(scope: 'package' | 'workspace', defer: () => void, progress: () => void) {
      async function* listFiles() {
        yield [key('a/go.mod'), key('b/go.mod')];
      }
      const later = (task: () => void) => {
        defer();
        task();
      };
      const host = new GoCompilerHost({ listFiles, defer: later });
      const tools = { ...NO_TOOLS, goPath: join(dir, 'go') };
      const path = scope === 'workspace' ? fromPath(dir) : key('a/a.go');
      const request = {
        scope,
        path,
        open: new Map<string, string>(),
        tools,
        workspace: new Workspace(engine),
        engine,
        tests: false,
        files: 'all' as const,
      };
      return host.analyze(request, source.token, progress);
    }

    it('goes to no other module', async () => {
      const outcome = await analyze(
        'workspace',
        () => {},
        () => source.cancel(),
      );
      assert.deepEqual([outcome.status, outcome.message, outcome.files.size], ['unavailable', undefined, 0]);
    });

    it('joins no other file', async () => {
      const whole = await analyze(
        'package',
        () => {},
        () => {},
      );
      assert.equal(whole.files.size, 2);
      const cut = await analyze(
        'package',
        () => source.cancel(),
        () => {},
      );
      assert.equal(cut.files.size, 1);
    });
  });

  describe('while fixes are verified', () => {
    let controller: AbortController;
    let compiled: number;
    beforeEach(() => {
      controller = new AbortController();
      compiled = 0;
      writeFileSync(join(dir, 'a.go'), TEXT);
    });

    /** Indices of the outcomes that are told; `cancelAt` says where it is cancelled. */
    async function told(cancelAt: 'compile 1' | 'compile 2' | 'join' | 'outcome' | 'never'): Promise<number[]> {
      const result: CompilerPackageResult = {
        ...{ importPath: 'm/a', dir, files: ['a.go'], facts: [], goVersion: { major: 1, minor: 26 }, truncated: false },
      };
      const analyzePackages = async () => {
        compiled++;
        if (cancelAt === `compile ${compiled}`) controller.abort();
        return controller.signal.aborted ? { status: { kind: 'cancelled' }, packages: [] } : { status: { kind: 'ok' }, packages: [result] };
      };
      const parse = (text: string) => {
        if (cancelAt === 'join') controller.abort();
        return engine.go.parse(text);
      };
      const out: number[] = [];
      const tell = (index: number) => {
        out.push(index);
        if (cancelAt === 'outcome') controller.abort();
      };
      const variants = ['// one\n', '// two\n'].map(more => new Map([[key('a.go'), TEXT + more]]));
      const parts = { path: key('a.go'), open: new Map<string, string>(), variants, tools: NO_TOOLS, workspace: new Workspace(engine) };
      const request = { ...parts, engine: { ...engine, go: { parse } } as unknown as Engine };
      await verifyFixes({ analyzePackages } as unknown as GoTool, request, dir, controller.signal, tell);
      return out;
    }

    it('tells nothing when it ends before there is something to compare with', async () => {
      assert.deepEqual(await told('compile 1'), []);
    });
    it('tells nothing when it ends while a fix is compiled', async () => {
      assert.deepEqual([await told('compile 2'), compiled], [[], 2]);
    });
    it('tells nothing when it ends while the words of the compiler are joined', async () => {
      assert.deepEqual(await told('join'), []);
    });
    it('compiles no other fix', async () => {
      assert.deepEqual([await told('outcome'), compiled], [[0], 2]);
    });
    it('tells all when nobody ends it', async () => {
      assert.deepEqual([await told('never'), compiled], [[0, 1], 3]);
    });
  });
});
