/** A workspace that has lived through random edits, closes, removals and words of the compiler says what a new one says of the same texts. */
import { type Config, DEFAULT_CONFIG } from '../../../src/engine/base/config.js';
import type { Finding } from '../../../src/engine/base/finding.js';
import { drive } from '../../../src/engine/workspace/drive.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { assertSame } from '../same.js';
import { type Tools, target } from '../target.js';
import { type Change, ChangingWorld, evidenceOfSaid, World } from './changing-world.js';

/** One turn of a host. */
interface Turn {
  readonly changes: readonly Change[];
  /** Of `CONFIGS`. */
  readonly config?: number;
  /** Hosts ask before all is known … */
  readonly asks: boolean;
  /** … and begin with things that they do not end. */
  readonly begun: number;
  readonly compares: boolean;
}

export interface WorldInput {
  readonly begin: readonly Change[];
  readonly turns: readonly Turn[];
}

/** Turns of one workspace. */
const LIFE = 25;

const CONFIGS: readonly Config[] = [
  DEFAULT_CONFIG,
  { ...DEFAULT_CONFIG, escapeTests: true },
  { ...DEFAULT_CONFIG, rules: { escape: 'warning', 'version/mismatch': 'off' } },
];

function apply(workspace: Workspace, change: Change, world: World): void {
  const { kind, path } = change;
  if (kind === 'compile') workspace.evidence.set(path, evidenceOfSaid(path, workspace.text(path)!, change.said), workspace.text(path)!);
  else if (kind === 'open') workspace.open(path, change.text);
  else if (kind === 'edit') workspace.edit(path, change.changes);
  else if (kind === 'close') workspace.close(path);
  else if (kind === 'remove') {
    workspace.evidence.forget(path);
    workspace.remove(path);
  } else if (kind === 'set') {
    if (!world.files.get(path)?.open) workspace.evidence.forget(path);
    workspace.set(path, change.text, change.outline ? 'outline' : 'full');
  }
}

/** Lives it, and gives the ids of the rules that spoke. Throws where the two differ. */
export function live({ begin, turns }: WorldInput, { engine, rules }: Pick<Tools, 'engine' | 'rules'>): ReadonlySet<string> {
  const spoke = new Set<string>();
  const world = new World();
  const workspace = new Workspace(engine, { rules });
  const tell = (change: Change) => {
    if (world.take(change)) apply(workspace, change, world);
  };
  for (const change of begin) tell(change);
  let config = DEFAULT_CONFIG;
  for (const turn of turns) {
    for (const change of turn.changes) tell(change);
    if (turn.config !== undefined) {
      config = CONFIGS[turn.config]!;
      workspace.setConfig(config);
    }
    if (turn.asks) for (const path of world.files.keys()) workspace.findings(path);
    const begun = workspace.analysis();
    for (let n = turn.begun; n > 0; n--) begun.next();
    if (!turn.compares || hasBroken()) continue;
    drive(workspace.analysis(), {});
    for (const [path, expected] of fresh()) {
      for (const { rule } of expected) spoke.add(rule);
      assertSame(workspace.findings(path), expected, `differs from a fresh workspace: ${path}`);
    }
  }
  for (const [path, { open }] of world.files) if (open) workspace.close(path);
  return spoke;

  function hasBroken(): boolean {
    return [...world.files].some(([path, { text }]) => path.endsWith('.go') && engine.go.parse(text).hasError);
  }

  /** Findings of a new workspace with the files of the world, by path. */
  function fresh(): Map<string, readonly Finding[]> {
    const other = new Workspace(engine, { config, rules });
    const files = [...world.files].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [path, { text, open, outline, compiled }] of files) {
      if (open) other.open(path, text);
      else other.set(path, text, outline ? 'outline' : 'full');
      if (compiled) other.evidence.set(path, evidenceOfSaid(path, compiled.text, compiled.said), compiled.text, compiled.edits);
    }
    drive(other.analysis(), {});
    const found = new Map(files.map(([path]) => [path, other.findings(path)]));
    for (const [path, { open }] of files) if (open) other.close(path);
    return found;
  }
}

export const WORLD = target<WorldInput>({
  kind: 'world',
  make(dice, { engine }) {
    const world = new ChangingWorld(dice, text => !engine.go.parse(text).hasError);
    const begin = world.begin();
    const turns = Array.from({ length: LIFE }, (): Turn => {
      const changes = Array.from({ length: 1 + dice.below(2) }, () => world.change());
      const config = dice.chance(0.03) ? { config: dice.below(CONFIGS.length) } : {};
      return { changes, ...config, asks: dice.chance(0.3), begun: dice.below(10), compares: dice.chance(0.8) };
    });
    return { begin, turns };
  },
  run: (input, tools) => void live(input, tools),
  count: ({ turns }) => turns.length,
});
