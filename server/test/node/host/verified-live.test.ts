/** The light bulb with the real go command. Without one these tests are skipped, and say so. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-protocol';
import { URI } from 'vscode-uri';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { GoCompilerHost } from '../../../src/node/host/compiler-host.js';
import { NodeHost } from '../../../src/node/host/host.js';
import { applyEdit } from '../../lsp/apply.js';
import { Pair } from '../../lsp/pair.js';
import { leftInTempFolder } from '../../support/own-temp-folder.js';

const MAIN = `package main

import (
	"errors"
	"fmt"
	"io"
)

type point struct{ x, y int }

//go:noinline
func newPoint(x int) *point {
	return &point{x: x, y: bufSize}
}

func check(n int) error {
	if n < 0 {
		return errors.New("negative size")
	}
	return nil
}

func label(n int) string {
	return fmt.Sprint(n)
}

func drain(r io.Reader, n int) (sum int) {
	for i := 0; i < 10; i++ {
		buf := make([]byte, n)
		k, _ := r.Read(buf)
		sum += k
	}
	return sum
}

func fill() byte {
	b := make([]byte, bufSize)
	for i := range b {
		b[i] = byte(i)
	}
	return b[len(b)-1]
}

func main() {}
`;
const OTHER = 'package main\n\nvar bufSize = 4096\n\nfunc use() int {\n\tp := newPoint(1)\n\treturn p.x\n}\n';

describe('protocol: verified fixes, live', function () {
  this.timeout(120_000);
  let dir = '';
  let pair: Pair;
  const uri = (file: string) => URI.file(join(dir, file)).toString();

  before(function () {
    if (GoTool.find('')) return;
    console.log('      SKIPPED: no go command on PATH, no fix was verified');
    this.skip();
  });
  beforeEach(async () => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'preflight-fixes-')));
    writeFileSync(join(dir, 'go.mod'), 'module example.com/app\n\ngo 1.21\n');
    writeFileSync(join(dir, 'other.go'), OTHER);
    const disk = new NodeHost({} as never);
    const files = { [uri('other.go')]: OTHER, [uri('go.mod')]: 'module example.com/app\n\ngo 1.21\n' };
    pair = await Pair.start({ files, compiler: new GoCompilerHost(disk), folders: [URI.file(dir).toString()] });
  });
  afterEach(async () => {
    await pair.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Opens the text, waits for the compiler, and opens the light bulb where `at` stands. */
  async function bulb(text: string, at: string): Promise<CodeAction[]> {
    writeFileSync(join(dir, 'main.go'), MAIN);
    await pair.open(uri('main.go'), text, 1);
    await pair.settled();
    const offset = text.indexOf(at);
    const line = text.slice(0, offset).split('\n').length - 1;
    const position = { line, character: offset - (text.lastIndexOf('\n', offset) + 1) };
    const params = { textDocument: { uri: uri('main.go') }, range: { start: position, end: position }, context: { diagnostics: [] } };
    const actions = await pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    return actions.filter(({ title }) => !title.startsWith('Suppress'));
  }
  const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

  it('says in the title that the allocation has gone', async () => {
    const actions = await bulb(MAIN, 'errors.New(');
    assert.deepEqual(titles(actions), ['Make it the package-level error errNegativeSize (verified: no longer allocates)']);
    assert.match(applyEdit(actions[0]!, uri('main.go'), 1, MAIN), /\nvar errNegativeSize = errors\.New\("negative size"\)\n/);
  });

  it('says so of a buffer before the loop', async () => {
    assert.deepEqual(titles(await bulb(MAIN, 'make([]byte, n)')), [
      "Make 'buf' once, before the loop (verified: no longer allocates in each iteration)",
    ]);
  });

  it('says so of a number that strconv formats, on unsaved text', async () => {
    const unsaved = MAIN.replace('func label', '// é😀\nfunc label');
    assert.deepEqual(titles(await bulb(unsaved, 'n)\n}\n\nfunc drain')), [
      "Format with strconv instead of fmt (verified: 'n' is no longer copied to the heap)",
    ]);
  });

  it('changes a constant in a file that is not open', async () => {
    const [action] = await bulb(MAIN, 'make([]byte, bufSize)');
    assert.equal(action?.title, "Make 'bufSize' a constant (verified: no longer allocates)");
    const changes = action.edit?.documentChanges as { textDocument: unknown; edits: { newText: string }[] }[];
    assert.deepEqual(changes[0]?.textDocument, { uri: uri('other.go'), version: null });
    assert.deepEqual(
      changes[0]?.edits.map(e => e.newText),
      ['const bufSize int = 4096'],
    );
  });

  it('says so of a small struct that is returned by value', async () => {
    assert.deepEqual(titles(await bulb(MAIN, '&point{')), ['Return point by value (verified: no longer allocates)']);
  });

  it('does not show a fix that does not build', async () => {
    // A file for another platform holds the name already, which the editor does not know.
    const text = MAIN.replace('func main() {}', 'func main() { errNegativeSize() }');
    writeFileSync(join(dir, 'hidden.go'), 'package main\n\nfunc errNegativeSize() {}\n');
    const hidden = await bulb(text, 'errors.New(');
    assert.deepEqual(titles(hidden), []);
  });

  it('makes no claim about a package that does not build', async () => {
    const actions = await bulb(MAIN.replace('func main() {}', 'func main() { undefined() }'), 'errors.New(');
    for (const title of titles(actions)) assert.doesNotMatch(title, /verified/);
  });

  const WRITTEN = `package main

import (
	"bytes"
	"fmt"
	"io"
)

var last *bytes.Buffer

type point struct{ x int }

func newPoint(x int) *point { return &point{x} }

func count(b *bytes.Buffer) { println(b.Len()) }

func keep(b *bytes.Buffer) { last = b }

func write(w io.Writer, texts []string) error {
	for _, t := range texts {
		buf := new(bytes.Buffer)
		fmt.Fprintf(buf, "%s\\n", t)
		count(buf)
		if _, err := w.Write(buf.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func main() {}
`;
  const refactorings = (actions: readonly CodeAction[]) => actions.filter(({ kind }) => kind === CodeActionKind.RefactorExtract);

  it('extracts a buffer of each iteration to a pool', async () => {
    const [action] = refactorings(await bulb(WRITTEN, 'new(bytes.Buffer)'));
    assert.equal(action?.title, 'Extract to sync.Pool… (verified: allocates only when the pool is empty, and is put back on every path)');
    const text = applyEdit(action, uri('main.go'), 1, WRITTEN);
    assert.match(text, /\n\t\t\tputBuffer\(buf\)\n\t\t\treturn err\n\t\t\}\n\t\tputBuffer\(buf\)\n\t\}/);
    assert.match(text, /\n\t\tbuf := getBuffer\(\)\n/);
  });

  it('extracts none that a function of the package keeps', async () => {
    assert.deepEqual(refactorings(await bulb(WRITTEN.replace('count(buf)', 'keep(buf)'), 'new(bytes.Buffer)')), []);
  });

  it('leaves nothing behind in the temporary folder', async () => {
    const left = await leftInTempFolder(async () => {
      assert.equal((await bulb(MAIN.replace('func main', '// more\nfunc main'), 'errors.New(')).length, 1);
    });
    assert.deepEqual(left, []);
  });
});
