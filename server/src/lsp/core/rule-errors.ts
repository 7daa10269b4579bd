/** Rules that throw, and parts of files that could not be read, in the log once each: one at every keystroke must not fill it. */
import { type Fault, TooMuchWork } from '../../engine/base/faults.js';
import type { Host } from './host.js';
import { describe } from './scheduler.js';

export class RuleErrors {
  private readonly told = new Set<string>();

  readonly handlers = {
    onRuleError: (rule: string, path: string, error: unknown) => this.report(rule, path, error),
    onFault: (path: string, fault: Fault) => this.fault(path, fault),
  };

  constructor(private readonly host: Pick<Host, 'log'>) {}

  report(rule: string, path: string, error: unknown): void {
    if (this.told.has(rule)) return;
    this.told.add(rule);
    this.host.log('error', `rule ${rule} failed on ${path}: ${describe(error)}`);
  }

  /** A workspace says each once. */
  private fault(path: string, { part, error }: Fault): void {
    if (error instanceof TooMuchWork) this.host.log('info', `${path}: ${part}: ${error.message}`);
    else this.host.log('error', `${path}: ${part} could not be read: ${describe(error)}`);
  }
}
