/**
 * Types and objects of Go, as the language specification speaks of them. Types compare by `identical`, never by `===`: only declared types and
 * type parameters are one object each. What nobody knows is `UNKNOWN`, and whatever is made of it is unknown too.
 */

import type { Node } from '../../syntax/flat-tree.js';
import type { Constant } from './constant.js';
import { Members, type WrittenMember } from './members.js';

export type Type =
  | Basic
  | Named
  | Pointer
  | Slice
  | ArrayType
  | MapType
  | Channel
  | Signature
  | Struct
  | Interface
  | Union
  | TypeParameter
  | Tuple;

export type BasicName =
  | 'unknown'
  | 'bool'
  | 'int'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'uintptr'
  | 'float32'
  | 'float64'
  | 'complex64'
  | 'complex128'
  | 'string'
  | 'unsafe.Pointer'
  | 'untyped bool'
  | 'untyped int'
  | 'untyped rune'
  | 'untyped float'
  | 'untyped complex'
  | 'untyped string'
  | 'untyped nil';

/** What operators ask of a basic type. */
export enum Is {
  Boolean = 1,
  Integer = 2,
  Unsigned = 4,
  Float = 8,
  Complex = 16,
  String = 32,
  Untyped = 64,
  Ordered = Integer | Float | String,
  Numeric = Integer | Float | Complex,
  Constant = Boolean | Numeric | String,
}

export class Basic {
  readonly kind = 'basic';
  constructor(
    readonly name: BasicName,
    /** Bits of `Is`. */
    readonly is: number,
    /** In bytes on a 64-bit machine; 0 of untyped constants. */
    readonly size: number,
    /** Untyped constants: which of two wins (int, rune, float, complex). */
    readonly rank = 0,
  ) {}
}

/** The methods that a type declares, worked out when somebody asks. */
export interface DeclaredMethods {
  /** Their names as `idOf` gives them. */
  ids(): readonly string[];
  byId(id: string): Func | undefined;
}

export const NO_METHODS: DeclaredMethods = { ids: () => [], byId: () => undefined };

/** A declared type, or an instance of a generic one. */
export class Named {
  readonly kind = 'named';
  /** Of a generic type that is no instance, and of the types of receivers. */
  parameters: readonly TypeParameter[] = [];
  /** Of an instance: what it is an instance of, and of which types. */
  origin: Named | undefined;
  args: readonly Type[] = [];
  /** Of an instance: how deep instances stand in its arguments. */
  nesting = 0;
  /** No other object is the same instance. */
  isOnly = false;
  private resolved: Type | undefined;
  private resolving = false;
  private all: readonly Func[] | undefined;
  private readonly byId = new Map<string, Func | undefined>();
  /** Of a generic type: its instances, by their arguments. One that nobody holds any more leaves its key behind, with an empty reference. */
  instances: Map<string, WeakRef<Named>> | undefined;

  constructor(
    readonly object: TypeName,
    /** May give another declared type: its underlying one counts. */
    private readonly resolve: () => Type,
    private readonly declared: DeclaredMethods,
  ) {}

  /** Never a declared type. Unknown while it is being worked out: a type cannot be what it is made of. */
  get underlying(): Type {
    if (this.resolved) return this.resolved;
    // `type A B`, `type B C`, …: without recursion.
    const chain: Named[] = [];
    let type: Type = this;
    try {
      while (type.kind === 'named' && !type.resolved && !type.resolving) {
        type.resolving = true;
        chain.push(type);
        type = type.resolve();
      }
    } finally {
      for (const named of chain) named.resolving = false;
    }
    const found = type.kind === 'named' ? (type.resolved ?? UNKNOWN) : type;
    for (const named of chain) named.resolved = found;
    return found;
  }

  /** Declared methods, receivers `T` and `*T` alike. */
  get methods(): readonly Func[] {
    this.all ??= this.declared.ids().flatMap(id => this.method(id) ?? []);
    return this.all;
  }

  /** By its name as `idOf` gives it. */
  method(id: string): Func | undefined {
    const known = this.byId.get(id);
    if (known || this.byId.has(id)) return known;
    const found = this.declared.byId(id);
    this.byId.set(id, found);
    return found;
  }
}

