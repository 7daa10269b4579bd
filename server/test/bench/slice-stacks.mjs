/** What the thread ran in its longest slices: a profile of the server's own functions, cut where each slice began and ended. */
import inspector from 'node:inspector';

const session = new inspector.Session();
session.connect();
const post = (method, params) => new Promise((done, failed) => session.post(method, params, (e, answer) => (e ? failed(e) : done(answer))));

/** Microseconds between samples. */
const INTERVAL = 500;
/** Shares of a slice below are left out of its path. */
const SHARE = 0.12;
const MOST_SELF = 8;

/** Microseconds, on the clock that the profiler uses too. */
export const clock = () => Number(process.hrtime.bigint() / 1000n);

export class SliceStacks {
  #slices = [];

  static async watch() {
    await post('Profiler.enable');
    await post('Profiler.setSamplingInterval', { interval: INTERVAL });
    await post('Profiler.start');
    return new SliceStacks();
  }

  held(ms, from, to) {
    this.#slices.push({ ms, from, to });
  }

  /** A text for each of the longest since it was asked last. */
  async take(most) {
    const { profile } = await post('Profiler.stop');
    const longest = this.#slices.sort((a, b) => b.ms - a.ms).slice(0, most);
    this.#slices = [];
    const nodes = new Map(profile.nodes.map(node => [node.id, node]));
    for (const node of profile.nodes) for (const child of node.children ?? []) nodes.get(child).parent = node;
    let at = profile.startTime;
    const samples = profile.timeDeltas.map((delta, i) => {
      at += delta;
      return { at, ms: delta / 1000, node: nodes.get(profile.samples[i]) };
    });
    await post('Profiler.start');
    return longest.map(slice =>
      textOf(
        slice,
        samples.filter(s => s.at >= slice.from && s.at <= slice.to),
      ),
    );
  }
}

/** Share of the samples' time, not of the processor's: what else ran on the machine lengthens both alike. */
function textOf({ ms, from, to }, samples) {
  const sum = samples.reduce((n, s) => n + s.ms, 0);
  const own = new Map();
  const within = new Map();
  for (const { node, ms } of samples) {
    own.set(nameOf(node), (own.get(nameOf(node)) ?? 0) + ms);
    for (const [name, depth] of pathTo(node)) {
      const known = within.get(name) ?? { ms: 0, depth };
      within.set(name, { ms: known.ms + ms, depth: Math.min(known.depth, depth) });
    }
  }
  const percent = part => `${Math.round((100 * part) / sum)}%`;
  const path = [...within].filter(([, w]) => w.ms > sum * SHARE).sort(([, a], [, b]) => a.depth - b.depth || b.ms - a.ms);
  const self = [...own].sort(([, a], [, b]) => b - a).slice(0, MOST_SELF);
  return [
    `${ms.toFixed(1)} ms of the processor (${((to - from) / 1000).toFixed(0)} ms by the clock)`,
    `  in:   ${path.map(([name, w]) => `${name} ${percent(w.ms)}`).join(' > ')}`,
    `  self: ${self.map(([name, part]) => `${name} ${percent(part)}`).join(', ')}`,
  ].join('\n');
}

const nameOf = ({ callFrame: { functionName, lineNumber } }) => `${functionName || '(anonymous)'}:${lineNumber + 1}`;

/** Each function on the way to a node with its least depth. */
function pathTo(node) {
  const chain = [];
  for (let n = node; n; n = n.parent) chain.unshift(nameOf(n));
  return new Map(chain.map((name, depth) => [name, depth]).reverse());
}
