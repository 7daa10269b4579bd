/**
 * A slice that gets to the heap in every call because an error tells of it, `return fmt.Errorf("want %d, got %v", n, vals)` -> `slices.Clone(vals)` there:
 * only a failure pays then. In the function itself, and in one of the package that is given the slice.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { calledFunction } from '../../go/flow/pool-code.js';
import { Scopes } from '../../go/names/scope.js';
import type { Variable } from '../../go/names/variable.js';
import { under } from '../../go/types/predicates.js';
import { receiverBase } from '../../go/types/receiver.js';
import { isOnErrorPath } from '../../sites/error-path.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs } from './imports.js';
import { type PackageFunction, packageFunction, parameterNames } from './package-function.js';
import { type Remedy, type RemedyContext, typesIn } from './remedy.js';

const say = messages('remedy/copy-on-failure', {
  title: 'Copy `{name}` where an error tells of it',
  verified: '(verified: allocates only on the error path)',
});

/** `slices.Clone` is of Go 1.21. */
const CLONES = 21;

export function copyOnFailure(context: RemedyContext): Remedy | undefined {
  if (context.language.minor < CLONES || context.nodes.some(n => isOnErrorPath(context.tree, n))) return undefined;
  return inFunction(context) ?? inCallee(context);
}

/** The variable is of this function. */
function inFunction(context: RemedyContext): Remedy | undefined {
  const { scopes, nodes } = context;
  const v = nodes.map(n => scopes.variableOf(n) ?? scopes.variables.find(o => o.init === n)).find(o => o?.kind === 'local');
  return v && copied(context, scopes, v);
}

/** It is an argument of a function of the package. */
function inCallee(context: RemedyContext): Remedy | undefined {
  const { tree, typed, nodes } = context;
  const node = nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = node === NONE ? NONE : tree.parent(tree.parent(node));
  const func = typed && tree.kind(call) === K.CallExpression ? calledFunction(typed, call) : undefined;
  if (!func) return undefined;
  const owner = func.isMethod ? receiverBase(func) : undefined;
  const found = packageFunction(context, func.name, owner?.kind === 'named' ? owner.object.name : '');
  const names = found && parameterNames(found.declaration.tree);
  const name = names?.[Math.min(argumentsOf(tree, call).indexOf(node), names.length - 1)];
  if (!found || name === undefined || (func.isMethod && owner?.kind !== 'named')) return undefined;
  const scopes = Scopes.of(found.declaration.tree);
  const parameter = scopes.variables.find(v => v.kind === 'parameter' && v.name === name);
  return parameter && copied(found, scopes, parameter);
}

function copied({ source, declaration }: PackageFunction, scopes: Scopes, v: Variable): Remedy | undefined {
  const { tree, offset } = declaration;
  const typed = typesIn(source, declaration);
  const shown = v.uses.map(u => shownInError(tree, u)).filter(n => n !== NONE);
  const isSlice = (n: Node) => tree.kind(n) === K.SliceExpression || under(typeAt({ tree, typed }, n)).kind === 'slice';
  const qualifier = importedAs(source, 'slices') ?? 'slices';
  const isHidden = importedAs(source, 'slices') === undefined && scopes.variables.some(o => o.name === qualifier);
  const imports = importEdits(source, 'slices', undefined);
  if (shown.length === 0 || !shown.every(isSlice) || isHidden || !imports) return undefined;
  const edits = shown.map(
    (n): Edit => ({
      file: source.path,
      span: { start: tree.starts[n]! + offset, end: tree.ends[n]! + offset },
      newText: `${qualifier}.Clone(${tree.textOf(n)})`,
    }),
  );
  return {
    title: say.title({ name: v.name }),
    safe: false,
    edits: [...imports, ...edits],
    proof: 'onFailure',
    verified: say.verified,
  };
}

/** `vals`, `buf[:n]` as an argument of what makes an error, where that is on the way out; NONE for other uses. */
function shownInError(tree: FlatTree, use: Node): Node {
  const p = tree.parent(use);
  const shown = tree.kind(p) === K.SliceExpression && tree.field(p, F.Operand) === use ? p : use;
  const call = tree.parentKind(shown) === K.ArgumentList ? tree.parent(tree.parent(shown)) : NONE;
  if (
    tree.kind(call) !== K.CallExpression ||
    !/^(?:fmt\.Errorf|fmt\.Sprintf?|errors\.(?:Errorf|Wrapf|New))$/.test(tree.textOf(calleeOf(tree, call)))
  )
    return NONE;
  return isOnErrorPath(tree, call) ? shown : NONE;
}
