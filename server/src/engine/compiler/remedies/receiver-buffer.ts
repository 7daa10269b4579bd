/**
 * `var buf [4]byte` in a method, lent to calls of which the compiler assumes the worst -> a field of the receiver, which is emptied where the variable
 * was declared. Only where each use keeps the buffer inside of the call, as for a buffer that is made once before a loop.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { SourceFile } from '../source-file.js';
import { leaves } from './hoisted-buffer.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/receiver-buffer', {
  title: 'Keep `{name}` in `{type}`: calls at the same time would share it',
  verified: '(verified: no longer allocates)',
});

export function receiverBuffer(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  const receiver = scopes.variables.find(o => o.kind === 'receiver');
  const spec = v ? tree.parent(v.node) : NONE;
  if (!v || !receiver || v.init !== NONE || v.kind !== 'local' || v.func !== 0 || tree.kind(spec) !== K.VarSpec) return undefined;
  const statement = tree.parent(spec);
  if (tree.kind(statement) !== K.VarDeclaration || tree.first(spec) !== v.node || tree.next(v.node) !== v.typeNode) return undefined;
  if (tree.kind(v.typeNode) !== K.ArrayType || tree.parentKind(statement) !== K.StatementList) return undefined;
  const type = /^\*([\p{L}_][\p{L}\p{N}_]*)$/u.exec(tree.textOf(receiver.typeNode))?.[1];
  if (type === undefined || v.uses.some(u => scopes.functionOf(u) !== 0 || leaves(context, u, v))) return undefined;
  if (scopes.variables.some(o => o !== receiver && o.name === receiver.name)) return undefined;
  const name = freeField(context, type, v.name);
  const field = name === undefined ? undefined : fieldEdit(context, type, `${name} ${tree.textOf(v.typeNode)}`);
  if (name === undefined || !field) return undefined;
  const kept = `${receiver.name}.${name}`;
  return {
    title: say.title({ name: v.name, type }),
    safe: false,
    edits: [
      field,
      context.edit(tree.span(statement), `${kept} = ${tree.textOf(v.typeNode)}{}`),
      ...v.uses.map(u => context.edit(tree.span(u), kept)),
    ],
    proof: 'gone',
    verified: say.verified,
  };
}

/** Not a field, and not a method. */
function freeField({ pkg, packageFiles }: RemedyContext, type: string, name: string): string | undefined {
  const struct = structOf(packageFiles(type) ?? [], type);
  const text = struct?.tree.textOf(struct.node) ?? '';
  const isTaken = (n: string) =>
    new RegExp(`(?<![\\p{L}\\p{N}_])${n}(?![\\p{L}\\p{N}_])`, 'u').test(text) || pkg.function(`${type}.${n}`) !== undefined;
  return [name, `${name}Buf`, `${name}Scratch`].find(n => !isTaken(n));
}

/** A new last field, in a group of its own, so that the columns of the others stay. */
function fieldEdit({ packageFiles }: RemedyContext, type: string, field: string): Edit | undefined {
  const struct = structOf(packageFiles(type) ?? [], type);
  if (!struct) return undefined;
  const { tree, node, source, offset } = struct;
  const text = tree.textOf(node);
  if (!text.endsWith('\n}')) return undefined;
  const at = offset + tree.ends[node]! - 1;
  return { file: source.path, span: { start: at, end: at }, newText: `\n\t${field}\n` };
}

interface FoundStruct {
  readonly tree: FlatTree;
  readonly node: Node;
  readonly source: SourceFile;
  readonly offset: number;
}

/** The struct that a type of the package is, where it is declared at the top of a file. */
function structOf(files: readonly SourceFile[], type: string): FoundStruct | undefined {
  for (const source of files) {
    for (const { tree, offset } of source.syntax.declarations) {
      if (tree.kind(0) !== K.TypeDeclaration) continue;
      const spec = tree.childOfKind(0, K.TypeSpec);
      if (spec === NONE || tree.textOf(tree.field(spec, F.Name)) !== type || tree.next(spec) !== NONE) continue;
      const node = tree.field(spec, F.Type);
      if (tree.kind(node) === K.StructType && tree.field(spec, F.TypeParameters) === NONE) return { tree, node, source, offset };
    }
  }
  return undefined;
}
