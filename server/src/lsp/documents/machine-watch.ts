/**
 * Brings facts about the machine to the rules at go.mod: when a go.mod is opened or saved, so that starting the server waits for nothing,
 * and only in a trusted workspace, since its settings name the go command.
 */

import { isBelow } from '../../engine/base/paths.js';
import type { MachineFacts } from '../../engine/program/machine.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { Scheduler } from '../core/scheduler.js';
import type { MachineAccess } from '../features/machine-reports-access.js';
import type { Documents } from './documents.js';

export interface MachineWatchContext {
  access(): MachineAccess;
  readonly workspace: Pick<Workspace, 'setMachine'>;
  readonly documents: Pick<Documents, 'keys'>;
  readonly scheduler: Pick<Scheduler, 'background' | 'request'>;
}

export class MachineWatch {
  /** What the workspace was told last, as text. */
  private told = '';

  constructor(private readonly context: MachineWatchContext) {}

  /** Called for every document that is opened or saved. */
  look(key: string): void {
    if (isGoMod(key)) void this.context.scheduler.background('machine', this.ask(key));
  }

  /** Trust or settings are others now. */
  lookAgain(): void {
    if (!this.context.access().trusted) this.tell(undefined);
    const key = [...this.context.documents.keys()].find(isGoMod);
    if (key !== undefined) this.look(key);
  }

  /** A newer question, or one after trust was lost, ends this one before it tells anything. */
  private async *ask(key: string): AsyncGenerator<void> {
    const { host, settings, trusted, folders } = this.context.access();
    const folder = folders.find(f => isBelow(key, f)) ?? folders[0];
    const facts = trusted ? await host.machine?.facts?.(folder, settings.tools) : undefined;
    yield;
    this.tell(facts);
  }

  private tell(facts: MachineFacts | undefined): void {
    const { workspace, documents, scheduler } = this.context;
    const text = JSON.stringify(facts) ?? '';
    if (text === this.told) return;
    this.told = text;
    workspace.setMachine(facts);
    for (const key of documents.keys()) if (isGoMod(key)) scheduler.request(key);
  }
}

const isGoMod = (key: string): boolean => /(?:^|\/)go\.mod$/.test(key);
