/** What the readers of one function share. They are mutually recursive, as the language is: they call each other through `Flow`. */
import type { SiteKind } from '../../base/site.js';
import type { FlatTree, Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func, ImplicitConversion, Type, Var } from '../types/model.js';
import type { Concrete } from './concrete-types.js';
import type { Graph } from './graph.js';
import type { Frame, Hole, Leaks, Location, Reason, Text } from './location.js';

/** What a call does with what it is given, as far as that is known. */
export interface Summary {
  readonly receiver: Leaks;
  readonly params: readonly Leaks[];
  /** What its body costs where the compiler inlines it; undefined: never inlined. */
  readonly inlineCost: number | undefined;
  /** Of a callee that is inlined: what it makes, and where that goes. */
  readonly makes: readonly Made[];
  /** Of a callee that is inlined: parameters that go into something that it makes. */
  readonly stored: readonly Stored[];
  /** Of a callee that is inlined: what surely is in each result that is an interface. */
  readonly concrete: readonly (Concrete | undefined)[];
}

/** `heap`: it is on the heap in any case; else it is if the result or the other thing that is made is. */
export interface Made {
  readonly text: string;
  readonly to: 'heap' | { readonly result: number } | { readonly made: number };
  /** Few calls get there. */
  readonly isRare?: true;
}

export interface Stored {
  /** By its number; -1 is the receiver. */
  readonly parameter: number;
  readonly made: number;
  readonly derefs: number;
}

/** What is known of functions outside of the batch. */
export interface Functions {
  /** The frame of a function of the batch. */
  frameOf(func: Func): Frame | undefined;
  /** Undefined: nobody knows what it does. */
  summaryOf(func: Func): Summary | undefined;
}

/** What the release decides. */
export interface Language {
  /** A loop's variables are new in each iteration (from go 1.22 on). */
  readonly newEachIteration: boolean;
  /** Bytes of the largest variable that a stack has room for: 10 MiB up to Go 1.23, 128 KiB from 1.24 on. */
  readonly maxVariable: number;
  /** Several values of one type tell what is in an interface (from Go 1.26 on). */
  readonly joinsTypes: boolean;
  /** A variable that holds a constant for good counts as that constant, boxed or as a size (from Go 1.25 on). */
  readonly readsSteady: boolean;
}

export interface Flow {
  readonly graph: Graph;
  readonly text: Text;
  readonly tree: FlatTree;
  readonly types: TreeTypes;
  readonly functions: Functions;
  readonly language: Language;
  frame: Frame;
  loopDepth: number;

  hole(to: Location): Hole;
  readonly heap: Hole;
  readonly nowhere: Hole;
  note(hole: Hole, node: Node, reason: Reason): Hole;
  /** Everything that flows into the result flows into all of these. */
  tee(holes: readonly Hole[]): Hole;
  /** The memory that an expression makes: its address goes into the hole; what is put into it goes into the result. */
  spill(hole: Hole, node: Node, kind: SiteKind): Hole;
  /** A place without a name that values pass through. */
  passage(node: Node): Location;
  typeOf(node: Node): Type | undefined;
  isConstant(node: Node): boolean;
  conversionAt(node: Node): ImplicitConversion | undefined;
  /** What results of a call are put into interfaces by the surroundings. */
  conversionsOfParts(node: Node): readonly ImplicitConversion[];
  /** Undefined for what is no variable of a function. */
  locationOf(variable: Var): Location | undefined;
  declare(variable: Var, node: Node): Location;

  value(hole: Hole, node: Node): void;
  discard(node: Node): void;
  /** Where an assignment to the expression goes. */
  target(node: Node): Hole;
  /** `holes`: one for each result that somebody takes. */
  call(holes: readonly Hole[], node: Node): void;
  closure(hole: Hole, literal: Node): void;
  /** The frame of the literal that the expression surely stands for. */
  literalOf(node: Node): Frame | undefined;
  /** What a variable that is never assigned to again holds; the expression itself where it is no such variable. */
  steadyValue(node: Node): Node;
  /** What surely is in an interface. */
  concreteType(node: Node): Type | undefined;
  block(node: Node): void;
  statement(node: Node): void;
}
