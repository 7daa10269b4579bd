// The tests in a real VS Code: `node client/test/e2e/run.mjs [ui] [node] [untrusted] [toolchain] [web]`. Expects a finished build. Prints a
// line for each suite and, for server/tools/test.mjs, writes { passed, failed, skipped } to the file named by E2E_COUNTS.
// Without Chromium or without VS Code it says so loudly and skips, unless CI=true, where that is a failure.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { build } from 'esbuild';
import Mocha from 'mocha';
import { findChromium, setup } from './setup.mjs';

const here = import.meta.dirname;
const root = join(here, '../../..');
const bundles = join(root, 'client/out/e2e');
const temp = mkdtempSync(join(tmpdir(), 'preflight-e2e-'));

/** Mocha here, in front of the browser: what a person sees and clicks. */
async function ui() {
  const mocha = new Mocha({ timeout: 180_000, reporter: 'spec', color: false });
  for (const file of ['ui.test.mjs', 'escapes.test.mjs']) mocha.addFile(join(here, file));
  await mocha.loadFilesAsync();
  const { stats } = await new Promise(done => {
    const runner = mocha.run(() => done(runner));
  });
  return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
}

/** Mocha in the node extension host. */
async function inNodeHost(name, options = {}) {
  const { runInHost } = await import('./in-host.mjs');
  return runInHost({ tests: join(bundles, 'index.js'), ...options, env: { E2E_TESTS: name, ...options.env } });
}

/** A go command that leaves a file behind when it runs, on PATH and in the settings. */
function trap(name, trust) {
  const bin = mkdtempSync(join(temp, `${name}-`));
  const marker = join(bin, 'the-go-command-ran');
  const go = join(bin, 'go');
  writeFileSync(go, '#!/bin/sh\necho "$@" >> "$E2E_MARKER"\necho garbage\n');
  chmodSync(go, 0o755);
  return {
    go,
    settings: { 'security.workspace.trust.enabled': trust },
    env: { E2E_MARKER: marker, PATH: `${bin}${delimiter}${process.env.PATH}` },
  };
}

const suites = {
  ui,
  // The compiler is asked by the tests themselves, so that the static tier can be looked at alone.
  node: () => inNodeHost('trusted', { settings: { 'goPreflight.compiler.run': 'manual' } }),
  untrusted: () => inNodeHost('untrusted', trap('untrusted', true)),
  toolchain: () => inNodeHost('toolchain', trap('toolchain', false)),
  web: async () => {
    const { runInHost } = await import('./in-host.mjs');
    return runInHost({ tests: join(root, 'dist/web/tests.js'), kind: 'web' });
  },
};

/** The tests of the node host, from TypeScript; mocha itself stays outside, since the tests must share it. */
const bundleTests = () =>
  build({
    absWorkingDir: root,
    entryPoints: ['index', 'trusted', 'untrusted', 'toolchain'].map(name => `client/test/node/${name}.ts`),
    outdir: bundles,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });

/** What is missing, in one sentence, or undefined. */
function missing() {
  if (!findChromium()) return 'Chromium is missing (Debian: apt-get install chromium; or set CHROMIUM)';
  return setup();
}

async function main(names) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const problem = missing();
  if (problem && process.env.CI === 'true') {
    console.error(`FAILED: no test in VS Code ran: ${problem}`);
    return { ...total, failed: 1 };
  }
  if (problem) {
    console.error(`\n*** SKIPPED: no test in VS Code ran: ${problem} ***\n`);
    return { ...total, skipped: names.length };
  }
  const vsix = join(temp, 'go-preflight.vsix');
  const packed = spawnSync(process.execPath, [join(root, 'server/tools/package.mjs'), '--out', vsix, '--no-build'], { encoding: 'utf8' });
  if (packed.status !== 0 || !existsSync(vsix)) {
    console.error(`FAILED: no .vsix:\n${packed.stdout}${packed.stderr}`);
    return { ...total, failed: 1 };
  }
  process.env.E2E_VSIX = vsix;
  await bundleTests();
  for (const name of names) {
    const started = performance.now();
    const counts = await suites[name]().catch(error => {
      console.error(error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    for (const key of Object.keys(total)) total[key] += counts[key];
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`client/${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)\n`);
  }
  return total;
}

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !(name in suites));
if (unknown.length > 0) {
  console.error(`no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}
const total = await main(asked.length > 0 ? asked : Object.keys(suites));
rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
if (process.env.E2E_COUNTS) writeFileSync(process.env.E2E_COUNTS, JSON.stringify(total));
process.exit(total.failed > 0 ? 1 : 0);
