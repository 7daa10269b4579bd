/** One top-level declaration of a compiled package: its syntax and types, and what the compiler said, for whoever judges a site in it. */

import { baseName } from '../base/paths.js';
import { type Sliced, whole } from '../base/slices.js';
import type { ImportTable } from '../go/names/imports.js';
import { PackageNames } from '../go/names/package-names.js';
import type { Scopes } from '../go/names/scope.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { TreeTypes } from '../go/types/checking.js';
import type { Type } from '../go/types/model.js';
import type { UnseenCall } from '../sites/evidence.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Declaration } from '../syntax/go-parser.js';
import type { CallContext } from './call-way.js';
import { calledBy } from './called.js';
import type { CalleeLookup, Parameters } from './callee-lookup.js';
import { Destinations } from './destination.js';
import type { CompilerFact, CompilerPackageResult, CompilerPlace } from './facts.js';
import { expressionsAt } from './position.js';
import type { SiteContext } from './site-context.js';
import type { SourceFile } from './source-file.js';

export class DeclarationContext implements SiteContext, CallContext {
  readonly tree: FlatTree;
  readonly packages: PackageNames;
  readonly boxesLiteralsForFree: boolean;
  readonly destinations: Destinations;
  readonly facts: readonly CompilerFact[];
  readonly importPath: string;
  private named: Parameters | undefined;
  private known: { readonly types: TreeTypes | undefined } | undefined;

  constructor(
    readonly source: SourceFile,
    readonly declaration: Declaration,
    readonly scopes: Scopes,
    readonly result: CompilerPackageResult,
    readonly pkg: GoPackage,
    imports: ImportTable,
    readonly callees: CalleeLookup,
  ) {
    this.tree = declaration.tree;
    this.packages = new PackageNames(this.tree, this.scopes, imports);
    this.boxesLiteralsForFree = result.goVersion.minor >= 25;
    this.facts = result.facts;
    this.importPath = result.importPath;
    const isType = (name: string) => pkg.type(name) !== undefined;
    this.destinations = new Destinations(this.tree, this.scopes, isType, (...asked) => this.keepsNothing(...asked));
  }

  get typed(): TreeTypes | undefined {
    return whole(this.typing());
  }

  /** The same in slices. */
  *typing(): Sliced<TreeTypes | undefined> {
    if (!this.known) {
      const typing = this.source.typing?.(this.declaration.offset);
      const types = typing && (yield* typing);
      this.known = { types };
    }
    return this.known.types;
  }

  declared(name: string): Type | undefined {
    return this.source.declared?.(name);
  }

  readonly nodeAt = (place: CompilerPlace): Node => {
    const { lines, path } = this.source;
    const offset = baseName(path) === place.file ? lines.offsetOfByteColumn(place.line, place.column) : undefined;
    const at = offset === undefined ? -1 : offset - this.declaration.offset;
    if (at < 0 || at >= this.tree.text.length) return NONE;
    return expressionsAt(this.tree, at)[0] ?? this.tree.nodeAt(at);
  };

  get parameters(): Parameters {
    this.named ??= this.readParameters();
    return this.named;
  }

  private readParameters(): Parameters {
    const { tree } = this;
    const named = (list: Node) =>
      [...tree.children(list)].flatMap(p => [...tree.children(p)].filter(n => tree.fields[n] === F.Name).map(n => tree.textOf(n)));
    const receiver = tree.kind(0) === K.MethodDeclaration ? tree.field(0, F.Receiver) : NONE;
    return { receiver: receiver === NONE ? '' : (named(receiver)[0] ?? ''), names: named(tree.field(0, F.Parameters)) };
  }

  unseenCall(called: string): UnseenCall | undefined {
    const { tree, scopes, typed } = this;
    const kinds = new Set<UnseenCall | undefined>();
    for (let n = 0; n < tree.count && typed; n++) {
      if (tree.kind(n) !== K.CallExpression || tree.textOf(calleeOf(tree, n)) !== called) continue;
      const found = calledBy(tree, scopes, typed, n);
      kinds.add(found === undefined || found.kind === 'function' ? undefined : found.kind);
    }
    return kinds.size === 1 ? [...kinds][0] : undefined;
  }

  mentions(text: string): boolean {
    const code = this.tree.text;
    const isPart = (at: number) => WORD.test(code[at] ?? '');
    for (let at = code.indexOf(text); text !== '' && at >= 0; at = code.indexOf(text, at + 1)) {
      if (!(isPart(at) && isPart(at - 1)) && !(isPart(at + text.length - 1) && isPart(at + text.length))) return true;
    }
    return false;
  }

  /** The compiler said of a function of the package that what the argument refers to stays. Methods are not looked up: many have one name. */
  private keepsNothing(call: Node, argument: Node): boolean {
    const { tree } = this;
    const callee = tree.unparen(calleeOf(tree, call));
    if (tree.kind(callee) !== K.Identifier || this.scopes.variableOf(callee)) return false;
    const found = this.callees(tree.textOf(callee));
    const parameter = found?.join.parameters.names[argumentsOf(tree, call).indexOf(argument)];
    return found !== undefined && parameter !== undefined && found.facts.some(f => f.kind === 'stays' && f.expression === parameter);
  }
}

/** What names are made of. */
const WORD = /[\p{L}\p{N}_]/u;
