/** What reports about the machine may use. */

import type { Host } from '../core/host.js';
import type { Settings } from '../core/settings.js';

export interface MachineAccess {
  readonly host: Pick<Host, 'machine'>;
  readonly settings: Settings;
  readonly trusted: boolean;
  readonly folders: readonly string[];
}
