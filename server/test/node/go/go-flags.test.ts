/** GOFLAGS is read as the real go command reads it, whatever is written there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readGoFlagsVariable } from '../../../src/engine/shell/go-flags-variable.js';
import { LiveGo } from '../../support/live-go.js';

/** What stands between and around flags; `-installsuffix` is one whose value go hands back letter by letter. */
const PIECES = [
  ' ',
  '\t',
  '\n',
  '\r',
  "'",
  '"',
  '-',
  '--',
  '=',
  '\\',
  '\u00a0',
  'é',
  'q',
  '-installsuffix=',
  '--installsuffix=',
  "'-installsuffix=",
];

const WRITTEN = [
  '',
  ' \n\t ',
  '-installsuffix=a -installsuffix=b',
  "'-installsuffix=a b'",
  '"--installsuffix=a \'b\'"',
  "'-installsuffix=a''-installsuffix=b'",
  '"-installsuffix=a"-installsuffix=b',
  '-installsuffix=a"b"',
  "-installsuffix='a b'",
  "'-installsuffix=a",
  "-installsuffix=a '",
  '-installsuffix=a=b=',
  '-installsuffix=a\u00a0-installsuffix=b',
  '-installsuffix=a\v-installsuffix=b',
  '-installsuffix=a\\ b',
  '-installsuffix=a ---installsuffix=b',
  '-installsuffix=a -',
  '-installsuffix=a --',
  '-installsuffix=a -=b',
  "-installsuffix=a ''",
  '-installsuffix=a b',
  '-installsuffix=a -nosuchflag',
];

describe('GOFLAGS', function () {
  this.timeout(120_000);
  const live = new LiveGo();
  before(function () {
    live.start(this, 'GOFLAGS is not compared with what go reads');
  });
  after(() => live.stop());

  /** The value that go takes; undefined when it stops. */
  function asGo(text: string): string | undefined {
    const env = { ...process.env, GOFLAGS: text, GOENV: 'off', GOTOOLCHAIN: 'local' };
    const { status, stdout } = spawnSync(live.tool!.path, ['list', '-f', '{{printf "%x" context.InstallSuffix}}', 'unsafe'], {
      env,
      encoding: 'utf8',
    });
    return status === 0 ? Buffer.from(stdout.trim(), 'hex').toString() : undefined;
  }

  function asWeRead(text: string): string | undefined {
    const { flags, refused } = readGoFlagsVariable(text);
    if (refused !== undefined || [...flags].some(([name, value]) => name !== 'installsuffix' || value === undefined)) return undefined;
    return flags.get('installsuffix') ?? '';
  }

  it('is read as go reads it', () => {
    for (const text of WRITTEN) assert.equal(asWeRead(text), asGo(text), JSON.stringify(text));
  });

  it('is read as go reads it, put together by chance', () => {
    let seed = 20_261_126;
    const next = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * n);
    };
    let taken = 0;
    for (let i = 0; i < 150; i++) {
      const text = `-installsuffix=${Array.from({ length: 1 + next(9) }, () => PIECES[next(PIECES.length)]).join('')}`;
      const value = asGo(text);
      assert.equal(asWeRead(text), value, JSON.stringify(text));
      if (value !== undefined) taken++;
    }
    assert.ok(taken > 20 && taken < 130, `${taken} of 150 are taken, so both outcomes are compared`);
  });
});
