/** `verify_fix` and `why`, which ask the Go compiler: skipped, loudly, where there is none. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { say } from '../../../src/node/mcp/words.js';
import { type Answer, APP, type Found, McpProject, RETURNED, UTIL } from '../../support/mcp-project.js';

describe('changes that agents have tried out', function () {
  this.timeout(120_000);
  let project: McpProject;
  before(async function () {
    if (GoTool.find('') !== undefined) {
      project = await McpProject.start();
      return;
    }
    console.log('      SKIPPED: no go command on PATH, changes are not tried out');
    this.skip();
  });
  after(() => project?.stop());

  const changed = (from: string, to: string) => ({ edits: [{ path: 'util/util.go', text: UTIL.replace(from, to) }] });
  /** As an agent writes them: without right numbers. */
  const PATCH = `--- a/util/util.go\n+++ b/util/util.go\n@@ -11,9 +11,9 @@ func Render(name string) []byte {\n \tb.WriteString(name)\n-\treturn b.Bytes()\n+\treturn bytes.Clone(b.Bytes())\n }\n\n type Point struct{ X, Y int }\n`;

  it('tells why a value is on the heap, by the compiler', async () => {
    const { text, isError } = await project.ask('why', { file: 'util/util.go', line: 21 });
    assert.ok(!isError, text);
    assert.match(text, /^util\/util\.go:21 \| p := Point\{X: x\}\n/);
    assert.match(text, /\[escape\/[\w-]+\]\n {4}util\/util\.go:2\d:/);
    assert.equal((await project.ask('why', { file: 'util/none.go', line: 1 })).isError, true);
    assert.equal((await project.ask('why', { file: 'util/util.go', line: 999 })).isError, true);
    await project.assertRefused(
      'why',
      { file: '../other/secret.go', line: 1 },
      say.outside({ path: '../other/secret.go', folders: project.dir }),
    );
  });

  for (const [title, change] of [
    ['a patch with wrong numbers', { patch: PATCH }],
    ['whole files', changed('return b.Bytes()', 'return bytes.Clone(b.Bytes())')],
  ] as const)
    it(`tries ${title} out: what goes, what comes, and nothing is written`, async () => {
      const { data, text } = await project.ask('verify_fix', change);
      assert.equal(data.compiles, 'yes', text);
      const [removed, added, allocated] = [data.findingsRemoved, data.findingsAdded, data.allocationsAdded] as Found[][];
      assert.deepEqual(
        [removed!.map(f => f.rule), added, allocated!.map(f => f.code)],
        [[RETURNED], [], ['return bytes.Clone(b.Bytes())']],
      );
      assert.equal(data.allocationsAfter, (data.allocationsBefore as number) + 1);
      assert.ok(text.includes(`util/util.go:15:9 ${RETURNED}: `), text);
      assert.equal(readFileSync(join(project.dir, 'util/util.go'), 'utf8'), UTIL);
    });

  it('sees an allocation go', async () => {
    const { data } = await project.ask(
      'verify_fix',
      changed(
        'func New(x int) *Point {\n\tp := Point{X: x}\n\treturn &p',
        'var one = new(Point)\n\nfunc New(x int) *Point {\n\tone.X = x\n\treturn one',
      ),
    );
    assert.deepEqual([data.compiles, (data.allocationsRemoved as string[]).length, data.allocationsAdded], ['yes', 1, []]);
  });

  it('finds what does not compile any more, in other packages and in tests too', async () => {
    const { data, text } = await project.ask(
      'verify_fix',
      changed('New(x int) *Point {\n\tp := Point{X: x}', 'New(x, y int) *Point {\n\tp := Point{X: x, Y: y}'),
    );
    const errors = data.errors as string[];
    assert.equal(data.compiles, 'no', text);
    assert.deepEqual(errors.map(e => e.split(': ')[0]).sort(), ['app/main.go:5', 'util/util_test.go:6']);
    assert.ok(
      errors.some(e => e.endsWith(' | if New(1).X != 1 {')),
      text,
    );
  });

  it('tells what did not compile before from what the change breaks', async () => {
    const good = (text: string) => ({ edits: [{ path: 'half/good/good.go', text: `package good\n\n${text}\n` }] });
    const [sound, broken] = [
      await project.ask('verify_fix', good('func F() int { return 2 }')),
      await project.ask('verify_fix', good('func F() { return 2 }')),
    ];
    const places = ({ data }: Answer) => (data.errors as string[]).map(e => e.split(': ')[0]);
    assert.deepEqual([sound.data.compiles, places(sound)], ['as before', ['half/bad/bad.go:3']]);
    assert.deepEqual([broken.data.compiles, places(broken)], ['no', ['half/good/good.go:3']]);
    const mended = await project.ask('verify_fix', {
      edits: [{ path: 'half/bad/bad.go', text: 'package bad\n\nfunc F() *int { return new(int) }\n' }],
    });
    assert.deepEqual([mended.data.compiles, mended.data.allocationsBefore, mended.data.allocationsAfter], ['yes', undefined, 1]);
  });

  it('tries out new files, new packages and files that go', async () => {
    const fresh = { edits: [{ path: 'sink/sink.go', text: 'package sink\n\nvar Sink any\n\nfunc Keep(n int) { Sink = n }\n' }] };
    const { data } = await project.ask('verify_fix', fresh);
    assert.deepEqual([data.compiles, (data.allocationsAdded as Found[]).map(f => f.file)], ['yes', ['sink/sink.go']]);
    const removed = `--- a/app/main.go\n+++ /dev/null\n@@ -1,5 +0,0 @@\n${APP.trimEnd().replace(/^/gm, '-')}\n`;
    assert.equal((await project.ask('verify_fix', { patch: removed })).data.compiles, 'yes');
    assert.deepEqual(readdirSync(project.dir).includes('sink'), false);
  });

  it('tries a Dockerfile out without compiling', async () => {
    const text = readFileSync(join(project.dir, 'shell.Dockerfile'), 'utf8').replace('CMD /a', 'CMD ["/a"]');
    const { data } = await project.ask('verify_fix', { edits: [{ path: 'shell.Dockerfile', text }] });
    assert.deepEqual(
      [data.compiles, (data.findingsRemoved as Found[]).map(f => f.rule), data.findingsAdded],
      ['not compiled', ['image/shell-form'], []],
    );
  });

  it('refuses changes that lead out, do not fit or change nothing', async () => {
    const outside = (path: string) => say.outside({ path, folders: project.dir });
    const header = (path: string) => `--- a/${path}\n+++ b/${path}\n@@ -1,1 +1,1 @@\n-package other\n+package another\n`;
    await project.assertRefused('verify_fix', { edits: [{ path: '../other/new.go', text: 'x' }] }, outside('../other/new.go'));
    await project.assertRefused('verify_fix', { patch: header('../other/secret.go') }, outside('../other/secret.go'));
    await project.assertRefused('verify_fix', { patch: header('secret.go') }, outside('secret.go'));
    await project.assertRefused('verify_fix', { patch: header('util/util.go') }, say.misfit({ path: 'util/util.go' }));
    await project.assertRefused('verify_fix', { patch: header('util/none.go') }, say.misfit({ path: 'util/none.go' }));
    await project.assertRefused('verify_fix', { patch: 'please' }, say.emptyPatch);
    await project.assertRefused('verify_fix', {}, say.oneOf);
    await project.assertRefused('verify_fix', { edits: [{ path: 'util/util.go', text: UTIL }] }, say.unchanged);
    const mod = 'new/go.mod';
    await project.assertRefused(
      'verify_fix',
      { edits: [{ path: mod, text: 'module x\n' }] },
      say.newGoMod({ path: join(project.dir, mod) }),
    );
  });
});
