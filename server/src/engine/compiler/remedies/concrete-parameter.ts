/**
 * `func run(c caller)` whose every call in the package passes a `*adder` -> `func run(c *adder)`: the compiler sees which methods run, and what they do with
 * their arguments. For unexported functions and methods; the finding is in the function, or is what a call passes.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { isPartAddressed, isWritten } from '../../go/body/captures.js';
import { Scopes } from '../../go/names/scope.js';
import type { Variable } from '../../go/names/variable.js';
import type { TreeTypes } from '../../go/types/checking.js';
import type { Type } from '../../go/types/model.js';
import { isInterface, isUnknown, under } from '../../go/types/predicates.js';
import { TypeText } from '../../go/types/type-text.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Declaration } from '../../syntax/go-parser.js';
import { typeAt } from '../known-type.js';
import type { SourceFile } from '../source-file.js';
import { importEdits, usesOf } from './imports.js';
import { isFunction, isPrivate, packageFunction, receiverType } from './package-function.js';
import { type Remedy, type RemedyContext, typesIn } from './remedy.js';
import { ownName, pointedTo } from './type-name.js';
import { writtenType } from './written-type.js';

const say = messages('remedy/concrete-parameter', {
  title: 'Take `{type}` instead of `{interface}`: every call passes one',
  verified: '(verified: no longer allocates)',
});

/** A parameter of a function of the package. */
interface Parameter {
  readonly source: SourceFile;
  readonly declaration: Declaration;
  readonly variable: Variable;
  readonly index: number;
}

export function concreteParameter(context: RemedyContext): Remedy | undefined {
  const parameter = ownParameter(context) ?? calledParameter(context);
  if (!parameter) return undefined;
  const { source, declaration, variable } = parameter;
  const { tree } = declaration;
  const name = tree.textOf(tree.field(0, F.Name));
  const list = tree.parent(variable.node);
  if (!isPrivate(parameter, tree) || variable.variadic || tree.field(0, F.TypeParameters) !== NONE) return undefined;
  // A value of another type can only be passed for an interface.
  if (!isInterface(typeAt({ tree, typed: typesIn(source, declaration) }, variable.node))) return undefined;
  if (tree.first(list) !== variable.node || tree.next(variable.node) !== variable.typeNode || variable.uses.some(u => !fits(tree, u)))
    return undefined;
  const type = agreedType(context, parameter, name);
  if (!type) return undefined;
  // Written in the file of the function.
  const text = writtenType({ ...context, source, tree, scopes: Scopes.of(tree) }, type);
  const interface_ = tree.textOf(variable.typeNode);
  const qualifier = /^(\w+)\./.exec(interface_)?.[1];
  const drop =
    qualifier !== undefined && usesOf(source, qualifier) === 1 ? source.facts.imports.find(i => i.name === qualifier)?.path : undefined;
  const imports = importEdits(source, undefined, drop);
  if (text === undefined || !imports) return undefined;
  const edit: Edit = {
    file: source.path,
    span: { start: declaration.offset + tree.starts[variable.typeNode]!, end: declaration.offset + tree.ends[variable.typeNode]! },
    newText: text,
  };
  return {
    title: say.title({ type: text, interface: interface_ }),
    safe: false,
    edits: [...imports, edit],
    proof: 'gone',
    verified: say.verified,
  };
}

