/**
 * What is known about the sites of one file, for one text of it: the records that the compiler room fills, the workspace keeps, and `judge`
 * reads. They say what is there, and no rule.
 */
import type { BuiltFor } from '../base/built-for.js';
import type { Confidence, Location, Span, Step } from '../base/finding.js';
import type { GoVersion } from '../base/go-version.js';
import type { Message } from '../base/message.js';
import type { Site } from '../base/site.js';
import type { Logging } from './logging-call.js';

/** Calls of which the compiler cannot see what runs, so that it assumes the worst of what they are given. */
export type UnseenCall = 'interfaceCall' | 'functionValue' | 'typeParameter';

/**
 * Why a value is on the heap: for its size (`outgrown`: it stays in its function and has no room there beyond a few bytes), or because it
 * goes where it may outlive the function. `held`: a literal that is on the heap itself holds it. `otherField`,
 * `otherValue`: what else a variable holds, beside it or at another time, goes there, and the compiler does not tell them apart. `unseen`: the source around it does not show the way.
 */
export type HeapCause =
  | UnseenCall
  | 'tooLarge'
  | 'unknownSize'
  | 'outgrown'
  | 'returned'
  | 'stored'
  | 'appended'
  | 'sent'
  | 'goroutine'
  | 'closure'
  | 'sync'
  | 'panic'
  | 'held'
  | 'otherField'
  | 'otherValue'
  | 'argument'
  | 'unseen';

/**
 * What takes a value, or makes it, where people know a usual way around it. `own`: an unexported function of the package with a parameter of an interface type that has
 * methods. `reset`: the site is an inlined call that makes what has a `Reset`; `shared`: what may be shared by all calls; `source`: of random numbers; `text`: the text of a
 * bytes.Buffer; `header`: a constant value of a header; `request`: a copy of a request. `builder`: a strings.Builder, whose room goes with its text. `early`: the function may return before the closure is made that takes the variable. `mapKey`: the key of a store into a map; `keyAgain`: of
 * several stores of the function; `lookedUp`: a key that is looked up before. `keyText`: the call formats a key. `rune`: one is converted to a string; `runes`: of a string, for a loop.
 */
export type Taker =
  | 'heap'
  | 'list'
  | 'atomicValue'
  | 'syncMap'
  | 'sortSlice'
  | 'sortInterface'
  | 'encoder'
  | 'decoder'
  | 'scanner'
  | 'errorsAs'
  | 'formatter'
  | 'contextKey'
  | 'contextValue'
  | 'own'
  | 'reset'
  | 'shared'
  | 'source'
  | 'text'
  | 'header'
  | 'request'
  | 'early'
  | 'builder'
  | 'mapKey'
  | 'keyAgain'
  | 'keyText'
  | 'lookedUp'
  | 'rune'
  | 'runes'
  | 'table'
  | 'switch';

/** What a call of the standard library does without, and `to`: what to write for it. */
export interface Instead {
  readonly way:
    | 'cut'
    | 'last'
    | 'ranged'
    | 'folded'
    | 'foldedOne'
    | 'foldedBytes'
    | 'sorted'
    | 'number'
    | 'sum'
    | 'copiedText'
    | 'compared'
    | 'keyed'
    | 'keyedBy'
    | 'copiedForTwin'
    | 'keptHash'
    | 'onlyAppended'
    | 'keptState'
    | 'keptCipher'
    | 'parsedAgain';
  readonly to: string;
  /** Which texts need no memory: numbers from 0 to 99, those of one digit, or, in a call that is inlined, those of up to 32 bytes. */
  readonly free?: 'small' | 'digit' | 'short';
  /** The minor release that `to` needs, where that is a late one. */
  readonly since?: 22;
}

