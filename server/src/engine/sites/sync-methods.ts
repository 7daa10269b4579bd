import { table } from '../base/table.js';

/**
 * Methods of package sync whose receiver's address reaches the runtime (go-facts §1.2 A3). `leaks`: those that make a local variable escape
 * by themselves. `others`: called on the same variables, so that by its name alone each explains why the variable is on the heap.
 */
interface SyncMethods {
  readonly leaks: readonly string[];
  readonly others: readonly string[];
}

const METHODS: Readonly<Record<string, SyncMethods>> = {
  Mutex: { leaks: ['Lock'], others: ['Unlock', 'TryLock'] },
  RWMutex: { leaks: ['Lock', 'RLock'], others: ['Unlock', 'RUnlock', 'TryLock'] },
  WaitGroup: { leaks: ['Add', 'Done', 'Wait', 'Go'], others: [] },
  Once: { leaks: ['Do'], others: [] },
};
const SYNC_TYPES = table(METHODS);

const LEAKING_NAMES = new Set(Object.values(METHODS).flatMap(t => t.leaks));
const NAMES = new Set(Object.values(METHODS).flatMap(t => [...t.leaks, ...t.others]));

/** True for a method of that type of package sync that makes its receiver escape. */
export function leaksReceiver(type: string, method: string): boolean {
  return SYNC_TYPES[type]?.leaks.includes(method) ?? false;
}

/** The same by name alone, for a receiver whose type is not known yet. */
export function mayLeakReceiver(method: string): boolean {
  return LEAKING_NAMES.has(method);
}

/** True for the name of a method that explains why a variable of package sync is on the heap. */
export function isSyncMethodName(method: string): boolean {
  return NAMES.has(method);
}
