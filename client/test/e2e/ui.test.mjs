// What a person sees and does in VS Code with the .vsix installed. Squiggles are looked for where the eye does: under the token's pixels.
import assert from 'node:assert/strict';
import { readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { needsGo, useEditor } from './editor-session.mjs';
import {
  atPlace,
  clickToken,
  editorText,
  goTo,
  hover,
  lightBulb,
  matrixFrame,
  openFile,
  runCommand,
  squiggles,
  squiggleUnder,
} from './workbench.mjs';

describe('in the real VS Code', () => {
  const editor = useEditor();

  it('shows a squiggle under the pooled buffer that is used after Put', async () => {
    const { page } = editor;
    await openFile(page, 'internal/label/label.go');
    await goTo(page, 37);
    const { kind } = await squiggleUnder(page, 'return b.Len()', 'b');
    assert.ok(['error', 'warning'].includes(kind), kind);
  });

  it('says why in the hover, whose steps lead to their places', async () => {
    const { page } = editor;
    const text = await hover(page, 'return b.Len()', 'b', 'Help: ');
    assert.match(text, /Help: /);
    assert.match(text, /pool\/use-after-put/);
    await page.locator('.monaco-hover a').filter({ hasText: 'label.go(31, 7)' }).click();
    await atPlace(page, 31, 10);
  });

  it('underlines in a clean file what is typed wrong, and nothing else', async () => {
    const { page } = editor;
    await openFile(page, 'internal/metrics/metrics.go');
    await goTo(page, 31);
    await page.keyboard.insertText('\n//go:inline\nfunc last() {}\n');
    await squiggleUnder(page, '//go:inline', '//go:inline');
    assert.equal((await squiggles(page)).length, 1);
    await runCommand(page, 'File: Revert File');
    await page.locator('.editor-instance .squiggly-warning').waitFor({ state: 'detached' });
  });

  it('fixes a Dockerfile through the light bulb, and the fix is in the saved file', async () => {
    const { page, workspace } = editor;
    const file = join(workspace.folder, 'deploy/Dockerfile.experiments');
    await openFile(page, 'deploy/Dockerfile.experiments');
    await squiggleUnder(page, 'ENV GOEXPERIMENT=swissmap', '-greenteagc');
    await lightBulb(page, 'ENV GOEXPERIMENT=swissmap', '-greenteagc', 'nogreenteagc');
    await page.locator('.editor-instance .view-line').filter({ hasText: 'swissmap,nogreenteagc' }).waitFor();
    assert.match(readFileSync(file, 'utf8'), /swissmap,-greenteagc/, 'not saved yet');
    const saved = changeOf(file, text => /GOEXPERIMENT=swissmap,nogreenteagc/.test(text));
    await page.keyboard.press('Control+s');
    await saved;
    const left = await squiggles(page);
    assert.ok(left.length > 0, 'the other findings are still there');
  });

  it('asks the Go compiler from the palette and shows the report with links', async function () {
    const { page } = editor;
    needsGo(this);
    await openFile(page, 'internal/api/handler.go');
    await goTo(page, 39);
    await clickToken(page, 'func newStats()', 'newStats');
    await runCommand(page, 'Go Preflight: Analyze Escapes in Package (-gcflags=-m)');
    const tab = page.locator('.tab', { hasText: 'Escapes in package api' });
    await tab.waitFor();
    await page.keyboard.press('Control+2'); // The report opens beside the code.
    const report = page.locator('.editor-group-container', { has: tab });
    await report.locator('.view-line').filter({ hasText: 'handler.go' }).first().waitFor();
    await report.locator('.detected-link').first().waitFor({ state: 'attached' });
    assert.match(await report.locator('.view-lines').first().textContent(), /stats/);
    await page.keyboard.press('Control+1');
    assert.match(await editorText(page), /newStats/);
  });

  it('shows the build matrix: a value leads to its line, and what is typed there comes back', async () => {
    const { page } = editor;
    await openFile(page, 'deploy/Dockerfile.weigh');
    await runCommand(page, 'Go Preflight: Show Build Matrix');
    const table = await matrixFrame(page);
    const value = table.getByRole('button', { name: /^Go: 1\.26-bookworm/ });
    await value.focus();
    await page.keyboard.press('Enter');
    await page.locator('.statusbar-item', { hasText: /Ln 2, Col 26 \(20 selected\)/ }).waitFor();
    // Typed over the selected `golang:1.26-bookworm`, not saved.
    await page.keyboard.insertText('golang:1.24');
    await table.getByRole('button', { name: /^Go: 1\.24\. Differs from most places/ }).waitFor();
    assert.equal(await value.count(), 0);
  });

  it('asked nothing outside this machine', () => {
    assert.deepEqual(editor.blocked, []);
  });
});

/** Resolves when the text of `file` satisfies `wanted`. */
function changeOf(file, wanted) {
  return new Promise(done => {
    const watcher = watch(file, check);
    function check() {
      if (!wanted(readFileSync(file, 'utf8'))) return;
      watcher.close();
      done();
    }
    check();
  });
}
