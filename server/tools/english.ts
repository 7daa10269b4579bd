/** The snapshot of every English sentence, `server/l10n/en.json`: what translators begin with, and what a reviewer reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { englishTexts } from '../src/engine/base/message.js';

export const ENGLISH = 'server/l10n/en.json';
/** The same of the client, in the form of VS Code: the English text is the key of its translation. */
export const CLIENT_ENGLISH = 'client/l10n/bundle.l10n.json';

/** Loads every file that declares texts. Sorted by id, so that those of one owner stand together. */
export function englishText(root: string): string {
  const sources = join(root, 'server/src');
  const owners = new Set<string>();
  for (const name of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const file = join(sources, name);
    const declared = ownersIn(readFileSync(file, 'utf8'), file);
    if (declared.length > 0) require(file);
    for (const owner of declared) owners.add(owner);
  }
  // Other texts may have been declared by tests that run in this process.
  const own = [...englishTexts()].filter(([id]) => owners.has(id.slice(0, id.lastIndexOf('/'))));
  return `${JSON.stringify(Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;
}

export function clientEnglishText(root: string): string {
  const { WORDS } = require(join(root, 'client/src/words.ts')) as { WORDS: Readonly<Record<string, string>> };
  const texts = [...new Set(Object.values(WORDS))].sort();
  return `${JSON.stringify(Object.fromEntries(texts.map(text => [text, text])), null, 2)}\n`;
}

function ownersIn(text: string, file: string): string[] {
  const code = text.replace(/^ *(?:\*|\/\/).*$/gm, '');
  return [...code.matchAll(/(?<!function |\.)\bmessages(?:<[^>]*>)?\(\s*(?:'([^']+)')?/g)].map(m => {
    if (m[1] === undefined) throw new Error(`${file}: the owner of messages(…) must be written as text`);
    return m[1];
  });
}
