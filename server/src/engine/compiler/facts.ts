/**
 * What the Go compiler said about one package, as records. `parser.ts` makes them from `-gcflags=-m` or `-m=2` text; `escape/` joins them
 * to the syntax. Nothing here is a finding yet: the compiler also prints lines about values that never allocate (go-facts §4.4).
 */
import type { BuiltFor } from '../base/built-for.js';
import type { GoVersion } from '../base/go-version.js';
import type { SiteKind } from '../base/site.js';

/**
 * `moved` a variable lives on the heap; `escapes` an expression's value does; `stays` it does not; `leaking` a parameter lets what it
 * points to out; `shared` a variable that a closure uses without a copy; `inlinable`/`notInlinable` a function; `inlined` a call; `other` a line we have no use for yet, or a build error.
 */
export type FactKind = 'moved' | 'escapes' | 'stays' | 'leaking' | 'shared' | 'inlinable' | 'notInlinable' | 'inlined' | 'other';

/** A place as the compiler prints it: 1-based, columns in UTF-8 bytes. Behind a `//line` directive: where the text really stands. */
export interface CompilerPlace {
  /** Base name of `raw`. */
  readonly file: string;
  /** The file as printed: its spelling depends on who filled the build cache (go-facts §3.1). */
  readonly raw: string;
  readonly line: number;
  /** Missing from byte column 255 on. */
  readonly column?: number;
}

/** One `from …` line of a flow: through which expression the value travels, and why. */
export interface FlowNote extends CompilerPlace {
  /** As the compiler renders it, not as the source spells it. */
  readonly expression: string;
  /** `address-of`, `return`, `assign`, `call parameter`, `captured by a closure`, `too large for stack`, … */
  readonly reason: string;
}

/** One `flow: DESTINATION ← SOURCE` with its notes. `{heap}` is the heap, `{storage for E}` the memory of E, `~r0` a result. */
export interface FlowStep {
  readonly destination: string;
  readonly source: string;
  readonly notes: readonly FlowNote[];
}

export interface CompilerFact extends CompilerPlace {
  readonly kind: FactKind;
  /** Variable, expression or function as the compiler renders it; type parameters read `…` (instances are merged). */
  readonly expression: string;
  /** `leaking`: `content` or `result ~r0 level=0`; `inlinable`: the cost; `notInlinable`: the reason; `shared`: what the compiler knows of the variable. */
  readonly detail?: string;
  /** Only from `-m=2`. */
  readonly flow?: readonly FlowStep[];
  /** What it is about, where that is known without a search by place: from our own graph (`graph-facts.ts`). */
  readonly site?: { readonly kind: SiteKind; readonly node: number };
}

/** Everything printed under one `# import/path` header. */
export interface CompilerOutput {
  readonly importPath: string;
  /** What stands in brackets after a test variant's path: `pkg.test`; empty for the package itself. */
  readonly variant: string;
  readonly facts: readonly CompilerFact[];
  /** True when a cap was reached: what is missing then proves nothing. */
  readonly truncated: boolean;
}

/** Why a package has no facts. Never read "nothing printed" as "nothing escapes". */
export interface CompilerError extends Partial<CompilerPlace> {
  /** The first error's text, without its position. */
  readonly message: string;
}

/** One package of a run: what was compiled, and what came out. */
export interface CompilerPackageResult {
  readonly importPath: string;
  /** Directory, absolute, as `go list` prints it. */
  readonly dir: string;
  /** Base names of the files that were compiled (build tags applied); the tests' among them when those were asked for. */
  readonly files: readonly string[];
  /** Those of `files` that are of the package with `_test` behind its name. */
  readonly externalTests?: readonly string[];
  /** About these files only; facts about generic bodies of other packages are left out. */
  readonly facts: readonly CompilerFact[];
  /** Release of the toolchain that ran. */
  readonly goVersion: GoVersion;
  readonly truncated: boolean;
  readonly error?: CompilerError;
  /** Files that only cgo compiles, when the run was one without. */
  readonly withoutCgo?: readonly string[];
  /** The programs that have the package compiled like this; absent where no profile plays a part. */
  readonly builtFor?: BuiltFor;
  /** About calls in other packages that its functions are inlined to; only with `builtFor`. */
  readonly callers?: readonly CompilerFact[];
  /** Functions that are inlined without a profile as well, as the compiler prints them; only with `builtFor`. */
  readonly inlinedAnyway?: ReadonlySet<string>;
  /** The package as other programs have it compiled. */
  readonly otherwise?: readonly CompilerPackageResult[];
  /** Why there are no facts about the tests that were asked for, or about some of them; the package itself builds. */
  readonly testError?: CompilerError;
}
