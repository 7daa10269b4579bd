/** A command of the palette: one file each, listed in all.ts, named in package.json. */
import type { LogOutputChannel } from 'vscode';
import type { PreflightClient } from '../client.js';
import type { EscapeReports } from '../views/escapeReport.js';

/** What commands work with. */
export interface CommandContext {
  readonly client: PreflightClient;
  readonly output: LogOutputChannel;
  readonly reports: EscapeReports;
}

export interface Command {
  readonly id: `goPreflight.${string}`;
  run(context: CommandContext): unknown;
}
