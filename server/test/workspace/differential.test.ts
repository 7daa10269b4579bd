/**
 * A workspace that has lived through random edits, closes, removals and words of the compiler says what a new one says of the same texts. `DIFFERENTIAL_SEED=n`
 * repeats a run, `DIFFERENTIAL_STEPS=n` makes it shorter or longer.
 */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { type Config, DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import type { Finding } from '../../src/engine/base/finding.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { randomFrom } from '../support/mutations.js';
import { type Change, ChangingWorld } from './changing-world.js';

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 20261126);
const STEPS = Number(process.env.DIFFERENTIAL_STEPS ?? 300);
/** Steps of one workspace before the next begins with nothing. */
const LIFE = 25;

const CONFIGS: readonly Config[] = [
  DEFAULT_CONFIG,
  { ...DEFAULT_CONFIG, escapeTests: true },
  { ...DEFAULT_CONFIG, rules: { escape: 'warning', 'version/mismatch': 'off' } },
];

function take(workspace: Workspace, change: Change): void {
  const { kind, path } = change;
  if (kind === 'compile') workspace.evidence.set(path, change.evidence, change.text);
  else if (kind === 'open') workspace.open(path, change.text);
  else if (kind === 'edit') workspace.edit(path, change.changes);
  else if (kind === 'close') workspace.close(path);
  else if (kind === 'remove') {
    workspace.evidence.forget(path);
    workspace.remove(path);
  } else if (kind === 'set') {
    if (!change.isOpen) workspace.evidence.forget(path);
    workspace.set(path, change.text, change.outline ? 'outline' : 'full');
  }
}

describe(`long-lived workspace (seed ${SEED})`, function () {
  this.timeout(300_000 + 100 * STEPS);
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** Findings of a new workspace with the files of the world, by path. */
  function fresh(world: ChangingWorld, config: Config): Map<string, readonly Finding[]> {
    const workspace = new Workspace(engine, { config });
    const files = [...world.files].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [path, { text, open, outline, compiled }] of files) {
      if (open) workspace.open(path, text);
      else workspace.set(path, text, outline ? 'outline' : 'full');
      if (compiled) workspace.evidence.set(path, compiled.evidence, compiled.text, compiled.edits);
    }
    drive(workspace.analysis(), {});
    const found = new Map(files.map(([path]) => [path, workspace.findings(path)]));
    for (const [path, { open }] of files) if (open) workspace.close(path);
    return found;
  }

  it(`says after each of ${STEPS} changes what a new one says`, () => {
    const spoke = new Set<string>();
    for (let done = 0, life = 0; done < STEPS; life++) {
      const random = randomFrom(SEED + life);
      const world = new ChangingWorld(random, text => !engine.go.parse(text).hasError);
      const workspace = new Workspace(engine);
      const log: string[] = [];
      const tell = (change: Change) => {
        log.push(JSON.stringify(change));
        take(workspace, change);
      };
      for (const change of world.begin()) tell(change);
      let config = DEFAULT_CONFIG;
      for (let step = 0; step < LIFE && done < STEPS; step++, done++) {
        for (let n = 1 + Math.floor(random() * 2); n > 0; n--) tell(world.change());
        if (random() < 0.03) {
          config = CONFIGS[Math.floor(random() * CONFIGS.length)]!;
          log.push(`config ${JSON.stringify(config.rules)} ${config.escapeTests}`);
          workspace.setConfig(config);
        }
        // Hosts ask before all is known, and begin with things that they do not end.
        if (random() < 0.3) for (const path of world.files.keys()) workspace.findings(path);
        const begun = workspace.analysis();
        for (let n = Math.floor(random() * 10); n > 0; n--) begun.next();
        if (random() < 0.2) continue;
        drive(workspace.analysis(), {});
        for (const [path, expected] of fresh(world, config)) {
          for (const { rule } of expected) spoke.add(rule);
          const said = workspace.findings(path);
          if (isDeepStrictEqual(said, expected)) continue;
          const [only, missing] = [
            [said, expected],
            [expected, said],
          ].map(([a, b]) => a!.filter(f => !b!.some(other => isDeepStrictEqual(f, other))).map(f => JSON.stringify(f)));
          const history = `seed ${SEED}, life ${life}, step ${step}:\n${log.join('\n')}`;
          assert.fail(`${history}\n${path}\nsaid     ${only!.join('\n')}\nexpected ${missing!.join('\n')}`);
        }
      }
      for (const [path, { open }] of world.files) if (open) workspace.close(path);
    }
    assert.ok(STEPS < 300 || spoke.size >= 10, `only these rules spoke: ${[...spoke].sort().join(', ')}`);
  });
});
