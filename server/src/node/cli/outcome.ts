/**
 * What came of a command, and what its exit code says about it: `server/docs/exit-codes.md`. Parts report what they have found and what they
 * could not look at; the number is decided here and nowhere else.
 */
import { type Message, messageKey } from '../../engine/base/message.js';

/** 0: all that was asked for was looked at, and nothing found. 1: something was found. 2: something was not looked at, whatever was found. */
export type ExitCode = 0 | 1 | 2;

/** What a run says about itself. */
export interface Remarks {
  /** Why something that was asked for was not looked at, or not done. */
  readonly gaps: readonly Message[];
  /** What is good to know and leaves nothing out. */
  readonly notes: readonly Message[];
}

export const NO_REMARKS: Remarks = { gaps: [], notes: [] };

export interface CommandOutcome extends Remarks {
  /** Whether something was found that the user wants to fail for. */
  readonly found: boolean;
  /** Writes the output, which may tell the code. */
  print(code: ExitCode): void;
}

export function exitCode({ gaps, found }: Pick<CommandOutcome, 'gaps' | 'found'>): ExitCode {
  if (gaps.length > 0) return 2;
  return found ? 1 : 0;
}

/** All of them, each once, in an order that no language changes. */
export function remarks(...parts: readonly Partial<Remarks>[]): Remarks {
  return { gaps: distinct(parts.flatMap(p => p.gaps ?? [])), notes: distinct(parts.flatMap(p => p.notes ?? [])) };
}

function distinct(messages: readonly Message[]): Message[] {
  const byKey = new Map(messages.map(m => [messageKey(m), m]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, m]) => m);
}
