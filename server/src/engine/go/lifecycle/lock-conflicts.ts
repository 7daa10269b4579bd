/** Calls that cannot work while a function holds a lock. */
import type { Work } from '../../base/faults.js';
import { NONE, type Node } from '../../syntax/flat-tree.js';
import { loopLeft, loopOfBodyStatement } from '../body/loops.js';
import type { PoolCode } from '../flow/pool-code.js';
import type { Holding, LeftBehind, Lock, LockConflict } from './holding.js';
import { type HoldingState, isLeft } from './holding-state.js';
import { unlockedPlace } from './holdings.js';

const READ = 'sync.RWMutex.RUnlock';

type Conflict = LeftBehind & { readonly at: Node };

export class LockConflicts {
  private readonly hasFixed: boolean;

  constructor(
    private readonly code: PoolCode,
    private readonly holdings: readonly Holding[],
    private readonly work: Work,
  ) {
    this.hasFixed = holdings.some(h => h.lock?.isFixed);
  }

  /** Whoever waits for a lock that this goroutine holds waits for ever; only read locks go together. */
  again({ place, owner, isFixed, release }: Lock, at: Node, state: HoldingState, conflict: LockConflict = 'again'): Conflict[] {
    if (!isFixed) return [];
    this.work.spend(this.holdings.length);
    return this.holdings.flatMap(({ lock }, holding) => {
      const now = state.get(holding);
      if (!lock?.isFixed || lock.place !== place || lock.owner !== owner || !now?.certain || (now.ended && !now.deferred)) return [];
      return release !== READ || lock.release !== READ ? { holding, at, conflict } : [];
    });
  }

  /** Locks that an iteration has taken and not given back where a `break` or `continue` leaves it. */
  leftInLoop(statement: Node, state: HoldingState): LeftBehind[] {
    const { tree } = this.code;
    const loop = loopLeft(tree, statement);
    if (loop === NONE) return [];
    const held = state.all();
    this.work.spend(held.length);
    return held.flatMap(([holding, now]) => {
      const { lock, node } = this.holdings[holding]!;
      if (!lock || !now.certain || !isLeft(now) || loopOfBodyStatement(tree, tree.parent(node)) !== loop) return [];
      return { holding, at: statement, leavesLoop: true };
    });
  }

  /** `mu.Lock(); …; mu.RUnlock()` ends the program. */
  unlock(call: Node, state: HoldingState): Conflict[] {
    const unlocked = this.hasFixed ? unlockedPlace(this.code, call) : undefined;
    if (!unlocked) return [];
    this.work.spend(this.holdings.length);
    const there = this.holdings.flatMap(({ lock }, i) => (lock?.place === unlocked.place && state.get(i) ? [{ lock, i }] : []));
    if (there.some(({ lock, i }) => lock.release === unlocked.release || state.get(i)!.ended)) return [];
    const conflict = unlocked.release === READ ? 'readUnlock' : 'unlock';
    return there.flatMap(({ lock, i }) => (lock.isFixed && state.get(i)!.certain ? { holding: i, at: call, conflict } : []));
  }
}
