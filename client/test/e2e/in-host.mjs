// Runs mocha inside VS Code's extension host: on node, or (`kind: 'web'`) in the web worker.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { copyWorkspace, startBrowser, startServer, VSIX } from './vscode.mjs';

/** Chatter of the host's console. The bindings belong to a logger and a watchdog that are left out on purpose. */
const NOISE =
  /^(Ignoring fetching|Creating a socket|Resolv|Updating additional|Error: Could not locate the bindings|Cannot find module '.\/build\/Release\/watchdog|\[(Service Worker|reconnection|AgentHost|Account))/;

/** The line by which the code in the host hands back its counts. */
const COUNTS = /^E2E_COUNTS (\{.*\})$/m;

/**
 * `tests`: the bundle with `run()`. The extension is the installed .vsix, loaded from its folder as one under development, because tests
 * need that. `settings`, `env`, `go` as in `startServer`. Resolves with `{ passed, failed, skipped }`; a run that ends without counts is
 * one failure, and its log is printed.
 */
export async function runInHost({ tests, kind, settings = {}, env = {}, go, timeout = 240_000 }) {
  const temp = mkdtempSync(join(tmpdir(), 'preflight-results-'));
  const output = join(temp, 'output.txt');
  const workspace = copyWorkspace();
  // With a `main` and a `browser` entry, a VS Code server would take the first.
  const place = kind ? { 'remote.extensionKind': { 'go-preflight.go-preflight': [kind] } } : {};
  const server = await startServer({ vsix: VSIX, driver: true, go, settings: { ...settings, ...place }, env: { ...env, E2E_OUT: output } });
  const { browser, page } = await startBrowser();
  try {
    const lines = [];
    let exit;
    const exited = new Promise(done => {
      exit = done;
    });
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      const line = format(...args);
      if (!NOISE.test(line)) lines.push(line);
    });
    await page.exposeFunction('codeAutomationExit', code => exit(code));
    const remote = path => `vscode-remote://127.0.0.1:${server.port}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(server.extension)],
      ['extensionTestsPath', remote(kind ? beside(tests, server.extension) : tests)],
      ['skipWelcome', 'true'],
    ];
    if (kind) payload.push(['extensionDevelopmentKind', kind]);
    await page.goto(`${server.url}?folder=${encodeURIComponent(workspace.folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    let timer;
    const late = new Promise(done => {
      timer = setTimeout(done, timeout, 'timeout');
    });
    const code = await Promise.race([exited, late]);
    clearTimeout(timer);
    const text = existsSync(output) ? readFileSync(output, 'utf8') : lines.join('\n');
    const counts = COUNTS.exec(text);
    if (counts && code !== 'timeout') {
      console.log(text.slice(0, counts.index).trimEnd());
      return JSON.parse(counts[1]);
    }
    console.log(
      `no counts (exit ${code})\n${text}\n-- console of the extension host\n${lines.join('\n')}\n-- server\n${server.log().slice(-4000)}`,
    );
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    await browser.close();
    await server.stop();
    workspace.remove();
    rmSync(temp, { recursive: true, force: true });
  }
}

/** Tests outside of the extension's folder run on node; those inside run where the extension does. */
function beside(tests, extension) {
  const copy = join(extension, 'dist/web/tests.js');
  copyFileSync(tests, copy);
  return copy;
}
