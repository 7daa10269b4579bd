/** What one Go file says, as plain records. Everything below a declaration is relative to that declaration's offset. */

import type { Fault } from '../../base/faults.js';
import type { Span } from '../../base/finding.js';
import type { CEnvironmentCall, CString } from '../flow/c-facts.js';
import type { PoolFacts } from '../flow/pool-facts.js';
import type { ImportFact } from '../names/imports.js';
import type { Symbols } from '../names/symbols.js';
import type { AllocationSite } from './allocation-site.js';
import type { CLinks } from './c-links.js';

export interface BuildConstraint {
  /** The expression after `//go:build `. */
  readonly expression: string;
  readonly span: Span;
  /** Every tag the expression names, with its place and whether it stands under a `!`. */
  readonly tags: readonly { readonly name: string; readonly span: Span; readonly negated: boolean }[];
}

/** A comment that begins like a compiler directive, at the top level or inside a declaration. */
export interface DirectiveComment {
  /** The whole comment, `//` included. */
  readonly text: string;
  readonly span: Span;
  /** The compiler reads a directive only in the first column. */
  readonly atLineStart: boolean;
  /** What is declared directly below it, with nothing but line comments in between. */
  readonly above?: 'function' | 'type' | 'variable' | 'constant';
}

export interface Suppression {
  /** Rule id or family; of a foreign comment what that names: a linter, a check, `all`. */
  readonly rule: string;
  readonly reason: string;
  readonly span: Span;
  /** 0-based line of the comment; it covers this line and, when it stands alone on it, the next. */
  readonly line: number;
  readonly alone: boolean;
  /** Another linter's comment; where it hides nothing of ours that is no fault. */
  readonly foreign?: true;
}

export interface DeclarationFacts {
  readonly offset: number;
  /** UTF-16 units. */
  readonly length: number;
  /** What the declaration adds to the package: types, functions, methods, variables, constants. */
  readonly symbols: Symbols;
  readonly allocationSites: readonly AllocationSite[];
  readonly pools: PoolFacts;
  /** Empty where the file has no `import "C"`. */
  readonly cStrings: readonly CString[];
  /** The same. */
  readonly cEnvironment: readonly CEnvironmentCall[];
  /** Fields that it gives a value, of those that somebody asks for (`known/set-fields.ts`). */
  readonly setFields: readonly string[];
  /** Nothing happens in it: see `isIdle`. */
  readonly idle?: true;
  /** Parts that could not be read; absent where there are none. */
  readonly faults?: readonly Fault[];
}

export interface GoFileFacts {
  readonly path: string;
  readonly packageName: string;
  readonly imports: readonly ImportFact[];
  /** The file has `import "C"`. */
  readonly usesCgo: boolean;
  /** The C code above `import "C"` starts threads. */
  readonly startsCThreads?: true;
  /** What its `#cgo` lines link on Linux; absent where they link nothing. `unknown`: it hangs on more than these lines. */
  readonly cLinks?: CLinks | 'unknown';
  /** The go:build line, with its places. */
  readonly buildConstraint?: BuildConstraint;
  /** What decides whether a build takes the file: that line's expression, or what its `+build` lines come to. */
  readonly constraint?: string;
  readonly directives: readonly DirectiveComment[];
  readonly suppressions: readonly Suppression[];
  /** `// Code generated … DO NOT EDIT.` before the package clause. */
  readonly generated: boolean;
  readonly isTest: boolean;
  /** The text calls `recover()` somewhere. */
  readonly recovers: boolean;
  /** The text has syntax errors: facts are a best guess. */
  readonly hasError: boolean;
  readonly declarations: readonly DeclarationFacts[];
}
