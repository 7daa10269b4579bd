/**
 * The facts of one declaration, read from its flat tree and the file's imports and from nothing else, so that they stay valid while both
 * are unchanged.
 */

import type { FlatTree } from '../../syntax/flat-tree.js';
import { readCEnvironment, readCStrings } from '../flow/c-strings.js';
import { readPoolFacts } from '../flow/read-pool-facts.js';
import type { ImportTable } from '../names/imports.js';
import { readSymbols } from '../names/read-symbols.js';
import { Scopes } from '../names/scope.js';
import { TypeReader } from '../types/type-reader.js';
import type { AllocationSite } from './allocation-site.js';
import type { DeclarationSyntax } from './declaration-syntax.js';
import type { DeclarationFacts } from './facts.js';

/** Facts without the offset: the part that survives a move. */
export type ReusableFacts = Omit<DeclarationFacts, 'offset'>;

/** Reads what a declaration allocates. The readers live in sites/, above this room, so they are handed in. */
export type SiteReaders = (syntax: DeclarationSyntax) => readonly AllocationSite[];

export function readDeclaration(tree: FlatTree, imports: ImportTable, readSites: SiteReaders): ReusableFacts {
  const scopes = new Scopes(tree);
  const types = new TypeReader(tree, scopes, imports);
  const syntax: DeclarationSyntax = { tree, scopes, types, imports };
  return {
    length: tree.text.length,
    symbols: readSymbols(syntax),
    allocationSites: readSites(syntax),
    pools: readPoolFacts(syntax),
    cStrings: readCStrings(syntax),
    cEnvironment: readCEnvironment(syntax),
  };
}
