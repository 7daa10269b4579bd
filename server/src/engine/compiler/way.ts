/** Where the value of a site goes. */
import type { UnseenCall } from '../sites/evidence.js';
import type { DestinationKind } from './destination.js';

/** The cause, what it names, and the call that leads there, where that is in another function. */
export interface Way {
  readonly kind: DestinationKind | UnseenCall | 'held' | 'otherField' | 'otherValue';
  readonly name: string;
  readonly via: string;
}