/** The parameter of which a method is called with what the finding is about. */
function ownParameter(context: RemedyContext): Parameter | undefined {
  const { tree, scopes, nodes, source, declaration } = context;
  const v = scopes.variableOf(nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  for (const use of [...nodes, ...(v?.uses ?? [])]) {
    for (let call = tree.ancestor(use, K.CallExpression); call !== NONE; call = tree.ancestor(call, K.CallExpression)) {
      const callee = tree.unparen(calleeOf(tree, call));
      const variable = tree.kind(callee) === K.SelectorExpression ? scopes.variableOf(tree.first(callee)) : undefined;
      const isOwn = variable?.kind === 'parameter' && variable.func === 0 && isInterface(typeAt(context, variable.node));
      if (isOwn) return { source, declaration, variable, index: indexOf(tree, variable) };
    }
  }
  return undefined;
}

/** The parameter that the finding is passed for. */
function calledParameter(context: RemedyContext): Parameter | undefined {
  const { tree, nodes, scopes } = context;
  const v = scopes.variableOf(nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  const initialised = scopes.variables.filter(o => o.init !== NONE && nodes.includes(o.init));
  for (const use of [...nodes, ...(v?.uses ?? []), ...initialised.flatMap(o => o.uses)]) {
    const argument = tree.kind(tree.parent(use)) === K.UnaryExpression ? tree.parent(use) : use;
    const call = tree.parentKind(argument) === K.ArgumentList ? tree.parent(tree.parent(argument)) : NONE;
    if (tree.kind(call) !== K.CallExpression) continue;
    const callee = tree.unparen(calleeOf(tree, call));
    const isMethod = tree.kind(callee) === K.SelectorExpression;
    const type = isMethod ? ownName(context, pointedTo(typeAt(context, tree.first(callee)))) : '';
    if (type === undefined || (!isMethod && (tree.kind(callee) !== K.Identifier || scopes.variableOf(callee)))) continue;
    const name = tree.textOf(isMethod ? tree.last(callee) : callee);
    const found = packageFunction(context, name, type);
    const index = argumentsOf(tree, call).indexOf(argument);
    const variable = found && Scopes.of(found.declaration.tree).variables.filter(o => o.kind === 'parameter' && o.func === 0)[index];
    if (found && variable) return { ...found, variable, index };
  }
  return undefined;
}

function indexOf(tree: FlatTree, variable: Variable): number {
  return Scopes.of(tree)
    .variables.filter(o => o.kind === 'parameter' && o.func === 0)
    .findIndex(o => o.node === variable.node);
}

/** Its methods are called, or it is passed on: what else is done with an interface may tell it from what it holds. */
function fits(tree: FlatTree, use: Node): boolean {
  if (isWritten(tree, use) || isPartAddressed(tree, use)) return false;
  const p = tree.parent(use);
  if (tree.kind(p) === K.SelectorExpression)
    return tree.first(p) === use && tree.kind(tree.parent(p)) === K.CallExpression && calleeOf(tree, tree.parent(p)) === p;
  return (
    tree.kind(p) === K.ArgumentList &&
    tree.kind(tree.parent(p)) === K.CallExpression &&
    tree.textOf(calleeOf(tree, tree.parent(p))) !== 'append'
  );
}

/** The concrete type that all calls of the package pass; undefined where they differ, or where the function is used in another way. */
function agreedType({ packageFiles }: RemedyContext, { source, declaration, index }: Parameter, name: string): Type | undefined {
  const files = packageFiles(name);
  if (!files || files.some(f => f.syntax.hasError || f.facts.directives.some(d => d.text.includes('go:linkname')))) return undefined;
  const isMethod = receiverType(declaration.tree) !== '';
  const found: Type[] = [];
  for (const file of files) {
    for (const other of file.syntax.declarations) {
      const { tree, offset } = other;
      if (!tree.text.includes(name)) continue;
      const scopes = Scopes.of(tree);
      let typed: TreeTypes | undefined;
      for (let n = 0; n < tree.count; n++) {
        const kind = tree.kind(n);
        const isName = isMethod ? kind === K.FieldIdentifier : kind === K.Identifier && !scopes.variableOf(n);
        if (!isName || tree.textOf(n) !== name || (isFunction(tree) && tree.fields[n] === F.Name && tree.parent(n) === 0)) continue;
        if (file === source && offset === declaration.offset) return undefined;
        const callee = isMethod ? tree.parent(n) : n;
        const call = tree.parent(callee);
        if (!isMethod && kind === K.Identifier && tree.parentKind(n) === K.SelectorExpression && tree.last(tree.parent(n)) === n) continue;
        if (tree.kind(call) !== K.CallExpression || calleeOf(tree, call) !== callee) return undefined;
        typed ??= typesIn(file, other);
        found.push(typeAt({ tree, typed }, argumentsOf(tree, call)[index] ?? NONE));
      }
    }
  }
  const [first] = found;
  if (!first || isUnknown(under(pointedTo(first))) || isInterface(first)) return undefined;
  // The package of a file with tests has objects of its own.
  const texts = new Set(found.map(t => TEXT.of(t)));
  return texts.size === 1 && (first.kind === 'pointer' || first.kind === 'named') ? first : undefined;
}

const TEXT = new TypeText(({ span }) => span.start);
