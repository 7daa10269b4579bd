/** Edits of a file's imports that a remedy's new code needs, as gofmt would leave them. */
import type { Edit } from '../../base/finding.js';
import { K } from '../../syntax/flat-tree.js';
import type { SourceFile } from '../source-file.js';

const SPEC = /^\s*(?:[\w.]+\s+)?(?:"([^"]+)"|`([^`]+)`)/;

/** The name under which the file imports the package; undefined when it does not, or only as `_` or `.`. */
export function importedAs({ facts }: SourceFile, path: string): string | undefined {
  const name = facts.imports.find(i => i.path === path && i.alias !== '_' && i.alias !== '.')?.name;
  return name === undefined || name === '' ? undefined : name;
}

/** How often the file speaks of the package: `fmt.Sprint`, `fmt.Stringer`. */
export function usesOf({ syntax }: SourceFile, name: string): number {
  let count = 0;
  for (const { tree } of syntax.declarations) {
    if (tree.kind(0) === K.ImportDeclaration) continue;
    for (let n = 0; n < tree.count; n++) {
      const kind = tree.kind(n);
      const qualifies =
        kind === K.PackageIdentifier ||
        (kind === K.Identifier && tree.parentKind(n) === K.SelectorExpression && tree.first(tree.parent(n)) === n);
      if (qualifies && tree.textOf(n) === name) count++;
    }
  }
  return count;
}

/** One edit that imports `add` and drops `drop`, or none when nothing changes; undefined when the file's imports are written too freely. */
export function importEdits(source: SourceFile, add: string | readonly string[] | undefined, drop: string | undefined): Edit[] | undefined {
  const wanted = [add ?? []].flat().filter(path => importedAs(source, path) === undefined);
  if (wanted.length === 0 && drop === undefined) return [];
  const { declarations } = source.syntax;
  const all = declarations.filter(d => d.tree.kind(0) === K.ImportDeclaration && !/"C"/.test(d.tree.text));
  const at = (offset: number, length: number, newText: string): Edit => ({
    file: source.path,
    span: { start: offset, end: offset + length },
    newText,
  });
  const target = drop === undefined ? all[0] : all.find(d => d.tree.text.includes(`"${drop}"`));
  if (!target) {
    const clause = declarations.find(d => d.tree.kind(0) === K.PackageClause);
    if (!clause || drop !== undefined || all.length < declarations.filter(isImport).length) return undefined;
    return [at(clause.offset + clause.tree.text.length, 0, `\n\n${written(wanted.map(path => `"${path}"`))}`)];
  }
  const { text } = target.tree;
  const next = text.includes('(') ? editedBlock(text, wanted, drop) : editedSingle(text, wanted, drop);
  if (next === undefined) return undefined;
  if (next !== '') return [at(target.offset, text.length, next)];
  const rest = /^\s*/.exec(source.lines.text.slice(target.offset + text.length))![0];
  return [at(target.offset, text.length + rest.length, '')];
}

const isImport = (d: { readonly tree: { kind(n: number): K } }) => d.tree.kind(0) === K.ImportDeclaration;

/** `import "fmt"`; a second import turns it into a block. */
function editedSingle(text: string, add: readonly string[], drop: string | undefined): string | undefined {
  if (/\/[/*]|\n/.test(text)) return undefined;
  const kept = drop === undefined ? [text.replace(/^import\s+/, '')] : [];
  return written([...kept, ...add.map(path => `"${path}"`)]);
}

/** A declaration with these specs; empty without any. */
function written(specs: readonly string[]): string {
  if (specs.length < 2) return specs.map(s => `import ${s}`).join('');
  const lines = [...specs].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)).map(s => `\t${s}\n`);
  return `import (\n${lines.join('')})`;
}

function editedBlock(text: string, add: readonly string[], drop: string | undefined): string | undefined {
  const lines = text.split(/\r?\n/);
  const first = lines[0] ?? '';
  const last = lines.at(-1) ?? '';
  let body = lines.slice(1, -1);
  // One spec per line, nothing beside the parentheses, no comments over several lines.
  if (!/^import\s*\($/.test(first) || last.trim() !== ')' || text.includes('/*')) return undefined;
  if (body.some(l => l.trim() !== '' && !l.trim().startsWith('//') && (pathOf(l) === '' || l.includes(';')))) return undefined;
  if (drop !== undefined) {
    const at = body.findIndex(l => pathOf(l) === drop);
    if (at < 0) return undefined;
    body = body.filter((_, i) => i !== at);
  }
  for (const path of add) body = inserted(body, path);
  const tidy = body.filter((l, i) => l.trim() !== '' || (i > 0 && i < body.length - 1 && body[i - 1]!.trim() !== ''));
  if (!tidy.some(l => pathOf(l) !== '')) return tidy.some(l => l.trim() !== '') ? undefined : '';
  return [first, ...tidy, last].join('\n');
}

/** In the first group of the standard library, at its place in the alphabet; else in a group of its own before the others. */
function inserted(body: readonly string[], add: string): string[] {
  const groups: string[][] = [[]];
  for (const line of body) {
    if (line.trim() === '') groups.push([]);
    else groups.at(-1)!.push(line);
  }
  const std = groups.find(g => g.some(l => pathOf(l) !== '' && isStandard(pathOf(l))));
  const line = `\t"${add}"`;
  if (!std) return groups.every(g => g.length === 0) ? [line] : [line, '', ...body];
  const before = std.findIndex(l => pathOf(l) > add);
  if (before < 0) std.push(line);
  else std.splice(withComments(std, before), 0, line);
  return groups.flatMap((g, i) => (i === 0 ? g : ['', ...g]));
}

/** Comment lines above a spec belong to it. */
function withComments(lines: readonly string[], spec: number): number {
  let at = spec;
  while (at > 0 && lines[at - 1]!.trim().startsWith('//')) at--;
  return at;
}

function pathOf(line: string): string {
  const m = SPEC.exec(line);
  return m?.[1] ?? m?.[2] ?? '';
}

const isStandard = (path: string) => !path.split('/')[0]!.includes('.');
