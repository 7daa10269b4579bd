/** `--fix` beside somebody who writes the same file: what they wrote is never lost, and a fix is only made in the text that it is for. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../../src/engine/base/config.js';
import { Engine } from '../../../src/engine/syntax/engine.js';
import { toKey } from '../../../src/node/cli/discover.js';
import { readSource, writeSource } from '../../../src/node/cli/disk-text.js';
import { fixAll } from '../../../src/node/cli/fix.js';
import { tempFolder } from '../../support/cli-terminal.js';
import { grammarsForTests } from '../../support/engine-for-tests.js';

const FAULT = 'FROM golang:1.26\nENV GOEXPERIMENT=-greenteagc\nRUN make\n';
const FIXED = FAULT.replace('-g', 'nog');
const GO = 'package a\n\nimport "sync"\n\ntype T struct{ n int }\n\nvar p = sync.Pool{New: func() any { return new(T) }}\n';

describe('--fix beside somebody else', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder({ Dockerfile: FAULT, 'a.go': GO });
  });
  afterEach(() => folder.remove());

  const file = () => join(folder.dir, 'Dockerfile');
  const onDisk = () => readFileSync(file(), 'utf8');

  /** `onRead` is called each time when the check has read the Dockerfile. */
  function fix(onRead: (time: number) => void): ReturnType<typeof fixAll> {
    let times = 0;
    const readers = {
      readSource(path: string) {
        const source = readSource(path);
        if (path.endsWith('Dockerfile')) onRead(++times);
        return source;
      },
      loadEngine: () => Engine.load(grammarsForTests()),
    };
    const options = { paths: ['.'], cwd: toKey(folder.dir), tier: 'static' as const, config: DEFAULT_CONFIG, env: {}, readers };
    return fixAll({ ...options, grammars: grammarsForTests(), workerScript: undefined });
  }

  it('makes the fix in the newer text', async () => {
    const { result, fixed } = await fix(time => time === 1 && writeFileSync(file(), `# a line that moves the fault\n${FAULT}`));
    assert.equal(onDisk(), `# a line that moves the fault\n${FIXED}`);
    assert.deepEqual([fixed, result.gaps], [1, []]);
  });

  it('leaves a text in which the fault is mended already', async () => {
    const own = FAULT.replace('-greenteagc', 'aliastypeparams');
    const { fixed } = await fix(time => time === 1 && writeFileSync(file(), own));
    assert.deepEqual([onDisk(), fixed], [own, 0]);
  });

  it('gives up a file that changes each time, and says so', async () => {
    let last = '';
    const { result, fixed } = await fix(time => {
      last = `${'# another line\n'.repeat(time)}${FAULT}`;
      writeFileSync(file(), last);
    });
    assert.deepEqual([onDisk(), fixed, result.gaps.map(({ id }) => id)], [last, 0, ['cli/changedMeanwhile']]);
  });

  it('replaces nothing that has changed at the last moment', () => {
    const before = readSource(file());
    writeFileSync(file(), 'mine');
    assert.equal(writeSource(file(), FIXED, before), false);
    assert.equal(onDisk(), 'mine');
    assert.deepEqual(readdirSync(folder.dir).sort(), ['Dockerfile', 'a.go']);
  });
});