export class Pointer {
  readonly kind = 'pointer';
  constructor(readonly elem: Type) {}
}

export class Slice {
  readonly kind = 'slice';
  constructor(readonly elem: Type) {}
}

export class ArrayType {
  readonly kind = 'array';
  /** Undefined: not known. */
  constructor(
    readonly elem: Type,
    readonly length: number | undefined,
  ) {}
}

export class MapType {
  readonly kind = 'map';
  constructor(
    readonly key: Type,
    readonly elem: Type,
  ) {}
}

export type Direction = 'both' | 'send' | 'receive';

export class Channel {
  readonly kind = 'chan';
  constructor(
    readonly direction: Direction,
    readonly elem: Type,
  ) {}
}

export class Signature {
  readonly kind = 'func';
  constructor(
    readonly params: readonly Var[],
    readonly results: readonly Var[],
    /** The last parameter is then a slice. */
    readonly variadic: boolean,
    readonly parameters: readonly TypeParameter[] = [],
    readonly receiver: Var | undefined = undefined,
    /** Of a method of a generic type: the names that its receiver gives the type's parameters. */
    readonly receiverParameters: readonly TypeParameter[] = [],
  ) {}
}

export class Struct extends Members<Var> {
  readonly kind = 'struct';

  constructor(
    fields: readonly (Var | WrittenMember<Var>)[],
    /** By field; '' where there is none. */
    readonly tags: readonly string[],
  ) {
    super(fields, idOf);
  }
}

export class Interface {
  readonly kind = 'interface';
  /** Worked out when asked for the first time (identity.ts). */
  set: TypeSet | undefined;
  constructor(
    readonly methods: readonly Func[],
    readonly embedded: readonly Type[],
  ) {}
}

/** All types that satisfy an interface. */
export interface TypeSet {
  /** By name: unexported ones with their package. */
  readonly methods: ReadonlyMap<string, Func>;
  /** In the order of names. */
  readonly sorted: readonly Func[];
  /** Undefined: any type that has the methods. */
  readonly terms: readonly Term[] | undefined;
  readonly comparable: boolean;
  /** Something that it embeds is unknown. */
  readonly partial: boolean;
}

export interface Term {
  readonly tilde: boolean;
  readonly type: Type;
}

export class Union {
  readonly kind = 'union';
  constructor(readonly terms: readonly Term[]) {}
}

let typeParameters = 0;

export class TypeParameter {
  readonly kind = 'type parameter';
  readonly id = ++typeParameters;
  private bound: Type | undefined;
  constructor(
    readonly object: TypeName,
    readonly index: number,
    private resolve: () => Type,
    /** What it is a parameter of, by its full name. */
    readonly owner: string,
  ) {}

  /** As it is written; its underlying type is an interface, or it is unknown. */
  get constraint(): Type {
    this.bound ??= this.resolve();
    return this.bound;
  }

  constrain(resolve: () => Type): void {
    this.resolve = resolve;
    this.bound = undefined;
  }
}

/** Several results of a call. No value has this type. */
export class Tuple {
  readonly kind = 'tuple';
  constructor(readonly vars: readonly Var[]) {}
}

export const UNKNOWN = new Basic('unknown', 0, 0);

// Objects: what a name can mean.

export type Obj = PackageName | Const | TypeName | Var | Func | Label | Builtin | Nil;

/** What objects want to know of their package: types of two packages are never one because of their names. */
export interface PackageId {
  readonly path: string;
}

/** Where an object is declared: the identifier. */
export interface Declared {
  readonly file: string;
  /** In UTF-16 units from the start of the declaration, which starts at `declaration.offset` now. */
  readonly span: { readonly start: number; readonly end: number };
  readonly declaration: { readonly offset: number };
}

export class PackageName {
  readonly kind = 'package';
  constructor(
    readonly name: string,
    readonly path: string,
  ) {}
}

export class Const {
  readonly kind = 'const';
  constructor(
    readonly pkg: PackageId | undefined,
    readonly name: string,
    public type: Type | undefined,
    public value: Constant | undefined,
    public declared: Declared | undefined = undefined,
  ) {}
}

