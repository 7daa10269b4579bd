/** Background jobs: of two with one name the newer counts, whatever the older still does. */
import assert from 'node:assert/strict';
import { Scheduler } from '../../src/lsp/core/scheduler.js';

/** A promise and the way to keep it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('scheduler', () => {
  let scheduler: Scheduler;
  let logged: string[];
  beforeEach(() => {
    logged = [];
    const host = {
      now: () => 0,
      defer: (task: () => void) => void setImmediate(task),
      delay: () => () => {},
      log: (_: string, message: string) => logged.push(message),
    };
    scheduler = new Scheduler(host, function* () {});
  });
  afterEach(() => assert.deepEqual(logged, []));

  it('ends the older of two jobs of one name at its next pause', async () => {
    const wait = gate();
    const steps: string[] = [];
    async function* older() {
      try {
        steps.push('older');
        await wait.opened;
        yield;
        steps.push('older, after the pause');
      } finally {
        steps.push('older tidies up');
      }
    }
    // biome-ignore lint/correctness/useYield: a job may be done in one step.
    async function* newer() {
      steps.push('newer');
    }
    const first = scheduler.background('name', older());
    await turn();
    assert.equal(await scheduler.background('name', newer()), true);
    wait.open();
    assert.equal(await first, false);
    assert.deepEqual(steps, ['older', 'newer', 'older tidies up']);
  });

  it('says of a job that ended by itself after a newer one had begun that it did not count', async () => {
    const wait = gate();
    // biome-ignore lint/correctness/useYield: a job may be done in one step.
    async function* job() {
      await wait.opened;
    }
    const jobs = [scheduler.background('name', job()), scheduler.background('name', job()), scheduler.background('other', job())];
    wait.open();
    assert.deepEqual(await Promise.all(jobs), [false, true, true]);
  });

  it('is not idle while the newer job runs, also when the older has ended', async () => {
    const [one, two] = [gate(), gate()];
    // biome-ignore lint/correctness/useYield: a job may be done in one step.
    async function* job(until: Promise<void>) {
      await until;
    }
    const first = scheduler.background('name', job(one.opened));
    const second = scheduler.background('name', job(two.opened));
    let idle = false;
    const whenIdle = scheduler.whenIdle().then(() => {
      idle = true;
    });
    one.open();
    await first;
    await turn();
    assert.equal(idle, false);
    two.open();
    await second;
    await whenIdle;
  });

  it('is not idle where who waited for a job begins another one', async () => {
    const steps: string[] = [];
    // biome-ignore lint/correctness/useYield: a job may be done in one step.
    async function* job(name: string) {
      await turn();
      steps.push(name);
    }
    const both = scheduler.background('one', job('one')).then(() => scheduler.background('two', job('two')));
    await scheduler.whenIdle();
    assert.deepEqual(steps, ['one', 'two']);
    await both;
  });

  describe('documents', () => {
    let clock: number;
    let timers: (() => void)[];
    let steps: string[];
    const lengths: Record<string, number> = { long: 100, 'very long': 1000 };
    beforeEach(() => {
      [clock, timers, steps] = [0, [], []];
      const host = {
        now: () => clock,
        defer: (task: () => void) => void setImmediate(task),
        delay: (_: number, task: () => void) => {
          timers.push(task);
          return () => {};
        },
        log: (_: string, message: string) => logged.push(message),
      };
      scheduler = new Scheduler(host, function* (key) {
        for (let i = 0; i < (lengths[key] ?? 2); i++) {
          clock += 1.5;
          steps.push(key);
          yield;
        }
        steps.push(`${key} done`);
      });
      scheduler.start();
    });

    it('are analysed in slices, and others get the thread between them', async () => {
      scheduler.request('long');
      await turn();
      await turn();
      assert.ok(steps.length > 0 && steps.length < 5, `${steps.length}`);
      await scheduler.whenIdle();
      assert.equal(steps.at(-1), 'long done');
    });

    it('wait while messages come, which have a macrotask each, but not for ever', async () => {
      const answered: number[] = [];
      for (let message = 0; message < 10; message++) {
        scheduler.request(`short ${message}`);
        await turn();
        answered.push(steps.length);
      }
      assert.deepEqual(new Set(answered), new Set([0]));
      clock += 20;
      scheduler.request('long');
      await turn();
      assert.ok(steps.length > 0);
      await scheduler.whenIdle();
    });

    it('are settled at once where that is quick, before one that is not', async () => {
      scheduler.request('long');
      await turn();
      scheduler.request('short');
      assert.equal(scheduler.settled('short'), true);
      assert.equal(steps.at(-1), 'short done');
      assert.equal(scheduler.settled('unknown'), true);
      await scheduler.whenIdle();
      assert.equal(steps.at(-1), 'long done');
    });

    it('are waited for, patiently or not', async () => {
      scheduler.request('long');
      const [patient, hasty] = [scheduler.settled('long'), scheduler.settled('long', 150)];
      for (const due of timers) due();
      assert.equal(await hasty, false);
      assert.ok(!steps.includes('long done'));
      assert.equal(await patient, true);
      assert.equal(steps.at(-1), 'long done');
    });

    it('are not waited for any more once they are closed', async () => {
      scheduler.request('long');
      const settled = scheduler.settled('long');
      scheduler.forget('long');
      assert.equal(await settled, true);
      await scheduler.whenIdle();
      assert.ok(!steps.includes('long done'));
    });

    it('go before background work, of which one job runs in each macrotask', async () => {
      async function* job(name: string) {
        for (let i = 0; i < 3; i++) {
          clock += 10;
          steps.push(name);
          yield;
        }
      }
      const jobs = [scheduler.background('one', job('one')), scheduler.background('two', job('two'))];
      scheduler.request('short');
      await Promise.all(jobs);
      assert.deepEqual(steps.slice(0, 5), ['one', 'two', 'short', 'short', 'short done']);
      assert.deepEqual(steps.slice(5).sort(), ['one', 'one', 'two', 'two']);
    });

    it('share the thread with background work that makes them begin anew', async () => {
      async function* reading() {
        for (let left = 20; left > 0; left--) {
          clock += 1;
          // What is read is news: a document that was done is asked for again.
          scheduler.request('very long');
          yield;
        }
      }
      assert.equal(await scheduler.background('reading', reading()), true);
      assert.ok(steps.filter(s => s === 'very long done').length <= 1);
      await scheduler.settled('very long');
      assert.equal(steps.at(-1), 'very long done');
    });
  });
});
