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
});
