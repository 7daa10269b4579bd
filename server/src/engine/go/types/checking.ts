/**
 * What the parts of the checker share: operands, the record of a declaration's tree, and the checker as its parts see it. The parts are
 * mutually recursive, as the language is: they call each other through `Checker`, which `checker.ts` puts together.
 */
import type { FlatTree, Node } from '../../syntax/flat-tree.js';
import type { Constant } from './constant.js';
import type { Selection } from './lookup.js';
import {
  type Builtin,
  type ImplicitConversion,
  Mode,
  type Obj,
  type PackageId,
  type Scope,
  type Signature,
  type Type,
  UNKNOWN,
  type Var,
} from './model.js';

/** What is known of an expression while it is worked out. */
export class Operand {
  mode: Mode = Mode.None;
  type: Type = UNKNOWN;
  value: Constant | undefined;
  builtin: Builtin | undefined;
  /** Of a generic function: the type arguments that are written, where others are left out. */
  given: readonly Type[] = [];
  /** Of several results of a call: which. */
  part: number | undefined;

  constructor(public node: Node = -1) {}

  get isKnown(): boolean {
    return this.mode !== Mode.None;
  }

  set(mode: Mode, type: Type, value?: Constant): void {
    this.mode = mode;
    this.type = type;
    this.value = value;
  }

  forget(): void {
    this.mode = Mode.None;
    this.type = UNKNOWN;
    this.value = undefined;
  }

  become(other: Operand): void {
    this.mode = other.mode;
    this.type = other.type;
    this.value = other.value;
    this.builtin = other.builtin;
    this.given = other.given;
    this.part = other.part;
    this.node = other.node;
  }
}

/** An untyped expression whose final type its surroundings decide. */
export interface Undecided {
  readonly shiftOperand: boolean;
  readonly mode: Mode;
  readonly type: Type;
  readonly value: Constant | undefined;
}

/** What is known of a declaration's tree, by node. Most trees are of a signature or of one type, and most of the tables stay empty. */
export class TreeTypes {
  readonly types: (Type | undefined)[];
  readonly modes: Uint8Array;
  /** Identifiers: what they declare or mean. */
  readonly objects: Map<Node, Obj>;
  readonly conversions: ImplicitConversion[] = [];
  private values: Map<Node, Constant> | undefined;
  private selected: Map<Node, Selection> | undefined;
  private instantiated: Map<Node, readonly Type[]> | undefined;
  private paired: Set<Node> | undefined;
  private variables: Map<Node, Var> | undefined;
  private open: Map<Node, Undecided> | undefined;

  /** `signature`: what is known of the tree by now, which this goes on from. */
  constructor(
    readonly tree: FlatTree,
    signature?: TreeTypes,
  ) {
    this.types = signature ? [...signature.types] : [];
    this.modes = signature ? signature.modes.slice() : new Uint8Array(tree.count);
    if (signature?.values) this.values = new Map(signature.values);
    this.objects = new Map(signature?.objects);
  }

  get constants(): Map<Node, Constant> {
    this.values ??= new Map();
    return this.values;
  }

  /** Selector expressions that name a field or a method. */
  get selections(): Map<Node, Selection> {
    this.selected ??= new Map();
    return this.selected;
  }

  /** Where a generic function or type is instantiated: with which types. */
  get instances(): Map<Node, readonly Type[]> {
    this.instantiated ??= new Map();
    return this.instantiated;
  }

  /** Expressions that give a second value where they stand: `v, ok := m[k]`. */
  get pairs(): Set<Node> {
    this.paired ??= new Set();
    return this.paired;
  }

  /** Clauses of type switches: the variable that each declares. */
  get clauses(): Map<Node, Var> {
    this.variables ??= new Map();
    return this.variables;
  }

  get undecided(): Map<Node, Undecided> {
    this.open ??= new Map();
    return this.open;
  }

  typeOf(node: Node): Type | undefined {
    return this.types[node];
  }

