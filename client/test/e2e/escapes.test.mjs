// What a person sees of the compiler tier: confirmed findings, their steps, the code lens, and fixes that the compiler has verified.
import assert from 'node:assert/strict';
import { needsGo, useEditor } from './editor-session.mjs';
import {
  actionRows,
  atPlace,
  editorText,
  goTo,
  hover,
  lightBulb,
  nextFrames,
  noSquiggleUnder,
  openFile,
  quickFixes,
  squiggleUnder,
  takeAction,
  tokenBox,
} from './workbench.mjs';

const CONCAT = 'way += stop + " > "';
const VERIFIED = /strings\.Builder \(verified: /;

const lens = (page, text) => page.locator('.editor-instance .codelens-decoration a').filter({ hasText: text });

describe('the compiler tier, in the real VS Code', () => {
  const editor = useEditor();

  it('confirms findings when a file is opened: the lens counts them, a click lists them', async function () {
    const { page } = editor;
    needsGo(this);
    await openFile(page, 'internal/route/route.go');
    await lens(page, /^2 heap allocations · inlinable/)
      .first()
      .click();
    const list = page.locator('.zone-widget .ref-tree .monaco-list-row');
    await list.filter({ hasText: 'hub+"/"+id' }).first().waitFor();
    assert.equal(await list.count(), 2);
    await page.keyboard.press('Escape');
    await list.first().waitFor({ state: 'detached' });
  });

  it('leads from the hover to the way to the heap, step by step, and from a step to its place', async function () {
    const { page } = editor;
    needsGo(this);
    await goTo(page, 13);
    // Growth is a hint, which is not underlined.
    assert.match(await hover(page, 'stops = append', 'append', 'Why does this escape?'), /confirmed by the Go compiler/);
    await page.locator('.monaco-hover a').filter({ hasText: 'Why does this escape?' }).click();
    const step = page.locator('.panel .monaco-list-row').filter({ hasText: 'returned' });
    await step.click();
    await atPlace(page, 13, 17);
    assert.match(await step.textContent(), /route\.go:13$/);
  });

  it('offers a fix that the compiler has verified; applied and saved, the finding is gone', async function () {
    const { page } = editor;
    needsGo(this);
    await goTo(page, 20);
    await squiggleUnder(page, CONCAT, CONCAT);
    await quickFixes(page, CONCAT, 'way');
    await takeAction(page, VERIFIED);
    await page.locator('.editor-instance .view-line').filter({ hasText: 'way.WriteString(stop)' }).waitFor();
    assert.match(await editorText(page), /var way strings\.Builder/);
    await page.keyboard.press('Control+s');
    // A lens may stand where the view does not reach.
    await lens(page, /^\d heap allocations? · inlinable/)
      .nth(1)
      .waitFor({ state: 'attached' });
    await noSquiggleUnder(page, 'way.WriteString(stop)', 'way');
  });
});

describe('a light bulb that nobody has waited for, in the real VS Code', () => {
  // Nothing is verified while the cursor rests, so that the first click comes before any verdict.
  const editor = useEditor({ 'goPreflight.compiler.run': 'manual' });

  it('says that there may be more, and waits for the compiler when asked', async function () {
    const { page } = editor;
    needsGo(this);
    await openFile(page, 'internal/route/route.go');
    await goTo(page, 20);
    await squiggleUnder(page, CONCAT, CONCAT);
    await lightBulb(page, CONCAT, 'way', 'Verify fixes with the Go compiler');
    // The editor may drop the menu for a request of its own: people press the key, and the verdict is there by then.
    await actionRows(page, VERIFIED)
      .waitFor({ timeout: 10_000 })
      .catch(() => quickFixes(page, CONCAT, 'way'));
    await actionRows(page, VERIFIED).waitFor();
    assert.equal(await actionRows(page, 'Verify fixes').count(), 0);
    await takeAction(page, VERIFIED);
    while ((await tokenBox(page, 'var way strings.Builder', 'way')) === undefined) await nextFrames(page);
  });
});
