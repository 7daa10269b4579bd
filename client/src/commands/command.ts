/** A command of the palette: one file each, listed in all.ts, named in package.json. */
import type { LogOutputChannel } from 'vscode';
import type { PreflightClient } from '../client.js';
import type { BuildMatrixView } from '../views/build-matrix.js';
import type { EscapeReports } from '../views/escape-report.js';
import type { TextReports } from '../views/text-report.js';
import type { WhyEscapes } from '../views/why-escapes.js';

/** What commands work with. */
export interface CommandContext {
  readonly client: PreflightClient;
  readonly output: LogOutputChannel;
  readonly reports: EscapeReports;
  readonly texts: TextReports;
  readonly why: WhyEscapes;
  readonly matrix: BuildMatrixView;
}

export interface Command {
  readonly id: `goPreflight.${string}`;
  /** `args`: what a caller in the editor passes; none from the palette. */
  run(context: CommandContext, ...args: readonly unknown[]): unknown;
}
