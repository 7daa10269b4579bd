/** What is known of a Go file beyond one workspace. */

import { NO_POOL_FACTS } from '../go/flow/pool-facts.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { PlacedPart } from '../go/package/program-parts.js';
import type { GoSyntax } from '../syntax/go-parser.js';

/** A Go file as it was parsed. */
export interface GoSource {
  readonly text: string;
  readonly facts: GoFileFacts;
  readonly syntax: GoSyntax;
}

/** What of a Go file is wanted beside its outline. */
export interface Wants {
  readonly declarations: boolean;
  readonly parts: boolean;
}

/** As plain data, which one thread reads and another takes over. */
export interface KnownGoFile {
  readonly text: string;
  /** The text ends before the first declaration: nothing below it was asked for. */
  readonly isHead: boolean;
  /** Without declarations. */
  readonly outline: GoFileFacts;
  /** With declarations, and without what stands in bodies. */
  readonly declared?: GoFileFacts;
  /** What the file adds to a program. */
  readonly parts?: readonly PlacedPart[];
}

/** What others ask of a file: comments count for the file itself only. */
export function outlineOf(facts: GoFileFacts): GoFileFacts {
  return { ...facts, directives: [], suppressions: [], declarations: [] };
}

export function declaredIn(facts: GoFileFacts): GoFileFacts {
  const declarations = facts.declarations.map(({ offset, length, symbols, setFields }) => ({
    ...{ offset, length, symbols, setFields },
    ...{ allocationSites: [], pools: NO_POOL_FACTS, cStrings: [], cEnvironment: [] },
  }));
  return { ...outlineOf(facts), declarations };
}
