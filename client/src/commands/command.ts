/** A command of the palette: one file each, listed in all.ts, named in package.json. */
import type { LogOutputChannel } from 'vscode';
import type { PreflightClient } from '../client.js';
import type { EscapeReports } from '../views/escapeReport.js';
import type { TextReports } from '../views/textReport.js';

/** What commands work with. */
export interface CommandContext {
  readonly client: PreflightClient;
  readonly output: LogOutputChannel;
  readonly reports: EscapeReports;
  readonly texts: TextReports;
}

export interface Command {
  readonly id: `goPreflight.${string}`;
  /** `argument`: what a caller in the editor passes; undefined from the palette. */
  run(context: CommandContext, argument?: unknown): unknown;
}
