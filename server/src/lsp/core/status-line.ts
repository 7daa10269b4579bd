/** What the client's status item shows, sent when it changes. */
import type { Connection } from 'vscode-languageserver';
import { STATUS, type StatusParams } from './messages.js';

export class StatusLine {
  private last = '';

  constructor(private readonly connection: Connection) {}

  readonly show = (status: StatusParams): void => {
    const content = JSON.stringify(status);
    if (content === this.last) return;
    this.last = content;
    this.connection.sendNotification(STATUS, status).catch(() => {});
  };
}
