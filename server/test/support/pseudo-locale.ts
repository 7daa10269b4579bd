/** A language that shows what was translated: every text is English in brackets, so that words outside of them were made elsewhere. */
import { englishTexts } from '../../src/engine/base/message.js';
import type { Bundle } from '../../src/engine/base/wording.js';

/** Texts of all modules that are loaded now. */
export function pseudoBundle(): Bundle {
  const bracketed = (text: string) => text.split('\n').map(line => `⟦${line}⟧`);
  return Object.fromEntries([...englishTexts()].map(([id, text]) => [id, bracketed(text).join('\n')]));
}

/** What is left when all that was translated is taken out. */
export function untranslated(text: string): string {
  const without = text.replace(/⟦[^⟦⟧]*⟧/g, '');
  return without === text ? text : untranslated(without);
}

/** True for a text that holds something translated and, outside of it, nothing that reads like a sentence. */
export function isTranslated(text: string): boolean {
  return text.includes('⟦') && !/\b[a-z]+ [a-z]+ [a-z]+\b/i.test(untranslated(text));
}
