// One VS Code with the .vsix, on a copy of test-workspace, for the tests of a `describe`. A failure leaves a picture.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyWorkspace, findGo, startBrowser, startServer, VSIX } from './vscode.mjs';
import { openFolder } from './workbench.mjs';

/** Where pictures of failures go. */
const PICTURES = join(import.meta.dirname, '../../out/e2e-failures');

/** Registers the hooks. In the result are `page`, `workspace` and `blocked`, from `before` on. */
export function useEditor(settings = {}) {
  const editor = {};
  before(async () => {
    editor.workspace = copyWorkspace();
    editor.server = await startServer({ vsix: VSIX, settings });
    Object.assign(editor, await startBrowser());
    await openFolder(editor.page, editor.server, editor.workspace.folder);
  });
  after(async () => {
    await editor.browser?.close();
    await editor.server?.stop();
    editor.workspace?.remove();
  });
  afterEach(async function () {
    if (this.currentTest.state !== 'failed' || !editor.page) return;
    mkdirSync(PICTURES, { recursive: true });
    const file = join(PICTURES, `${this.currentTest.title.replace(/\W+/g, '-')}.png`);
    await editor.page.screenshot({ path: file });
    console.error(`picture: ${file}\n${editor.server.log().slice(-1500)}`);
  });
  return editor;
}

/** Skips the test loudly on a machine without a go command. */
export function needsGo(test) {
  if (findGo()) return;
  console.error('*** SKIPPED: no go command on this machine ***');
  test.skip();
}
