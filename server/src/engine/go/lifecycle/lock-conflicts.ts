/** Calls that cannot work while a function holds a lock. */
import type { Work } from '../../base/faults.js';
import type { Node } from '../../syntax/flat-tree.js';
import type { PoolCode } from '../flow/pool-code.js';
import type { Holding, LeftBehind, Lock } from './holding.js';
import type { HoldingState } from './holding-state.js';
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
  again({ place, owner, isFixed, release }: Lock, at: Node, { held }: HoldingState): Conflict[] {
    if (!isFixed) return [];
    this.work.spend(this.holdings.length);
    return this.holdings.flatMap(({ lock }, holding) => {
      const now = held.get(holding);
      if (!lock?.isFixed || lock.place !== place || lock.owner !== owner || !now?.certain || now.ended) return [];
      return release !== READ || lock.release !== READ ? { holding, at, conflict: 'again' as const } : [];
    });
  }

  /** `mu.Lock(); …; mu.RUnlock()` ends the program. */
  unlock(call: Node, { held }: HoldingState): Conflict[] {
    const unlocked = this.hasFixed ? unlockedPlace(this.code, call) : undefined;
    if (!unlocked) return [];
    this.work.spend(this.holdings.length);
    const there = this.holdings.flatMap(({ lock }, i) => (lock?.place === unlocked.place && held.has(i) ? [{ lock, i }] : []));
    if (there.some(({ lock, i }) => lock.release === unlocked.release || held.get(i)!.ended)) return [];
    const conflict = unlocked.release === READ ? 'readUnlock' : 'unlock';
    return there.flatMap(({ lock, i }) => (lock.isFixed && held.get(i)!.certain ? { holding: i, at: call, conflict } : []));
  }
}
