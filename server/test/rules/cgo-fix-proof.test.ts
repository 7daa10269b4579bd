/** The fix `CGO_ENABLED=0` of cgo/image-cannot-start, applied to the Dockerfile of test-workspace, built and started without a C library. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Fix } from '../../src/engine/base/finding.js';
import imageCannotStart from '../../src/engine/rules/cgo/image-cannot-start.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { Roots, whyNot } from '../support/chroot-roots.js';
import { loadEngine } from '../support/engine-for-tests.js';

const TEST_WORKSPACE = join(__dirname, '../../../test-workspace');
const isFix = ({ title }: Fix) => typeof title === 'object' && title.id === 'cgo/image-cannot-start/noCgoFix';
/** The program as it is, imports and all, but ends as soon as it has started. */
const ENDS = 'package main\n\nimport "os"\n\nfunc init() {\n\tprintln("started")\n\tos.Exit(0)\n}\n';

describe('the fix CGO_ENABLED=0, by running', function () {
  this.timeout(240_000);
  let roots: Roots | undefined;
  before(function () {
    const reason = whyNot();
    if (reason !== undefined) {
      console.error(`\n    !! NOT PROVEN HERE: the fix CGO_ENABLED=0 was not run: ${reason}\n`);
      this.skip();
    }
    roots = new Roots();
    cpSync(TEST_WORKSPACE, join(roots.dir, 'w'), { recursive: true });
  });
  after(() => roots?.remove());

  const findings = async (dir: string, dockerfile: string): Promise<readonly Finding[]> => {
    const workspace = new Workspace(await loadEngine(), { rules: [imageCannotStart] });
    workspace.set('/w/go.mod', readFileSync(join(dir, 'go.mod'), 'utf8'));
    for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.go')))
      workspace.set(`/w/${file}`, readFileSync(join(dir, file), 'utf8'));
    workspace.set('/w/Dockerfile', dockerfile);
    return workspace.findings('/w/Dockerfile');
  };

  it('makes the program start in an empty root, where it did not before', async () => {
    const dir = join(roots!.dir, 'w');
    writeFileSync(join(dir, 'cmd/parcels/ends.go'), ENDS);
    const before = readFileSync(join(dir, 'Dockerfile'), 'utf8');
    const [finding] = await findings(dir, before);
    const fix = finding?.fixes.find(isFix);
    assert.ok(fix, 'the fix is offered');
    const after = applied(before, fix);
    assert.match(after, /^RUN CGO_ENABLED=0 go build /m);
    assert.deepEqual(await findings(dir, after), []);

    assert.equal(roots!.start(buildAs(before, dir, 'before'), 'empty').started, false);
    const { started, output } = roots!.start(buildAs(after, dir, 'after'), 'empty');
    assert.ok(started, output);
  });

  it('is not offered where a package needs cgo', async () => {
    const dir = join(roots!.dir, 'needs-cgo');
    cpSync(TEST_WORKSPACE, dir, { recursive: true });
    writeFileSync(join(dir, 'cmd/parcels/c.go'), 'package main\n\n// static int one(void) { return 1; }\nimport "C"\n\nvar _ = C.one()\n');
    const [finding] = await findings(dir, readFileSync(join(dir, 'Dockerfile'), 'utf8'));
    assert.ok(finding, 'it is reported');
    assert.deepEqual(finding.fixes.filter(isFix), []);
  });

  /** Runs the `RUN` line with `go build` as the image would, with this machine's folders; returns the program. */
  function buildAs(dockerfile: string, cwd: string, name: string): string {
    const command = /^RUN (.*\bgo build .*)$/m.exec(dockerfile)?.[1];
    assert.ok(command, dockerfile);
    const out = join(roots!.dir, name);
    mkdirSync(out);
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, GOCACHE: process.env.GOCACHE, GOENV: 'off', GOTOOLCHAIN: 'local' };
    const built = spawnSync('sh', ['-c', command.replaceAll('/out', out)], { cwd, env, encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
    return join(out, 'parcels');
  }
});

function applied(text: string, { edits }: Fix): string {
  let out = text;
  for (const { span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start))
    out = out.slice(0, span.start) + newText + out.slice(span.end);
  return out;
}
