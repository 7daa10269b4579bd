/** What is read in slices is what is read at once, whatever happens between two of them. */
import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import type { BuildTarget } from '../../src/engine/go/package/build-target.js';
import type { HeadedFile } from '../../src/engine/go/package/source-file.js';
import type { PackagePlace } from '../../src/engine/program/modules/module-build.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { PackageFolders } from '../../src/engine/workspace/package-folders.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { randomFrom } from '../support/random.js';
import { SHAPES } from '../support/shapes/all.js';

const PATH = '/w/a.go';
const FUNCTION = 'func f() *int {\n\tx := 1\n\tp.Put(x)\n\treturn &x\n}\n';
const LARGE = `package a\n\nimport "sync"\n\nvar p sync.Pool\n\n${FUNCTION.repeat(300)}`;

describe('reading in slices', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const fresh = (text: string) => {
    const workspace = new Workspace(engine);
    workspace.set(PATH, text);
    return workspace.findings(PATH);
  };

  it('says what reading at once says, of all shapes of code', () => {
    for (const { name, path, size, text } of SHAPES.filter(s => s.path.endsWith('.go'))) {
      const content = text(Math.max(2, Math.floor(size / 64)));
      const workspace = new Workspace(engine);
      workspace.open(`/w/${path}`, content);
      let slices = 0;
      for (const work = workspace.preparing(`/w/${path}`); !work.next().done; ) slices++;
      const other = new Workspace(engine);
      other.set(`/w/${path}`, content);
      assert.deepEqual(workspace.findings(`/w/${path}`), other.findings(`/w/${path}`), name);
      assert.ok(slices > 2, name);
      workspace.close(`/w/${path}`);
    }
  });

  it('cuts a large file and a large function into many', () => {
    for (const text of [LARGE, `package a\n\nfunc f() {\n${'\tx := 1\n\tg = append(g, &x)\n'.repeat(2000)}}\n`]) {
      const workspace = new Workspace(engine);
      workspace.open(PATH, text);
      let slices = 0;
      for (const work = workspace.preparing(PATH); !work.next().done; ) slices++;
      assert.ok(slices > 40, `${slices} slices`);
      workspace.close(PATH);
    }
  });

  it('lets a rule rest where one statement holds all of its sites', () => {
    const workspace = new Workspace(engine);
    workspace.open(PATH, `package a\n\nfunc f() {\n\tg = append(g${', &T{1}'.repeat(2000)})\n}\n`);
    for (const work = workspace.preparing(PATH); !work.next().done; );
    const sites = workspace.findings(PATH).length;
    workspace.setConfig(DEFAULT_CONFIG);
    let slices = 0;
    for (const work = workspace.preparing(PATH); !work.next().done; ) slices++;
    assert.ok(sites >= 2000 && slices > sites / 20, `${sites} sites in ${slices} slices`);
    workspace.close(PATH);
  });

  it('cuts what an edit brings, too', () => {
    const workspace = new Workspace(engine);
    workspace.open(PATH, LARGE);
    workspace.findings(PATH);
    workspace.edit(PATH, [{ span: { start: 0, end: LARGE.length }, newText: LARGE.replaceAll('x', 'y') }]);
    let slices = 0;
    for (const work = workspace.preparing(PATH); !work.next().done; ) slices++;
    assert.ok(slices > 40, `${slices} slices`);
    workspace.close(PATH);
  });

  it('scans packages of much text when they come, and others when a name is looked for in them', () => {
    const target: BuildTarget = { arch: 'amd64', cgo: true, tags: [] };
    const place: PackagePlace = { dir: '/d', root: '/d', isLocal: false, language: { goMod: '/d/go.mod' } };
    const isScanned = (count: number) => {
      const folders = new PackageFolders(engine.go);
      folders.want('d.com/d', [place], target);
      const files = Array.from({ length: count }, (_, i) => ({
        path: `/d/f${i}.go`,
        text: `package d\n\n${FUNCTION.replace(' f()', ` f${i}()`).repeat(500)}`,
      }));
      for (const step of folders.needs(new Set(), () => undefined)) {
        if (step.kind !== 'need package') continue;
        files.forEach(({ path }) => void step.wants(path.slice(3)));
        step.answer({ dir: '/d', files });
      }
      const content = folders.get('/d', target);
      assert.ok(content && content !== 'absent');
      const [{ source }] = content as [HeadedFile];
      // What is read when somebody asks is no property of its own.
      const isThere = Object.hasOwn(source, 'declarations');
      assert.deepEqual([content.length, source.declarations.length], [count, 500]);
      return isThere;
    };
    assert.deepEqual([1, 3, 40].map(isScanned), [false, false, true]);
  });

  it('takes along what is edited, closed, brought or asked between two slices', () => {
    const random = randomFrom(7);
    const workspace = new Workspace(engine);
    let text = LARGE;
    workspace.open(PATH, text);
    for (let round = 0; round < 30; round++) {
      const work = workspace.preparing(PATH);
      for (let n = Math.floor(random() * 200); n > 0 && !work.next().done; n--);
      const what = random();
      if (what < 0.6) {
        const at = Math.floor(random() * text.length);
        const newText = ['\n', '}', 'x', 'func g() {}\n', ''][Math.floor(random() * 5)]!;
        const end = Math.min(text.length, at + Math.floor(random() * 3));
        workspace.edit(PATH, [{ span: { start: at, end }, newText }]);
        text = text.slice(0, at) + newText + text.slice(end);
      } else if (what < 0.75) {
        workspace.close(PATH);
        workspace.open(PATH, text);
      } else if (what < 0.9) {
        workspace.set('/w/b.go', `package a\n\nvar q${round} = 1\n`);
      }
      assert.equal(workspace.text(PATH), text);
      // Whether or not the work goes on that began before the change.
      if (random() < 0.7) for (; !work.next().done; );
      if (random() < 0.7) assert.deepEqual(workspace.findings(PATH), fresh(text));
    }
    assert.deepEqual(workspace.findings(PATH), fresh(text));
    workspace.close(PATH);
  });

  it('gives up what it worked out of a text that is another by now, wherever it was', () => {
    const text = `package a\n\nimport "sync"\n\nvar p sync.Pool\n\n${FUNCTION}`;
    for (let after = 0, ended = false; !ended; after++) {
      const workspace = new Workspace(engine);
      workspace.open(PATH, text);
      const work = workspace.preparing(PATH);
      for (let n = after; n > 0 && !ended; n--) ended = work.next().done === true;
      workspace.edit(PATH, [{ span: { start: 0, end: 0 }, newText: '\n' }]);
      workspace.goFacts(PATH);
      for (; !work.next().done; );
      assert.deepEqual(workspace.findings(PATH), fresh(`\n${text}`), `after ${after} slices`);
      workspace.close(PATH);
    }
  });

  it('ends when several want the same findings and take turns', () => {
    const text = `package a\n\nimport "sync"\n\nvar p sync.Pool\n\n${FUNCTION}`;
    const workspace = new Workspace(engine);
    workspace.open(PATH, text);
    let alone = 0;
    for (const work = workspace.preparing(PATH); !work.next().done; ) alone++;
    workspace.edit(PATH, [{ span: { start: 0, end: 0 }, newText: '\n' }]);
    const works = [workspace.preparing(PATH), workspace.preparing(PATH)];
    let together = 0;
    for (; works.some(work => !work.next().done); together++) assert.ok(together < 10 * alone, 'no end');
    assert.deepEqual(workspace.findings(PATH), fresh(`\n${text}`));
    workspace.close(PATH);
  });

  it('lets findings wait for what an editor has, and not for what is brought from the disk', () => {
    const workspace = new Workspace(engine);
    workspace.set('/w/small.go', 'package a\n\n//preflight:ignore no/such-rule\n');
    const analysis = workspace.analysis({ kind: 'package', dir: '/w', root: '/w' });
    for (let step = analysis.next(); ; step = analysis.next()) {
      if (step.kind === 'need folder') step.answer([PATH]);
      if (step.kind !== 'need file' || step.path !== PATH) continue;
      step.answer(LARGE);
      break;
    }
    assert.equal(analysis.next().kind, 'step');
    assert.equal(workspace.findings('/w/small.go').length, 1);
    assert.equal(workspace.goFacts(PATH), undefined, 'not read for others');
    workspace.open(PATH, LARGE);
    assert.equal(workspace.goFacts(PATH)?.declarations.length, 301);
    workspace.close(PATH);
  });
});
