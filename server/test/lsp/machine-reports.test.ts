/** The requests that report on the machine: inspected binaries and the doctor, over the wire and on the node host. */
import assert from 'node:assert/strict';
import { plain } from '../../src/engine/base/wording.js';
import type { InspectedFile, MachineHost } from '../../src/lsp/core/machine-access.js';
import { DOCTOR, INSPECT_BINARY, type MachineReportResult } from '../../src/lsp/core/messages.js';
import { NO_TOOLS } from '../../src/lsp/core/settings.js';
import { say } from '../../src/lsp/features/machine-reports-words.js';
import { programs } from '../support/binary-reading.js';
import { elf, inlineBuildInfo } from '../support/binary-samples.js';
import { Pair, type PairOptions } from './pair.js';

describe('machine reports', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  /** A program of example.com/app, except for one whose name does not end in `go`. */
  async function inspected(key: string, folder: string | undefined): Promise<InspectedFile> {
    const modules = [
      'path\texample.com/app',
      'mod\texample.com/app\t(devel)\t',
      'build\t-tags=netgo,osusergo',
      'build\tCGO_ENABLED=0',
      'build\tvcs.revision=0123456789abcdef0123456789abcdef01234567',
      '',
    ].join('\n');
    const bytes = elf(key.endsWith('go') ? { data: () => inlineBuildInfo('go1.26.8', modules) } : {});
    return {
      name: key,
      programs: await programs(bytes),
      ...(folder !== undefined && { head: 'fedcba9876543210fedcba9876543210fedcba98' }),
    };
  }
  const asked: unknown[] = [];
  const machine: MachineHost = {
    inspectBinary: async (key, folder) => (key.endsWith('bad') ? { error: 'No.' } : inspected(key, folder)),
    doctor: async (...request) => {
      asked.push(request);
      return 'doctor\n';
    },
  };
  async function start(options: PairOptions, host: MachineHost | undefined): Promise<void> {
    pair = await Pair.start(options);
    if (host) Object.assign(pair.host, { machine: host });
    asked.length = 0;
    await pair.settled();
  }
  const request = (method: string, params: object) => pair.client.sendRequest<MachineReportResult>(method, params);

  it('are unavailable without a machine', async () => {
    await start({}, undefined);
    for (const method of [INSPECT_BINARY, DOCTOR]) {
      const { status, message, reportText } = await request(method, { uri: 'file:///x' });
      assert.deepEqual([status, reportText], ['unavailable', '']);
      assert.equal(message, plain(say.unavailable));
    }
  });

  it('inspect the file that is named', async () => {
    await start({}, machine);
    const { status, message, reportText, links } = await request(INSPECT_BINARY, { uri: 'file:///a%20b' });
    assert.deepEqual([status, message, links], ['ok', '', []]);
    assert.match(reportText, /^file:\/\/\/a b: ELF program for linux\/amd64, statically linked\n/);
    assert.deepEqual(await request(INSPECT_BINARY, { uri: 'file:///bad' }), {
      status: 'failed',
      message: 'No.',
      reportText: '',
      links: [],
    });
  });

  it('compare a binary with the places that build its module, each a link', async () => {
    await start(
      {
        files: {
          'file:///app/go.mod': 'module example.com/app\n\ngo 1.20\n',
          'file:///app/Dockerfile': 'FROM golang:1.26.8 AS b\nRUN CGO_ENABLED=0 go build -tags netgo,osusergo -o /app .\n',
          'file:///app/Makefile': 'all:\n\tCGO_ENABLED=1 go build\n',
        },
      },
      machine,
    );
    const { reportText, links } = await request(INSPECT_BINARY, { uri: 'file:///go' });
    const lines = reportText.split('\n');
    assert.deepEqual(
      links.map(({ range, uri, target }) => [
        lines[range.start.line]!.slice(range.start.character, range.end.character),
        uri.slice(uri.lastIndexOf('/') + 1),
        target.start.line,
      ]),
      [
        ['Dockerfile:1', 'Dockerfile', 0],
        ['Makefile:1', 'Makefile', 0],
        ['Makefile:2', 'Makefile', 1],
      ],
      reportText,
    );
    assert.match(reportText, /^Built with the same settings by\n {2}Dockerfile stage b {2}Dockerfile:1\n {4}same: Go, /m);
    assert.match(reportText, /^ {4}CGO_ENABLED {2}0 in the binary, 1 there {2}Makefile:2$/m);
    assert.match(reportText, /Built from commit 0123456789ab; commit fedcba987654 is checked out here\./);
  });

  it('tell the doctor about folder, settings and trust', async () => {
    const settings = { go: { alternateTools: { go: '/my/go' } } };
    const folders = ['file:///one', 'file:///two'];
    await start({ settings, folders }, machine);
    await request(DOCTOR, {});
    await request(DOCTOR, { uri: 'file:///two/x.go' });
    const tools = { ...NO_TOOLS, goPath: '/my/go' };
    assert.deepEqual(asked, [
      ['file:///one', tools, true],
      ['file:///two', tools, true],
    ]);
  });

  it('let the doctor run nothing in an untrusted workspace, nor read its settings', async () => {
    await start({ settings: { go: { alternateTools: { go: '/my/go' } } }, initializationOptions: { trusted: false } }, machine);
    await request(DOCTOR, {});
    assert.deepEqual(asked, [['file:///app', NO_TOOLS, false]]);
  });

  it('answer with a sentence when the host throws', async () => {
    await start({}, { ...machine, doctor: () => Promise.reject(new Error('boom')) });
    const { status, message } = await request(DOCTOR, {});
    assert.deepEqual([status, message], ['failed', plain(say.failed)]);
    assert.ok(pair.host.logged.some(line => line.includes('boom')));
  });
});
