/** New fields of a struct of the package: where they go, and what they may be called. */
import type { Edit } from '../../base/finding.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { SourceFile } from '../source-file.js';
import type { RemedyContext } from './remedy.js';

/** Not a field, and not a method. */
export function freeField({ pkg, packageFiles }: RemedyContext, type: string, name: string): string | undefined {
  const struct = structOf(packageFiles(type) ?? [], type);
  const text = struct?.tree.textOf(struct.node) ?? '';
  const isTaken = (n: string) =>
    new RegExp(`(?<![\\p{L}\\p{N}_])${n}(?![\\p{L}\\p{N}_])`, 'u').test(text) || pkg.function(`${type}.${n}`) !== undefined;
  return [name, `${name}Buf`, `${name}Scratch`].find(n => !isTaken(n));
}

/** A new last field, in a group of its own, so that the columns of the others stay. */
export function fieldEdit({ packageFiles }: RemedyContext, type: string, field: string): Edit | undefined {
  const struct = structOf(packageFiles(type) ?? [], type);
  if (!struct) return undefined;
  const { tree, node, source, offset } = struct;
  const text = tree.textOf(node);
  if (isOpen(tree, node, type)) return undefined;
  const own = /^struct ?\{(.*)\}$/.exec(text)?.[1]?.trim();
  // On one line gofmt keeps a single field only.
  if (own !== undefined && !/[;{]|\/[/*]/.test(own) && tree.kind(tree.parent(node)) === K.TypeSpec && !tree.text.startsWith('type (')) {
    const span = { start: offset + tree.starts[node]!, end: offset + tree.ends[node]! };
    return { file: source.path, span, newText: `struct {\n${own === '' ? '' : `\t${own}\n\n`}\t${field}\n}` };
  }
  if (!text.endsWith('\n}')) return undefined;
  const at = offset + tree.ends[node]! - 1;
  return { file: source.path, span: { start: at, end: at }, newText: `\n\t${field}\n` };
}

/** Other packages can make it without naming its fields. */
function isOpen(tree: FlatTree, struct: Node, type: string): boolean {
  const fields = [...tree.children(tree.first(struct))].filter(f => tree.kind(f) === K.FieldDeclaration);
  const hasOwn = fields.some(f => [...tree.children(f)].some(n => tree.kind(n) === K.FieldIdentifier && !/^\p{Lu}/u.test(tree.textOf(n))));
  return /^\p{Lu}/u.test(type) && !hasOwn;
}

export interface FoundStruct {
  readonly tree: FlatTree;
  readonly node: Node;
  readonly source: SourceFile;
  readonly offset: number;
}

/** The struct that a type of the package is, where it is declared at the top of a file. */
export function structOf(files: readonly SourceFile[], type: string): FoundStruct | undefined {
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
