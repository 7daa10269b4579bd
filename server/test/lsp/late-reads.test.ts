/** Files that are read from disk while they change, or while somebody opens them. */
import assert from 'node:assert/strict';
import { Pair } from './pair.js';
import { packageRule } from './rules.js';

const MAIN = 'file:///app/main.go';
const OTHER = 'file:///app/other.go';
const MINE = 'package main\n\nfunc main() {}\n';
const THEIRS = 'package main\n\nfunc other() {}\n';

describe('protocol: reads that come late', () => {
  let pair: Pair;
  /** Reads of the other file that wait for the test, oldest first. */
  let reads: ((text: string | undefined) => void)[];
  afterEach(() => pair.stop());

  /** One document is open; from now on the other file of its package comes from disk when the test says so. */
  async function start(disk: string | undefined): Promise<void> {
    reads = [];
    pair = await Pair.start({ rules: [packageRule], files: { [MAIN]: MINE, ...(disk !== undefined && { [OTHER]: disk }) } });
    await pair.open(MAIN, MINE, 1);
    await pair.settled();
    assert.equal(count(), disk === undefined ? 0 : 1);
    const readFile = (key: string) => (key === OTHER ? new Promise(resolve => reads.push(resolve)) : Promise.resolve(MINE));
    Object.assign(pair.host, { readFile });
  }
  /** Findings that say that the package has another file. */
  const count = () => pair.shown(MAIN)?.diagnostics.length ?? 0;
  const turns = async () => {
    for (let i = 0; i < 3; i++) await pair.roundTrip();
  };
  const changed = async () => {
    await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: OTHER, type: 2 }] });
    await turns();
  };

  it('count only when no newer one has begun', async () => {
    await start(undefined);
    await changed();
    await changed();
    assert.equal(reads.length, 2);
    reads[1]!(THEIRS);
    await pair.settled();
    assert.equal(count(), 1);
    reads[0]!(undefined);
    await pair.change(MAIN, 2, { text: `${MINE}\n` });
    await pair.settled();
    assert.equal(count(), 1);
  });

  it('take nothing away from a document that was opened meanwhile', async () => {
    await start(undefined);
    await changed();
    await pair.open(OTHER, THEIRS, 1);
    await turns();
    reads[0]!(undefined);
    await pair.settled();
    assert.equal(count(), 1);
    await changed();
    assert.equal(reads.length, 1, 'the editor has its text');
  });

  it('bring nothing to a document that was opened meanwhile', async () => {
    await start(undefined);
    await changed();
    const own = 'package elsewhere\n';
    await pair.open(OTHER, own, 1);
    await turns();
    reads[0]!(THEIRS);
    await pair.settled();
    assert.equal(count(), 0, 'another package, as the editor has it');
  });
});
