/** A record of allocations that a merge, a hand or another version left. */
import { compareAllocations } from '../../../src/engine/reports/allocation-diff.js';
import { type AllocationRecord, readRecord, writeRecord } from '../../../src/engine/reports/allocation-record.js';
import { mutate } from '../mutate.js';
import { piecesOf } from '../pieces.js';
import { target } from '../target.js';

interface RecordInput {
  readonly text: string;
}

const RECORD = writeRecord({
  version: 1,
  toolchain: 'go1.26.1',
  packages: ['ex.com/w', 'ex.com/w/store'],
  notBuilt: ['ex.com/w/broken'],
  allocations: [
    { package: 'ex.com/w', function: 'f', site: '&x', cause: 'escape/returned-address', count: 2 },
    { package: 'ex.com/w/store', function: '(*T).Get', site: 'append(a, b)', cause: 'escape/append', count: 1 },
  ],
} as AllocationRecord);

export const ALLOCATION_RECORD = target<RecordInput>({
  kind: 'record',
  make(dice, { engine }) {
    let text = RECORD;
    for (let n = 1 + dice.below(2); n > 0; n--) {
      const parsed = { text, pieces: piecesOf(engine, 'x.json', text) };
      text = mutate(parsed, parsed, dice);
    }
    return { text };
  },
  run({ text }) {
    const record = readRecord(text);
    if (!record) return;
    const same = readRecord(RECORD)!;
    compareAllocations(record, same, []);
    compareAllocations(same, record, []);
    readRecord(writeRecord(record));
  },
});
