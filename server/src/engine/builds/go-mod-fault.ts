/** What makes a go.mod file useless, whatever release of Go reads it. */
import { readDirectives } from './go-mod.js';

/** Undefined for all that some release may take. */
export type GoModFault = { readonly kind: 'noModule' } | { readonly kind: 'conflict'; readonly line: number };

export function goModFault(text: string): GoModFault | undefined {
  const mark = text.split('\n').findIndex(line => /^(?:<{7}|={7}|>{7})(?:\s|$)/.test(line));
  if (mark >= 0) return { kind: 'conflict', line: mark + 1 };
  return readDirectives(text).some(({ verb }) => verb === 'module') ? undefined : { kind: 'noModule' };
}