export class TypeName {
  readonly kind = 'type';
  /** A generic alias: its parameters; `type` is what they stand in. */
  aliasParameters: readonly TypeParameter[] | undefined;
  constructor(
    readonly pkg: PackageId | undefined,
    readonly name: string,
    public type: Type | undefined,
    private place: Declared | undefined = undefined,
    /** Declared inside of a function. */
    readonly local = false,
    /** Reads the tree that tells the place. */
    private readonly locate: (() => void) | undefined = undefined,
  ) {}

  get declared(): Declared | undefined {
    if (!this.place) this.locate?.();
    return this.place;
  }

  set declared(place: Declared | undefined) {
    this.place = place;
  }
}

export type VarRole = 'package' | 'local' | 'parameter' | 'result' | 'receiver' | 'field';

export class Var {
  readonly kind = 'var';
  constructor(
    readonly pkg: PackageId | undefined,
    readonly name: string,
    public type: Type,
    readonly role: VarRole,
    public declared: Declared | undefined = undefined,
    /** A field that a struct embeds. */
    readonly embedded = false,
  ) {}
}

export class Func {
  readonly kind = 'func';
  private resolved: Signature | typeof UNKNOWN | undefined;
  constructor(
    readonly pkg: PackageId | undefined,
    readonly name: string,
    private readonly resolve: () => Signature | typeof UNKNOWN,
    private place: Declared | undefined = undefined,
    /** Of a method: tells whether its receiver is a pointer. */
    private readonly isPointer: (() => boolean) | undefined = undefined,
    /** Of a method of an instance: the method as it is declared. */
    readonly origin: Func | undefined = undefined,
    /** Of a method that an interface of the package declares: the interface's name. */
    readonly interfaceName: string | undefined = undefined,
  ) {}

  get type(): Signature | typeof UNKNOWN {
    this.resolved ??= this.resolve();
    return this.resolved;
  }

  /** Of a method: whether its receiver is a pointer. */
  get pointerReceiver(): boolean {
    return this.isPointer?.() ?? false;
  }

  get declared(): Declared | undefined {
    return this.place ?? this.origin?.declared;
  }

  set declared(place: Declared | undefined) {
    this.place = place;
  }

  get isMethod(): boolean {
    return this.isPointer !== undefined;
  }
}

export class Label {
  readonly kind = 'label';
  constructor(
    readonly pkg: PackageId,
    readonly name: string,
    public declared: Declared,
  ) {}
}

export class Builtin {
  readonly kind = 'builtin';
  constructor(
    readonly name: string,
    readonly pkg: 'unsafe' | undefined = undefined,
  ) {}
}

export class Nil {
  readonly kind = 'nil';
  readonly name = 'nil';
}

/** Names of a block. */
export class Scope {
  private readonly names = new Map<string, Obj>();
  constructor(readonly parent: Scope | undefined) {}

  declare(object: Obj): void {
    if (object.name !== '_' && object.name !== '') this.names.set(object.name, object);
  }

  own(name: string): Obj | undefined {
    return this.names.get(name);
  }

  objects(): Iterable<Obj> {
    return this.names.values();
  }

  find(name: string): Obj | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const object = scope.names.get(name);
      if (object) return object;
    }
    return undefined;
  }
}

export function isExported(name: string): boolean {
  const first = name.charCodeAt(0);
  return first < 128 ? first >= 65 && first <= 90 : /^\p{Lu}/u.test(name);
}

/** Under which name methods and fields are one: unexported names of two packages are two. */
export const idOf = (pkg: PackageId | undefined, name: string): string => (isExported(name) ? name : `${pkg?.path ?? ''}.${name}`);

/** How a value is used that an expression gives (go/types: operand modes). */
export enum Mode {
  /** Not looked at, or unknown. */
  None = 0,
  NoValue,
  Builtin,
  Type,
  Constant,
  Variable,
  MapIndex,
  Value,
  Nil,
  /** `<-c` and `x.(T)` may give a second value too. */
  CommaOk,
}

/** A place where a value becomes an interface without being told to. */
export interface ImplicitConversion {
  readonly node: Node;
  /** Of an expression that gives several values, a call or `v, ok = m[k]`: which one. */
  readonly part?: number;
  readonly from: Type;
  readonly to: Type;
}
