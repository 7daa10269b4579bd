// What a person does in VS Code, and what they see: open a file, run a command, look where a squiggle is. Waits for conditions only.
const EDITOR = '.editor-instance';
const QUICK_INPUT = '.quick-input-widget .quick-input-box input';

export async function openFolder(page, { url }, folder) {
  await page.goto(`${url}?folder=${encodeURIComponent(folder)}`);
  await page.locator('.monaco-workbench .explorer-folders-view').waitFor();
}

async function pick(page, key, text, row) {
  await page.keyboard.press(key);
  await page.locator(QUICK_INPUT).waitFor();
  await page.locator(QUICK_INPUT).fill(text);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: row }).first().waitFor();
  await page.keyboard.press('Enter');
}

export const runCommand = (page, title) => pick(page, 'F1', `>${title}`, title);

/** `path` is relative to the workspace. */
export async function openFile(page, path) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  await pick(page, 'Control+p', path, name);
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator(`${EDITOR} .view-line`).first().waitFor();
}

/** Moves the cursor, and with it the view, to a 1-based place. */
export async function goTo(page, line, column = 1) {
  await pick(page, 'Control+g', `:${line}:${column}`, `${line}`);
  await page
    .locator(`${EDITOR} .line-numbers.active-line-number`)
    .filter({ hasText: `${line}` })
    .waitFor();
}

/**
 * Box of `token` in the first line on the screen that contains `line`, in CSS pixels; undefined when it is not there. The text is found
 * in the page itself, so this is where a person sees it.
 */
export function tokenBox(page, line, token) {
  return page.evaluate(
    ([editor, lineText, wanted]) => {
      const plain = text => text.replace(/\u00a0/g, ' ');
      const row = [...document.querySelectorAll(`${editor} .view-line`)].find(e => plain(e.textContent).includes(lineText));
      if (!row) return undefined;
      const text = plain(row.textContent);
      const from = text.indexOf(wanted, text.indexOf(lineText));
      if (from < 0) return undefined;
      const range = document.createRange();
      const nodes = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      let at = 0;
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const end = at + node.length;
        if (from >= at && from < end) range.setStart(node, from - at);
        if (from + wanted.length > at && from + wanted.length <= end) range.setEnd(node, from + wanted.length - at);
        at = end;
      }
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x, y, width, height };
    },
    [EDITOR, line, token],
  );
}

/** Boxes of the squiggles on the screen; `kind` is `error`, `warning` or `info`. Hints have dots, and are not among them. */
export function squiggles(page) {
  return page.evaluate(
    editor =>
      [...document.querySelectorAll(`${editor} .view-overlays [class*="squiggly-"]:not(.squiggly-hint)`)].map(element => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height, kind: /squiggly-(\w+)/.exec(element.className)?.[1] };
      }),
    EDITOR,
  );
}

/**
 * Waits until a squiggle stands under exactly `token`: same left and right edge to two pixels, in its line. Rejects with what was seen
 * instead.
 */
export async function squiggleUnder(page, line, token, timeout = 60_000) {
  const near = (a, b) => Math.abs(a - b) <= 2;
  const fits = (box, s) =>
    near(s.x, box.x) && near(s.x + s.width, box.x + box.width) && s.y >= box.y - 3 && s.y + s.height <= box.y + box.height + 6;
  const end = Date.now() + timeout;
  for (;;) {
    const box = await tokenBox(page, line, token);
    const seen = await squiggles(page);
    const found = box && seen.find(s => fits(box, s));
    if (found) return { ...found, token: box };
    if (Date.now() > end) {
      throw new Error(`no squiggle under ${JSON.stringify(token)} at ${JSON.stringify(box)}; there are ${JSON.stringify(seen)}`);
    }
    await nextFrames(page);
  }
}

/** Waits until no squiggle starts under `token`. */
export async function noSquiggleUnder(page, line, token, timeout = 60_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const box = await tokenBox(page, line, token);
    const seen = await squiggles(page);
    if (box && !seen.some(s => Math.abs(s.x - box.x) <= 2 && s.y >= box.y - 3 && s.y <= box.y + box.height + 6)) return;
    if (Date.now() > end) throw new Error(`${JSON.stringify(token)} at ${JSON.stringify(box)}; there are ${JSON.stringify(seen)}`);
    await nextFrames(page);
  }
}

/** Lets the page draw: squiggles come with a frame, so this is what there is to wait for. */
export const nextFrames = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50))));

