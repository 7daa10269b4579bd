/**
 * The facts of one declaration, read from its flat tree and the file's imports and from nothing else, so that they stay valid while both
 * are unchanged.
 */

import { readAllocationSites } from '../../sites/allocation-sites.js';
import type { FlatTree } from '../../syntax/flat-tree.js';
import { readCEnvironment, readCStrings } from '../flow/c-strings.js';
import { readPoolFacts } from '../flow/pool-facts.js';
import { readSymbols } from '../names/read-symbols.js';
import { Scopes } from '../names/scope.js';
import { TypeReader } from '../types/type-reader.js';
import type { DeclarationFacts, ImportFact } from './facts.js';

/** What the readers of one declaration share. */
export interface DeclarationSyntax {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly types: TypeReader;
  readonly imports: ImportTable;
}

/** The file's imports by the name its identifiers are qualified with. */
export type ImportTable = ReadonlyMap<string, ImportFact>;

/** Facts without the offset: the part that survives a move. */
export type ReusableFacts = Omit<DeclarationFacts, 'offset'>;

export function readDeclaration(tree: FlatTree, imports: ImportTable): ReusableFacts {
  const scopes = new Scopes(tree);
  const types = new TypeReader(tree, scopes, imports);
  const syntax: DeclarationSyntax = { tree, scopes, types, imports };
  return {
    length: tree.text.length,
    symbols: readSymbols(syntax),
    allocationSites: readAllocationSites(syntax),
    pools: readPoolFacts(syntax),
    cStrings: readCStrings(syntax),
    cEnvironment: readCEnvironment(syntax),
  };
}
