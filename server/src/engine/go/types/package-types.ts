/** One package: what its names mean, worked out when somebody asks, and the types in each of its declarations. */

import { type Sliced, whole } from '../../base/slices.js';
import { F, type FlatTree, NONE, type Node } from '../../syntax/flat-tree.js';
import { PackageChecker, type Surroundings } from './checker.js';
import { outsideOfFunctions, TreeTypes, type Unit } from './checking.js';
import { declarationWith, declaredIn } from './declared-in-file.js';
import { declaredMethods } from './declared-methods.js';
import { fileDeclaring } from './declaring-file.js';
import { type Entry, entryOf, isPlainType, objectWithoutType, unitIn } from './entry.js';
import { FileImports } from './file-imports.js';
import { fileIn } from './file-in.js';
import type { PackageSource, SourceDeclaration, SourceFile } from './importer.js';
import { Func, Named, type Obj, Scope, type Signature, UNKNOWN, type Var } from './model.js';
import { enter, leave } from './nesting.js';
import { type Place, placesOf } from './places.js';
import { receiverOf } from './receiver.js';
import { UNIVERSE } from './universe.js';
import { statementsFor } from './wanted-statements.js';
import { WithBody } from './with-body.js';
import type { World } from './world.js';

export class PackageTypes implements Surroundings {
  readonly scope = new Scope(UNIVERSE);
  private readonly checker: PackageChecker;
  private readonly entries = new WeakMap<Unit | SourceDeclaration, Entry>();
  private readonly byTree = new WeakMap<FlatTree, Entry>();
  /** Of each file that has been asked about. */
  private readonly imports = new Map<SourceFile, FileImports>();
  /** Names that the package does not declare. */
  private readonly absent = new Set<string>();
  /** How an object gets its type; gone once it has. */
  private readonly open = new Map<Obj, () => void>();

  constructor(
    readonly source: PackageSource,
    private readonly world: World,
  ) {
    this.checker = new PackageChecker(source, this);
  }

  /** What a name of the package means, with its type worked out. */
  object(name: string): Obj | undefined {
    if (this.absent.has(name)) return undefined;
    if (!this.scope.own(name)) this.enterName(name);
    const object = this.scope.own(name);
    if (object) this.complete(object);
    else this.absent.add(name);
    return object;
  }

  /** The types in a declaration of the file as it is now, all of them. Undefined: it is none of this package's, or too long. */
  typesOf(path: string, tree: FlatTree): TreeTypes | undefined {
    return whole(this.typing(path, tree));
  }

  /** The same in slices. Who asks for the types meanwhile gets all of them at once. */
  *typing(path: string, tree: FlatTree): Sliced<TreeTypes | undefined> {
    const entry = tree.isTooLong ? undefined : this.entryWith(path, tree);
    return entry && (yield* this.finishing(entry));
  }

  /** The types of some nodes of a function's body, and of what they follow from; other nodes may have none, or wrong ones. In slices. */
  *typingOf(path: string, tree: FlatTree, nodes: readonly Node[]): Sliced<TreeTypes | undefined> {
    const entry = tree.isTooLong ? undefined : this.entryWith(path, tree);
    const func = entry?.objects[0];
    if (!entry || entry.finishing || func?.kind !== 'func' || func.type.kind !== 'func') return yield* this.typing(path, tree);
    const known = this.unitOf(entry);
    yield;
    const unit = { ...known, types: new TreeTypes(tree, known.types), wanted: statementsFor(tree, nodes) };
    this.entries.set(unit, entry);
    yield* this.body(unit, func, func.type);
    unit.types.record();
    return unit.types;
  }

  /** The types in a function, with a tree that has its body, which that of the declaration may lack. */
  *typingWhole(file: SourceFile, declaration: SourceDeclaration, tree: FlatTree): Sliced<TreeTypes | undefined> {
    if (tree === declaration.tree || tree.isTooLong) return yield* this.typing(file.path, tree);
    if (!this.byTree.has(tree)) this.byTree.set(tree, this.entryFor(file, new WithBody(declaration, tree)));
    return yield* this.finishing(this.byTree.get(tree)!);
  }

  /** The function or method that a declaration of the package declares. */
  functionIn(file: SourceFile, declaration: SourceDeclaration): Func | undefined {
    const [object] = this.entryFor(file, declaration).objects;
    return object?.kind === 'func' ? object : undefined;
  }

  private *finishing(entry: Entry): Sliced<TreeTypes> {
    const { types } = this.unitOf(entry);
    entry.finishing ??= this.finish(entry);
    while (!entry.finishing.next().done) yield;
    return types;
  }

  inFile(unit: Unit, name: string): Obj | undefined {
    const own = this.object(name);
    if (own) return own;
    const { imports } = this.entries.get(unit)!;
    const pkg = imports.packageNamed(name, path => this.world.nameOf(path, this.source));
    if (pkg) return pkg;
    for (const path of imports.dots) {
      const object = this.world.imported(path, name, this.source);
      if (object) return object;
    }
    return UNIVERSE.own(name);
  }

  imported(path: string, name: string): Obj | undefined {
    return this.world.imported(path, name, this.source);
  }

  later(unit: Unit, work: () => void): void {
    this.entries.get(unit)!.later.push(work);
  }

