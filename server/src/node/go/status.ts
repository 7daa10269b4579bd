/** How a run of the toolchain ended, as data, and the one sentence a user reads about it. */

import { formatGoVersion, type GoVersion } from '../../engine/base/go-version.js';
import type { Message } from '../../engine/base/message.js';
import { say } from './words.js';

export type GoStatus =
  | { readonly kind: 'ok' }
  /** No go command. `configured` is what the settings name, empty when PATH was searched. */
  | { readonly kind: 'missing'; readonly configured: string }
  | { readonly kind: 'tooOld'; readonly version: GoVersion }
  | { readonly kind: 'failed'; readonly firstError: string }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'cancelled' }
  /** A file that go would read is none to read, so go was not started. */
  | { readonly kind: 'oddFile'; readonly path: string }
  /** It lists more packages than are kept. */
  | { readonly kind: 'tooMuch' }
  /** It answered something that is not the go command's language. */
  | { readonly kind: 'garbage'; readonly command: string };

/** The oldest release whose output was recorded and tested. */
export const OLDEST_GO: GoVersion = { major: 1, minor: 18 };

/** `message`: the first that the go command wrote, if any. */
export function failure(message: string | undefined, code: number): Extract<GoStatus, { kind: 'failed' }> {
  return { kind: 'failed', firstError: message ?? `exit status ${code}` };
}

/** Undefined for `ok`. */
export function describeStatus(status: Exclude<GoStatus, { kind: 'ok' }>): Message;
export function describeStatus(status: GoStatus): Message | undefined;
export function describeStatus(status: GoStatus): Message | undefined {
  switch (status.kind) {
    case 'ok':
      return undefined;
    case 'missing':
      return status.configured === '' ? say.notOnPath : say.notAGoCommand({ path: status.configured });
    case 'tooOld':
      return say.tooOld({ version: formatGoVersion(status.version), oldest: formatGoVersion(OLDEST_GO) });
    case 'failed':
      return say.failed({ error: status.firstError });
    case 'timeout':
      return say.timeout({ seconds: status.seconds });
    case 'cancelled':
      return say.cancelled;
    case 'oddFile':
      return say.oddFile({ path: status.path });
    case 'tooMuch':
      return say.tooMuch;
    case 'garbage':
      return say.notTheLanguageOfGo({ command: status.command });
  }
}

/** The go command's first complaint, without notices of what it is about to do; `errors parsing go.mod:` goes on in the next line. */
export function firstMessage(lines: readonly string[]): string | undefined {
  const [first, next] = lines.map(l => l.trim()).filter(l => l !== '' && !/^(?:go: )?(?:downloading|warning:|extracting) /.test(l));
  return first?.endsWith(':') && next !== undefined ? `${first} ${next}` : first;
}
