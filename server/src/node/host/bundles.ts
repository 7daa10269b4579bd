/** Translations from disk: in the folder `l10n` beside the bundle, or in that of the sources. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translationsFor } from '../../engine/base/locale.js';
import type { Bundle } from '../../engine/base/wording.js';

/** What a country's translation lacks comes from that of the language. Empty where there is none; a broken file counts as none. */
export function readBundle(locale: string, dir: string = __dirname): Bundle {
  const beside = join(dir, 'l10n');
  const folder = existsSync(beside) ? beside : join(dir, '../../../l10n');
  const files = translationsFor(locale).map(name => join(folder, `${name}.json`));
  return Object.assign({}, ...files.reverse().map(textsIn));
}

function textsIn(file: string): Bundle {
  try {
    const texts: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Object.fromEntries(Object.entries(texts as object).filter(([, text]) => typeof text === 'string'));
  } catch {
    return {};
  }
}