  private complete(object: Obj): void {
    const work = this.open.get(object);
    if (!work || !enter(2)) return;
    this.open.delete(object);
    try {
      work();
    } finally {
      leave(2);
    }
  }

  /** The body of a function may have changed since the package was made: the declaration is another one then. */
  private entryWith(path: string, tree: FlatTree): Entry | undefined {
    const before = this.byTree.get(tree);
    const file = before?.file.path === path ? before.file : fileIn(this.source, path);
    const declaration = file && declarationWith(file, tree);
    if (!file || !declaration) return undefined;
    if (before?.file === file && before.declaration === declaration) return before;
    const entry = this.entryFor(file, declaration);
    this.byTree.set(tree, entry);
    return entry;
  }

  private entryFor(file: SourceFile, declaration: SourceDeclaration): Entry {
    const known = this.entries.get(declaration);
    if (known) return known;
    const imports = this.imports.get(file) ?? new FileImports(file.imports);
    this.imports.set(file, imports);
    const entry = entryOf(file, declaration, imports);
    this.entries.set(declaration, entry);
    const { kind, names } = declaration;
    if (kind === 'func' || kind === 'method') entry.objects.push(this.functionOf(entry));
    else for (const [i, name] of names.entries()) entry.objects.push(this.objectOf(entry, name, i));
    return entry;
  }

  private unitOf(entry: Entry): Unit {
    if (!entry.unit) {
      entry.unit = unitIn(entry, this.scope);
      this.entries.set(entry.unit, entry);
    }
    return entry.unit;
  }

  /** Answers a question inside of a declaration; untyped expressions that nothing decides are recorded at the end. */
  private at<T>(entry: Entry, work: () => T): T {
    const unit = this.unitOf(entry);
    entry.depth++;
    try {
      return this.checker.within(outsideOfFunctions(unit, this.source.path), work);
    } finally {
      if (--entry.depth === 0) unit.types.record();
    }
  }

  private *finish(entry: Entry): Sliced<void> {
    this.at(entry, () => {
      for (const object of entry.objects) {
        this.complete(object);
        if (object.kind === 'type' && object.type?.kind === 'named') void object.type.underlying;
      }
    });
    const [func] = entry.objects;
    const unit = this.unitOf(entry);
    entry.depth++;
    try {
      if (func?.kind === 'func' && func.type.kind === 'func') yield* this.body(unit, func, func.type);
    } finally {
      if (--entry.depth === 0) unit.types.record();
    }
    for (let work = entry.later.shift(); work; work = entry.later.shift()) {
      this.at(entry, work);
      yield;
    }
  }

  private *body(unit: Unit, func: Func, signature: Signature): Sliced<void> {
    const body = unit.tree.field(0, F.Body);
    if (body !== NONE) yield* this.checker.body(outsideOfFunctions(unit, `${this.source.path}.${func.name}`), signature, body);
  }

  private enterName(name: string): void {
    const file = fileDeclaring(this.source, name);
    const declaration = file && declaredIn(file).names.get(name);
    if (declaration) this.scope.declare(this.entryFor(file, declaration).objects[declaration.names.lastIndexOf(name)]!);
  }

  private functionOf(entry: Entry): Func {
    const { names } = entry.declaration;
    const name = names[0] ?? '_';
    const isMethod = entry.declaration.kind === 'method';
    const receiver = () => (isMethod ? receiverOf(this.unitOf(entry).tree) : undefined);
    const signature = () => this.at(entry, () => this.checker.signatureOf(0, receiver(), this.source, name));
    const resolve = () => (this.unitOf(entry).tree.isTooLong ? UNKNOWN : signature());
    return new Func(this.source, name, resolve, undefined, isMethod ? () => receiver()?.pointer ?? false : undefined);
  }

  private objectOf(entry: Entry, name: string, i: number): Obj {
    const { kind } = entry.declaration;
    const { declarations } = this.checker;
    const object = objectWithoutType(this.source, kind, name, () => void this.unitOf(entry));
    if (object.kind === 'type' && isPlainType(entry.declaration)) {
      object.type = new Named(object, () => this.at(entry, () => declarations.only(name)), declaredMethods(this, name));
      return object;
    }
    this.open.set(object, () =>
      this.at(entry, () => {
        const place = placesOf(this.unitOf(entry).tree)[i];
        if (!place) return;
        if (object.kind === 'type') declarations.type(object, place.spec, this.checker.env, declaredMethods(this, name));
        else if (object.kind === 'const') declarations.constant(object, place.values!, place.index);
        else this.variable(entry, object, place, i);
      }),
    );
    return object;
  }

  private variable(entry: Entry, object: Var, { values, index }: Place, i: number): void {
    const { declarations } = this.checker;
    if (!values) return;
    if (values.values.length === values.names.length) {
      object.type = declarations.variable(values, index);
      return;
    }
    // One call gives the values of all of them.
    const all = entry.objects.slice(i - index, i - index + values.names.length);
    for (const each of all) this.open.delete(each);
    const types = declarations.variables(values);
    all.forEach((each, k) => {
      if (each.kind === 'var') each.type = types[k] ?? UNKNOWN;
    });
  }
}
