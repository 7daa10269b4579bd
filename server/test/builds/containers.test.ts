// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** Containers that scripts start, and folders that scripts ask the shell for. */
import assert from 'node:assert/strict';
import type { Setting } from '../../src/engine/shell/environment.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { readBuild } from './build-file-reading.js';

const textOf = (setting: Setting | undefined | 'unknown') => (setting === 'unknown' ? setting : setting?.text);

describe('containers that scripts start', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const containers = (text: string, path = 'Makefile') => readBuild(engine, path, text).units.filter(u => u.kind === 'container');
  const placeOf = (line: string) => {
    const [unit] = containers(`all:\n\t${line}\n`);
    return unit && { image: unit.image?.text, cwd: unit.commands[0]?.cwd, packages: unit.commands[0]?.packages };
  };

  it('run go in the folder that is mounted', () => {
    const own = { image: 'golang:1.26', cwd: '/', packages: ['.'] };
    for (const folder of ['$(CURDIR)', '${CURDIR}', '$(shell pwd)', '$$(pwd)', '`pwd`', '"$$PWD"', '$(PWD)', '.']) {
      assert.deepEqual(placeOf(`docker run --rm -v ${folder}:/src:ro -w /src golang:1.26 go build .`), own, folder);
    }
    assert.deepEqual(placeOf('docker run -v$(CURDIR):/src -w/src/cmd golang:1.26 go build .'), { ...own, cwd: '/cmd' });
    assert.deepEqual(placeOf('docker run --volume=$(CURDIR)/api:/src --workdir=/src golang:1.26 go build .'), { ...own, cwd: '/api' });
    assert.deepEqual(placeOf('podman run --mount type=bind,source=$(CURDIR),target=/src golang:1.26 sh -c "cd /src/x && go build ."'), {
      ...own,
      cwd: '/x',
    });
  });

  it('do not know folders from elsewhere', () => {
    for (const line of [
      '-v /opt/x:/src -w /src',
      '-v data:/src -w /src',
      '-v $(CURDIR)/../x:/src -w /src',
      '-w /src',
      '-v $(CURDIR):/src',
    ]) {
      assert.equal(placeOf(`docker run ${line} golang:1.26 go build .`)?.cwd, undefined, line);
    }
  });

  it('are none where a word that nobody knows may be an option, and of images without Go', () => {
    for (const line of ['$(OPTS) golang:1.26 go build .', 'alpine go build .', '$(IMAGE) go build .', '--rm golang:1.26'])
      assert.deepEqual(containers(`all:\n\tdocker run ${line}\n`), [], line);
  });

  it('see what they are given', () => {
    const [given, open] = containers(
      'all:\n\tGOOS=linux docker run -e GOARCH=arm64 --env CGO_ENABLED=0 golang:1.26 go build .\n\tdocker run --env-file x golang:1.26 go build .\n',
    ).map(u => u.commands[0]!.environment);
    assert.equal(given?.get('GOOS'), undefined, 'the caller’s own variables stay outside');
    assert.deepEqual(
      ['GOARCH', 'CGO_ENABLED', 'GOTOOLCHAIN'].map(name => textOf(given?.get(name))),
      ['arm64', '0', 'local'],
    );
    assert.equal(open?.get('GOARCH'), 'unknown');
  });

  it('a script knows its own folder, whoever calls it', () => {
    const script = (lines: string) => readBuild(engine, 'scripts/a.sh', `#!/bin/bash\n${lines}\ngo build .\n`).script?.at(-1);
    const cwd = (lines: string) => {
      const step = script(lines);
      return step?.kind === 'go' ? step.command.cwd?.replaceAll('\u0003', 's') : 'none';
    };
    const above = cwd('cd "$(dirname "$0")/.."');
    assert.equal(above, '/s/s/s/s/s');
    assert.equal(cwd('ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." >/dev/null 2>&1 && pwd -P)"\ncd "$ROOT/cmd"'), `${above}/cmd`);
    assert.equal(cwd('cd ${0%/*}\npushd ../x\npopd\ncd ..'), above);
    assert.equal(cwd('cd "$(dirname "$(readlink -f "$0")")/.."'), above);
    assert.equal(cwd('cd "$(git rev-parse --show-toplevel)"'), undefined);
    assert.equal(cwd('cd "$(dirname "$0")/../../../../../../../.."'), undefined, 'out of the tree');
    assert.equal(cwd('cd -'), undefined);
  });
});
