/**
 * Locations and the flows between them, as cmd/compile/internal/escape has them: a location is a variable or the memory of an expression that
 * allocates; an edge says that what is in one place may end up in another, so many dereferences away (-1: its address).
 */
import type { SiteKind } from '../../base/site.js';
import type { FlatTree, Node } from '../../syntax/flat-tree.js';
import type { Var } from '../types/model.js';

/** A tree in which nodes of the graph stand. */
export interface Text {
  readonly tree: FlatTree;
  readonly path: string;
  /** Where it begins in the file now. */
  readonly declaration: { readonly offset: number };
}

/** Why a value goes on, in the compiler's words (`-m=2`). */
export type Reason =
  | 'address-of'
  | 'appended slice...'
  | 'appendee slice'
  | 'append'
  | 'array literal element'
  | 'assign'
  | 'assign-pair'
  | 'call parameter'
  | 'captured by a closure'
  | 'copied slice'
  | 'dot'
  | 'dot of pointer'
  | 'indirection'
  | 'index of array'
  | 'index of slice'
  | 'interface-converted'
  | 'key of map put'
  | 'map literal key'
  | 'map literal value'
  | 'method value'
  | 'panic'
  | 'range'
  | 'range-deref'
  | 'receiver in indirect call'
  | 'reference'
  | 'return'
  | 'send'
  | 'slice'
  | 'slice-literal-element'
  | 'spill'
  | 'struct literal element'
  | 'switch case';

export interface Note {
  readonly before: Note | undefined;
  readonly text: Text;
  readonly node: Node;
  readonly reason: Reason;
}

export interface Edge {
  readonly from: Location;
  readonly derefs: number;
  readonly note: Note | undefined;
}

/** Where a value goes: into the location, so many dereferences away. */
export interface Hole {
  readonly to: Location;
  readonly derefs: number;
  /** What flows in is an address that was taken just so. */
  readonly isAddress?: boolean;
  readonly note?: Note | undefined;
}

/** A function or a function literal whose body is in the graph. */
export interface Frame {
  readonly parent: Frame | undefined;
  readonly text: Text;
  /** The declaration or the literal. */
  readonly node: Node;
  receiver: Location | undefined;
  readonly params: Location[];
  readonly results: Location[];
  /** A literal that is called where it stands, and nowhere else: what it returns goes to that call only. */
  isOnlyCalled: boolean;
  /** The function is read as it is where it is inlined: what it returns stays with the caller. */
  readonly isInlined?: boolean;
}

/** What a parameter lets out: the fewest dereferences away that it does. */
export interface Leaks {
  readonly heap: number | undefined;
  /** By the number of the result. */
  readonly results: ReadonlyMap<number, number>;
}

export const NO_LEAKS: Leaks = { heap: undefined, results: new Map() };

/** One edge of the way by which a value gets to where it may outlive its function, beginning at the value. */
export interface Hop {
  readonly to: Location;
  readonly from: Location;
  readonly derefs: number;
  readonly note: Note | undefined;
}

export type Role = 'heap' | 'nowhere' | 'variable' | 'parameter' | 'result' | 'value' | 'passage';

/** The compiler follows leaks to no more results. */
const MAX_RESULTS = 7;

export class Location {
  readonly edges: Edge[] = [];
  /** It is on the heap. */
  escapes = false;
  /** Why: empty while it does not escape. */
  way: readonly Hop[] = [];
  addressTaken = false;
  /** Assigned to after its declaration; what straight-line code does before the first closure takes it is left out. */
  reassigned = false;
  captured = false;
  private heapLeak: number | undefined;
  private readonly resultLeaks = new Map<number, number>();
  leakWay: readonly Hop[] = [];
  /** As the compiler prints it, where that is another text than that of the source. */
  printed: string | undefined;
  /** Of an inlined call: what its body makes, and what is called. */
  inside: readonly string[] | undefined;
  callee: string | undefined;
  /** Few of such calls make it. */
  isRare = false;

  // Marks of the walk that came by last.
  round = 0;
  distance = 0;
  next: Location | undefined;
  nextEdge: Edge | undefined;
  isQueued = false;

  constructor(
    readonly role: Role,
    /** Undefined: the heap, and nowhere. */
    readonly frame: Frame | undefined,
    readonly loopDepth: number,
    readonly text: Text | undefined,
    readonly node: Node,
    /** Of a value: what is made. */
    readonly kind: SiteKind | undefined,
    readonly variable: Var | undefined,
  ) {}

  get leaks(): Leaks {
    return { heap: this.heapLeak, results: this.resultLeaks };
  }

  /** What it refers to, so many dereferences away, goes to the heap, or to a result of its own function. True: that is news. */
  leakTo(sink: Location, derefs: number): boolean {
    if (!sink.escapes && sink.role === 'result' && sink.frame === this.frame) {
      const i = sink.frame!.results.indexOf(sink);
      if (i >= 0 && i < MAX_RESULTS) {
        if ((this.resultLeaks.get(i) ?? Number.POSITIVE_INFINITY) <= derefs) return false;
        this.resultLeaks.set(i, derefs);
        return true;
      }
    }
    if ((this.heapLeak ?? Number.POSITIVE_INFINITY) <= derefs) return false;
    this.heapLeak = derefs;
    return true;
  }
}
