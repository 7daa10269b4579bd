/** Rules that throw, in the log once each: one that throws at every keystroke must not fill it. */
import type { Host } from './host.js';
import { describe } from './scheduler.js';

export class RuleErrors {
  private readonly told = new Set<string>();

  constructor(private readonly host: Pick<Host, 'log'>) {}

  report(rule: string, path: string, error: unknown): void {
    if (this.told.has(rule)) return;
    this.told.add(rule);
    this.host.log('error', `rule ${rule} failed on ${path}: ${describe(error)}`);
  }
}