/** Text of the hover over `token` once it holds `until`: what VS Code says itself comes before what providers say. */
export async function hover(page, line, token, until) {
  const hovers = page.locator('.monaco-hover:not(.hidden) .hover-contents').filter({ hasText: /\S/ });
  for (let attempt = 0; ; attempt++) {
    const box = await tokenBox(page, line, token);
    await page.mouse.move(box.x + box.width / 2, box.y - 40);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    try {
      await hovers.filter({ hasText: until }).first().waitFor({ timeout: 5000 });
      return (await hovers.allTextContents()).join('\n').replace(/\u00a0/g, ' ');
    } catch (error) {
      if (attempt === 5) throw error; // The first move over a fresh editor now and then shows nothing.
    }
  }
}

/** Puts the cursor on `token`; again when the line has moved meanwhile, as it does when code lenses come. */
export async function clickToken(page, line, token) {
  for (let box, now; box === undefined || Math.abs(now.y - box.y) > 2; ) {
    box = await tokenBox(page, line, token);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator(`${EDITOR} .monaco-editor.focused`).waitFor();
    now = await tokenBox(page, line, token);
  }
}

/** Waits until the cursor is where the status bar says `Ln line, Col column`; a tab counts as the columns it is wide. */
export const atPlace = (page, line, column) =>
  page
    .locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, Col ${column}(?!\\d)`) })
    .first()
    .waitFor();

/** Rows of the open menu of code actions. */
export const actionRows = (page, title) => page.locator('.action-widget .monaco-list-row').filter({ hasText: title });

/** Takes an entry of the open menu. By keyboard: a transparent layer may take the clicks. */
export async function takeAction(page, title) {
  const row = actionRows(page, title).first();
  await row.waitFor();
  for (let i = 0; i < 40 && !/\bfocused\b/.test(await row.getAttribute('class')); i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

const lightBulbOf = page =>
  page.locator(`${EDITOR} [class*="codicon-gutter-lightbulb"], ${EDITOR} .lightBulbWidget`).locator('visible=true').first();

/** Puts the cursor on `token`, clicks the light bulb and takes the action called `title`. */
export async function lightBulb(page, line, token, title) {
  const bulb = lightBulbOf(page);
  for (let attempt = 0; ; attempt++) {
    await clickToken(page, line, token);
    try {
      await bulb.waitFor({ timeout: 10_000 });
      await bulb.click({ timeout: 5000 });
      await actionRows(page, title).waitFor({ timeout: 5000 });
      break;
    } catch (error) {
      if (attempt === 5) throw error; // The bulb moves while the layout does, and goes when the cursor does.
      await page.keyboard.press('Escape');
    }
  }
  await takeAction(page, title);
  await actionRows(page, title).first().waitFor({ state: 'detached' });
}

/**
 * Puts the cursor on `token` and opens the menu of code actions by keyboard, which waits for the answer. Not before the light bulb is there:
 * it comes with a request of the editor's own, which drops a menu that is still on its way.
 */
export async function quickFixes(page, line, token) {
  for (let attempt = 0; ; attempt++) {
    await clickToken(page, line, token);
    try {
      await lightBulbOf(page).waitFor({ timeout: 10_000 });
      await page.keyboard.press('Control+.');
      return await actionRows(page, /\S/).first().waitFor({ timeout: 5000 });
    } catch (error) {
      // The editor asks by itself when the cursor has rested, and then drops the menu that is on its way: people press again.
      if (attempt === 5) throw error;
    }
  }
}

/** Lines on the screen of the active editor, top to bottom. */
export function editorText(page, editor = EDITOR) {
  return page
    .locator(`${editor} .view-lines`)
    .first()
    .evaluate(element => {
      const lines = [...element.querySelectorAll('.view-line')].sort(
        (a, b) => Number.parseInt(a.style.top, 10) - Number.parseInt(b.style.top, 10),
      );
      return lines
        .map(line => line.textContent)
        .join('\n')
        .replace(/\u00a0/g, ' ');
    });
}

/** The page of the build matrix once it has rows. Webviews are frames in frames. */
export async function matrixFrame(page, timeout = 60_000) {
  const ends = Date.now() + timeout;
  while (Date.now() < ends) {
    for (const frame of page.frames()) {
      const rows = await frame.locator('main tbody tr').count();
      if (rows > 0) return frame;
    }
    await nextFrames(page);
  }
  throw new Error('the build matrix shows no rows');
}
