/** Calls and instantiations (Go spec, "Calls", "Instantiations"), conversions (“Conversions”). */
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import { giveArguments } from './arguments.js';
import { type Checker, Operand } from './checking.js';
import { elementAt, forgetOperand } from './elements.js';
import { mentions } from './mentions.js';
import { Mode, type Signature, Tuple, UNKNOWN } from './model.js';
import { isGeneric, isUnknown, isUntyped, signatureOf } from './predicates.js';
import { typeArgumentsOf } from './type-arguments.js';

export function call(c: Checker, x: Operand, node: Node): void {
  const { tree, types } = c.env.unit;
  const callee = tree.first(node);
  const { args, spread } = argumentsOf(c, node);
  const given = readCallee(c, x, node, callee);
  if (!x.isKnown) {
    forgetAll(c, args);
    return;
  }
  if (x.mode === Mode.Type) {
    const target = x.type;
    if (isGeneric(target) || args.length !== 1) {
      forgetAll(c, args);
      x.forget();
      return;
    }
    c.expr(x, args[0]!);
    c.conversion(x, target);
    return;
  }
  if (x.mode === Mode.Builtin && x.builtin) {
    c.builtin(x, node, args, x.builtin, spread);
    return;
  }
  const signature = x.type.kind === 'tuple' ? undefined : signatureOf(x.type);
  if (!signature) {
    forgetAll(c, args);
    x.forget();
    return;
  }
  const typeArgs = given.map(a => c.type(a));
  const result = giveArguments(c, signature, typeArgs, operandsOf(c, args), spread, callee);
  if (signature.parameters.length > 0 && result && result.parameters.length === 0)
    types.set(calledNode(c, node, callee), Mode.Value, result);
  giveResult(x, result ?? signature);
}

/** Reads what is called; returns the type arguments that stand behind a generic function. */
function readCallee(c: Checker, x: Operand, node: Node, callee: Node): readonly Node[] {
  const { tree, types } = c.env.unit;
  const list = tree.childOfKind(node, K.TypeArguments);
  if (list !== NONE) {
    c.raw(x, callee, undefined, true);
    const args = typeArgumentsOf(tree, node);
    if (!x.isKnown) return [];
    if (x.mode === Mode.Type) {
      x.type = c.instantiateType(
        x.type,
        args.map(a => c.type(a)),
      );
      if (isUnknown(x.type)) x.forget();
    } else if (x.type.kind === 'func' && x.type.parameters.length > 0) return args;
    else if (args.length === 1) elementAt(c, x, args[0]!);
    if (x.isKnown) types.set(list, x.mode, x.type);
    return [];
  }
  const kind = tree.kind(callee);
  if (kind !== K.IndexExpression && kind !== K.GenericType && kind !== K.TypeInstantiationExpression) {
    c.raw(x, callee, undefined, true);
    return [];
  }
  x.forget();
  if (c.index(x, callee)) return typeArgumentsOf(tree, callee);
  if (x.isKnown && !isUntyped(x.type)) types.set(callee, x.mode, x.type);
  return [];
}

/** The node that stands for what is called, type arguments included. */
function calledNode(c: Checker, node: Node, callee: Node): Node {
  const list = c.env.unit.tree.childOfKind(node, K.TypeArguments);
  return list === NONE ? callee : list;
}

function argumentsOf(c: Checker, node: Node): { args: Node[]; spread: boolean } {
  const { tree } = c.env.unit;
  if (tree.kind(node) === K.TypeConversionExpression) return { args: [tree.last(node)], spread: false };
  const list = tree.childOfKind(node, K.ArgumentList);
  const written = list === NONE ? [] : [...tree.children(list)];
  const last = written.at(-1);
  const spread = last !== undefined && tree.kind(last) === K.VariadicArgument;
  return { args: written.map(a => (tree.kind(a) === K.VariadicArgument ? tree.first(a) : a)).filter(a => a !== NONE), spread };
}

function forgetAll(c: Checker, args: readonly Node[]): void {
  for (const a of args) forgetOperand(c, a);
}

/** Arguments; generic functions among them are not instantiated yet. */
function operandsOf(c: Checker, args: readonly Node[]): Operand[] {
  if (args.length === 1) {
    const x = new Operand();
    c.raw(x, args[0]!, undefined, true);
    if (x.type.kind !== 'tuple') return [valueOnly(x)];
    return x.type.vars.map((v, i) => {
      const each = new Operand(x.node);
      each.part = i;
      if (!isUnknown(v.type)) each.set(Mode.Value, v.type);
      return each;
    });
  }
  return args.map(a => {
    const x = new Operand();
    c.raw(x, a, undefined, true);
    if (x.type.kind === 'tuple') x.forget();
    return valueOnly(x);
  });
}

function valueOnly(x: Operand): Operand {
  if (x.mode === Mode.Type || x.mode === Mode.Builtin || x.mode === Mode.NoValue) x.forget();
  return x;
}

function giveResult(x: Operand, { results, parameters }: Signature): void {
  x.value = undefined;
  if (results.length === 0) {
    x.set(Mode.NoValue, UNKNOWN);
    return;
  }
  const type = results.length === 1 ? results[0]!.type : new Tuple(results);
  // What was not inferred cannot be part of a value.
  if (isUnknown(type) || (parameters.length > 0 && mentions(type, new Set(parameters)))) x.forget();
  else x.set(Mode.Value, type);
}
