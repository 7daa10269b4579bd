/** What the compiler says of a package that was asked for: its word, or why there is none. A job without an answer cannot be written down. */

import type { Message } from '../../engine/base/message.js';
import { baseName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import { doesNotBuild, isLeftOut } from '../go/package-words.js';
import { compare } from './words.js';

export type CompilerAnswer =
  /** Its word, which may be that the package does not build. */
  | { readonly kind: 'word'; readonly result: CompilerPackageResult }
  /** Build constraints leave no file of it, or only tests, which were not asked for: nothing is wrong. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly reason: Message };

/** What was not looked at, for all that the answer says. */
export function gapsOf(answer: CompilerAnswer): Message[] {
  switch (answer.kind) {
    case 'nothing':
      return [];
    case 'unknown':
      return [answer.reason];
    case 'word': {
      const { result } = answer;
      const complaint = doesNotBuild(result);
      const leftOut = isLeftOut(result);
      return [
        ...(leftOut === undefined ? [] : [leftOut]),
        ...(complaint === undefined ? [] : [complaint]),
        ...(result.truncated ? [compare.truncated({ package: result.importPath })] : []),
      ];
    }
  }
}

/** Which programs the word is about, where profiles guide their builds. */
export function notesOf(answer: CompilerAnswer): Message[] {
  if (answer.kind !== 'word') return [];
  const { result } = answer;
  return [result, ...(result.otherwise ?? [])].flatMap(({ builtFor, importPath }) => {
    if (builtFor === undefined) return [];
    const { programs, profile } = builtFor;
    if (profile === undefined) return programs.length === 0 ? [compare.profileNotUsed({ package: importPath })] : [];
    if (programs.length === 0) return [compare.profiledAll({ profile })];
    return [compare.profiled({ programs: programs.join(', '), profile: baseName(profile) })];
  });
}
