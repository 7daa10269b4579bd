/** How a run of the toolchain ended, as data, and the one sentence a user reads about it. */

import { formatGoVersion, type GoVersion } from '../../engine/base/go-version.js';
import { t } from '../../engine/base/l10n.js';

export type GoStatus =
  | { readonly kind: 'ok' }
  /** No go command. `configured` is what the settings name, empty when PATH was searched. */
  | { readonly kind: 'missing'; readonly configured: string }
  | { readonly kind: 'tooOld'; readonly version: GoVersion }
  | { readonly kind: 'failed'; readonly firstError: string }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'cancelled' }
  /** It answered something that is not the go command's language. */
  | { readonly kind: 'garbage'; readonly command: string };

/** The oldest release whose output was recorded and tested. */
export const OLDEST_GO: GoVersion = { major: 1, minor: 18 };

/** Empty for `ok`. */
export function describeStatus(status: GoStatus): string {
  switch (status.kind) {
    case 'ok':
      return '';
    case 'missing':
      return status.configured === ''
        ? t('No go command on PATH: escape findings are estimates until Go is installed or goPreflight.go.path is set.')
        : t('{0} is no go command: escape findings are estimates until the setting is corrected.', status.configured);
    case 'tooOld':
      return t(
        'Go {0} is too old for compiler findings: Go {1} or newer is needed.',
        formatGoVersion(status.version),
        formatGoVersion(OLDEST_GO),
      );
    case 'failed':
      return t('The go command failed: {0}', status.firstError);
    case 'timeout':
      return t('The go command did not finish within {0} seconds and was stopped.', status.seconds);
    case 'cancelled':
      return t('The analysis was cancelled.');
    case 'garbage':
      return t('{0} does not answer like a go command.', status.command);
  }
}