  set(node: Node, mode: Mode, type: Type, value?: Constant): void {
    if (node < 0) return;
    this.types[node] = type;
    this.modes[node] = mode;
    if (value === undefined) this.values?.delete(node);
    else this.constants.set(node, value);
  }

  /** Untyped expressions that nothing decided keep their types. */
  record(): void {
    if (!this.open) return;
    for (const [node, { mode, type, value }] of this.open) this.set(node, mode, type, mode === Mode.Constant ? value : undefined);
    this.open = undefined;
  }

  forget(node: Node): void {
    this.types[node] = undefined;
    this.modes[node] = Mode.None;
    this.values?.delete(node);
  }
}

/** A declaration's tree with what belongs to its place: file and offset. */
export interface Unit {
  readonly tree: FlatTree;
  readonly types: TreeTypes;
  readonly file: string;
  /** Where the declaration stands now. */
  readonly declaration: { readonly offset: number };
  /** Names of the file's imports, then of the package, then of the universe. */
  readonly scope: Scope;
  /** By node: 0 for statements that nobody asks about. Undefined: all are read. */
  readonly wanted?: Uint8Array;
}

/** What changes on the way into a tree. */
export interface Environment {
  readonly unit: Unit;
  readonly scope: Scope;
  /** Inside of a constant declaration. */
  readonly iota: Constant | undefined;
  /** Of the function whose body is read. */
  readonly signature: Signature | undefined;
  /** Full name of what type parameters belong to. */
  readonly owner: string;
  /** Inside of a function literal, which is read where its value is asked for: nobody may rest there. */
  readonly inOneStep?: boolean;
}

export function outsideOfFunctions(unit: Unit, owner: string): Environment {
  return { unit, scope: unit.scope, iota: undefined, signature: undefined, owner };
}

export interface Checker {
  readonly pkg: PackageId;
  env: Environment;
  within<T>(env: Partial<Environment>, work: () => T): T;
  /** What a name means here. */
  resolve(name: string): Obj | undefined;
  /** What a name of an imported package means; undefined: unknown. */
  imported(path: string, name: string): Obj | undefined;

  /** `generic`: a generic function or type may stay without its arguments. */
  raw(x: Operand, node: Node, hint?: Type, generic?: boolean): void;
  /** One value. `target`: the type of what it is assigned to. */
  expr(x: Operand, node: Node, target?: Type): void;
  /** One value; `hint`: the type of a composite literal that leaves it out. */
  exprWithHint(x: Operand, node: Node, hint: Type): void;
  /** One value, or the several ones of a call. */
  multi(x: Operand, node: Node): void;
  exprOrType(x: Operand, node: Node): void;
  list(nodes: readonly Node[], wanted: number): Operand[];
  ofObject(x: Operand, object: Obj): void;

  convertUntyped(x: Operand, target: Type): void;
  decide(node: Node, type: Type, final: boolean): void;
  assignment(x: Operand, target: Type | undefined): void;
  matchTypes(x: Operand, y: Operand): void;

  type(node: Node): Type;
  constraintElement(node: Node): Type;
  signature(node: Node): Signature;
  instantiateType(generic: Type, args: readonly Type[]): Type;

  selector(x: Operand, node: Node): void;
  /** True: `x` is a generic function, to be instantiated. */
  index(x: Operand, node: Node): boolean;
  slice(x: Operand, node: Node): void;
  composite(x: Operand, node: Node, hint: Type | undefined): void;
  call(x: Operand, node: Node): void;
  instantiateFunction(x: Operand, node: Node, args: readonly Node[], target: Type | undefined): void;
  builtin(x: Operand, call: Node, args: readonly Node[], builtin: Builtin, spread: boolean): void;
  conversion(x: Operand, target: Type): void;
  unary(x: Operand, node: Node): void;
  binary(x: Operand, node: Node, left: Node, right: Node, op: string): void;
  comparison(x: Operand, y: Operand, op: string): void;
  functionLiteral(signature: Signature, body: Node): void;
  /** Work that the type of nothing hangs on: at once in a function, else later. */
  putOff(work: () => void): void;
  declareLocal(node: Node): void;
}
