// Takes the pictures of the README from the real VS Code: `node client/test/e2e/screenshots.mjs [name…]`. Run it after
// `npm run package`. A squiggle that is not under its token ends it with an error, and no picture is written.
import { join } from 'node:path';
import { copyWorkspace, ROOT, startBrowser, startServer, VSIX } from './vscode.mjs';
import {
  actionRows,
  clickToken,
  goTo,
  hover,
  matrixFrame,
  openFile,
  openFolder,
  quickFixes,
  runCommand,
  squiggleUnder,
} from './workbench.mjs';

const MEDIA = join(ROOT, 'client/media');
const SETTINGS = {
  'workbench.colorTheme': 'Default Light Modern',
  'editor.fontSize': 14,
  'editor.occurrencesHighlight': 'off',
  'editor.stickyScroll.enabled': false,
  'editor.guides.indentation': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'editor.hover.delay': 200,
  'editor.hover.above': false,
  'workbench.activityBar.location': 'hidden',
  'breadcrumbs.enabled': false,
};

/** The page the pictures are taken of; a new one for each, so that none depends on what another left open. */
let page;
const shoot = name => page.screenshot({ path: join(MEDIA, `${name}.png`) });

/** Each brings the editor into a state and takes one picture. */
const PICTURES = {
  async 'go-hover'() {
    await openFile(page, 'internal/label/label.go');
    await goTo(page, 33, 9);
    await squiggleUnder(page, 'return b.Len()', 'b');
    await hover(page, 'return b.Len()', 'b', 'Help: ');
    await shoot('go-hover');
  },

  async 'dockerfile-fix'() {
    await openFile(page, 'deploy/Dockerfile.experiments');
    await squiggleUnder(page, 'ENV GOEXPERIMENT=swissmap', '-greenteagc');
    await quickFixes(page, 'ENV GOEXPERIMENT=swissmap', '-greenteagc');
    await actionRows(page, 'nogreenteagc').waitFor();
    await shoot('dockerfile-fix');
    await page.keyboard.press('Escape');
  },

  async 'verified-fix'() {
    await openFile(page, 'internal/route/route.go');
    await goTo(page, 23);
    const line = 'way += stop + " > "';
    await squiggleUnder(page, line, line);
    await quickFixes(page, line, 'way');
    await actionRows(page, '(verified: ').waitFor();
    await shoot('verified-fix');
    await page.keyboard.press('Escape');
  },

  async 'why-escapes'() {
    await openFile(page, 'internal/api/handler.go');
    await page.locator('.codelens-decoration').first().waitFor();
    await goTo(page, 39);
    await clickToken(page, 'stats := Stats{', 'stats');
    await runCommand(page, 'Go Preflight: Why Does This Escape?');
    await page.locator('.panel .monaco-list-row').filter({ hasText: 'returned' }).first().waitFor();
    await page.locator('.codelens-decoration').filter({ hasText: 'cost' }).first().waitFor();
    await shoot('why-escapes');
  },

  async 'escape-report'() {
    await page.setViewportSize({ width: 1400, height: 640 });
    await openFile(page, 'internal/api/handler.go');
    await goTo(page, 39);
    await clickToken(page, 'func newStats()', 'newStats');
    await runCommand(page, 'Go Preflight: Analyze Escapes in Package (-gcflags=-m)');
    const tab = page.locator('.tab', { hasText: 'Escapes in package api' });
    await tab.waitFor();
    await page.locator('.editor-group-container', { has: tab }).locator('.detected-link').first().waitFor({ state: 'attached' });
    await page.locator('.notification-toast').waitFor({ state: 'detached' });
    await shoot('escape-report');
  },

  async 'build-matrix'() {
    // Wide enough for all columns.
    await page.setViewportSize({ width: 1400, height: 680 });
    await openFile(page, 'deploy/Dockerfile.experiments');
    await runCommand(page, 'Go Preflight: Show Build Matrix');
    const table = await matrixFrame(page);
    const value = table.getByRole('button', { name: /^GOEXPERIMENT: swissmap/ });
    await value.click();
    await value.hover();
    await page.locator('.statusbar-item', { hasText: 'selected' }).first().waitFor();
    await shoot('build-matrix');
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !(name in PICTURES));
if (unknown.length > 0) throw new Error(`no such picture: ${unknown}; there are ${Object.keys(PICTURES)}`);
for (const [name, take] of Object.entries(PICTURES)) if (wanted.length === 0 || wanted.includes(name)) await inNewEditor(take);

async function inNewEditor(take) {
  const workspace = copyWorkspace();
  const server = await startServer({ vsix: VSIX, settings: SETTINGS });
  const { browser, page: fresh } = await startBrowser({ viewport: { width: 1100, height: 640 }, deviceScaleFactor: 1.5 });
  page = fresh;
  try {
    await openFolder(page, server, workspace.folder);
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await take();
  } catch (error) {
    await page.screenshot({ path: join(ROOT, 'client/out/failed-picture.png') });
    throw error;
  } finally {
    await browser.close();
    await server.stop();
    workspace.remove();
  }
}