/** One site that allocates, said by the compiler or certain by the language. Its span is the anchor. */
export interface CompiledSite extends Location {
  readonly site: Site;
  /** What is allocated, as written, in short. */
  readonly text: string;
  readonly cause: HeapCause;
  /** What the cause speaks of: where it is stored, what it is passed to, the sync method, the call that leads nobody knows where. Empty where nothing is named. */
  readonly to: string;
  /** The call of the function that leads there, where what `to` names is in a function that it calls or that is inlined; else empty. */
  readonly via: string;
  /** Why a closure shares the variable instead of copying it; empty where none does, or nobody knows. */
  readonly shared: Shared;
  /** The function that returns it; undefined where none does, or the compiler says nothing of inlining it. */
  readonly returnedBy: ReturnedBy | undefined;
  /** What is called with the site as an argument; empty when it is none. */
  readonly callee: string;
  /** What takes it, where that is known and the cause names nothing else; absent elsewhere. */
  readonly taker?: Taker;
  /** Of a call of the standard library that allocates inside: what another one does without. */
  readonly instead?: Instead['way'];
  /** Which of its texts need no memory. */
  readonly free?: Instead['free'];
  /** The minor release that has what it is to be done with. */
  readonly since?: Instead['since'];
  /** Of a variable of which only the address of one field leaves: that field as written. */
  readonly field?: string;
  /** A concatenation in a loop that makes one string longer and longer. */
  readonly accumulates: boolean;
  /** An integer is boxed: free from 0 to 255. */
  readonly isNumber: boolean;
  /** A map, which holds a few entries on the stack. */
  readonly isMap: boolean;
  /** Of an inlined call: what its body allocates, variables by name. */
  readonly inside: readonly InsideCallee[];
  /** Made again and again where time matters. */
  readonly isHot: boolean;
  /** A variable that each iteration of its loop makes anew. */
  readonly isOfLoop?: true;
  /** Made by a function that serves a request: many of its calls overlap. */
  readonly isServed?: true;
  /** Hot because of a call that the function is inlined to: at how many calls of the package it allocates. Otherwise 0. */
  readonly inlinedTo: number;
  /** Calls that the function is inlined to because of a profile, and where this stays on the stack, as far as they were looked at. */
  readonly spared: number;
  /** What programs make of it; absent where no profile plays a part. */
  readonly builds?: SiteBuilds;
  /** How the call logs that the site is an argument of; empty where none does. */
  readonly logging: Logging;
  /** The way to the heap. */
  readonly steps: readonly Step[];
}

/** A site as programs have it compiled, with profiles of theirs. */
export interface SiteBuilds {
  /** Where it allocates. */
  readonly on: readonly BuiltFor[];
  /** Where it does not. */
  readonly off: readonly BuiltFor[];
  /** Of those where it allocates: whose profiles have the function inlined to calls at which it stays on the stack, and to how many. */
  readonly spared: readonly { readonly build: BuiltFor; readonly calls: number }[];
}

/** `assignedInside`: in the closure; `assignedLater`: behind it; `assigned`: elsewhere after its declaration. `large`: more than the 128 bytes that are copied. */
export type Shared = '' | 'assignedInside' | 'assignedLater' | 'assigned' | 'addressed' | 'large';

/** `cost` of `budget` in the compiler's nodes: why it is not inlined; empty for other reasons, and where it is. */
export interface ReturnedBy {
  readonly func: string;
  readonly cost: string;
  readonly budget: string;
  readonly isInlined: boolean;
  /** The interface that it is returned as, and its own type; absent where the result is of its own type. */
  readonly as?: { readonly result: string; readonly type: string };
}

/** `append`: growth of a slice; `variable`: one that is moved to the heap. */
export interface InsideCallee {
  readonly kind: 'variable' | 'append' | 'value';
  readonly text: string;
}

/** `//preflight:noescape`: the span is the directive. */
export interface Assertion extends Location {
  /** Undefined where no function follows the directive. */
  readonly func: string | undefined;
  /** Sites of the function that allocate: they break it. */
  readonly breaches: readonly CompiledSite[];
}

/** A parameter or receiver that lets out what callers pass; the span is its name. A fact about callers, no allocation. */
export interface Leak extends Location {
  readonly message: Message;
  readonly confidence: Confidence;
  readonly steps: readonly Step[];
}

/** What the compiler said about inlining a function. */
export interface Inlining {
  readonly inlinable: boolean;
  /** Inlinable: the cost in the compiler's nodes. Not inlinable: the reason in its words. Undefined when only `-m` was asked. */
  readonly detail: string | undefined;
  /** The declaration that was compiled; the word holds for no other text. */
  readonly text: string;
}

/** The compiler's word about one file, for one text of it. */
export interface CompilerEvidence {
  readonly sites: readonly CompiledSite[];
  /** Assertions that are broken, or assert nothing. */
  readonly assertions: readonly Assertion[];
  /** Where the compiler had no say: generic functions never instantiated, and lines edited since it ran. Estimates inside stand. */
  readonly unknown: readonly Span[];
  /** Release that compiled: what its silence means depends on it. */
  readonly goVersion: GoVersion;
  /** By function name (see `functionName`). */
  readonly inlining: ReadonlyMap<string, Inlining>;
  /** Parameters that leak, in the order of the text. */
  readonly leaks: readonly Leak[];
  /** The builds that this is the word about; absent where no profile plays a part. */
  readonly builds?: readonly BuiltFor[];
}
