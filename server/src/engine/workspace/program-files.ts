/**
 * Which files of the machine a program needs, as far as the module's own code says so for certain: calls with a constant argument that main or an
 * initialiser leads to. Code is reached by the names it mentions; a method by its type when that is known, otherwise by its name, on types that
 * the program mentions.
 */
import type { GoModFacts } from '../facts/build/go-mod.js';
import type { ConstantText } from '../facts/go/constant-text.js';
import type { FileNeed, FileUse, Mentions, PlacedPart } from '../facts/go/program-parts.js';
import type { Location } from '../finding.js';
import { takesFile } from './build-constraint.js';
import type { ProgramClosure } from './cgo-closure.js';
import type { FileTable } from './file-table.js';
import type { GoPackage } from './go-package.js';
import { needsCertificates, SILENCED_BY, type TextHints, textHints } from './program-hints.js';

/** A call of the program that needs a file, with what decides it: the URL, the zone. */
export interface NeededFile {
  readonly need: FileNeed;
  readonly call: string;
  readonly text: string;
  readonly at: Location;
}

/** What a program's own packages say. */
export interface ProgramSources {
  readonly files: FileTable;
  readonly module: GoModFacts;
  readonly closure: ProgramClosure;
  readonly tags: readonly string[];
  declarations(dir: string): GoPackage;
}

/** More text than this is not followed (UTF-16 units). */
const MAX_TEXT = 8_000_000;

/** Paths of the program's own Go files, by import path; undefined when there is too much of it. */
export function ownFiles({ files, closure, tags }: ProgramSources): ReadonlyMap<string, readonly string[]> | undefined {
  const out = new Map<string, readonly string[]>();
  let left = MAX_TEXT;
  for (const [importPath, dir] of closure.local) {
    const taken = [...files.inDirectory(dir)].filter(path => {
      const facts = files.facts(path);
      if (facts?.language !== 'go' || facts.go.isTest || facts.go.packageName === 'documentation') return false;
      return takesFile(path, facts.go.buildConstraint?.expression, { arch: 'amd64', cgo: true, tags });
    });
    out.set(importPath, taken);
    for (const path of taken) left -= files.text(path)!.length;
  }
  return left < 0 ? undefined : out;
}

/** What could be needed at all, by the words of the files: cheap, and nothing for most programs. */
export function possibleNeeds(sources: ProgramSources, own: ReadonlyMap<string, readonly string[]>): ReadonlySet<FileNeed> {
  const { module, closure, tags, files } = sources;
  const needs = new Set<FileNeed>();
  const silenced = new Set<FileNeed>();
  for (const path of [...own.values()].flat()) {
    const hints: TextHints = textHints(files, path);
    for (const need of hints.needs) needs.add(need);
    for (const need of hints.silences) silenced.add(need);
  }
  // A package nobody could read may bring the zones; the modules that bring certificates are known by name.
  if (!closure.complete || tags.includes('timetzdata') || closure.imports.has('time/tzdata')) needs.delete('time zones');
  if (!needsCertificates(module, closure.imports)) needs.delete('certificates');
  for (const need of silenced) needs.delete(need);
  return needs;
}

/** The calls, in the order of files and places. All files must have been read. */
export function neededFiles(
  sources: ProgramSources,
  own: ReadonlyMap<string, readonly string[]>,
  needs: ReadonlySet<FileNeed>,
): readonly NeededFile[] {
  const walk = new Walk(sources, own);
  const found = walk.uses().flatMap(use => (needs.has(use.use.need) ? (walk.certain(use) ?? []) : []));
  return found.sort((a, b) => (a.at.file === b.at.file ? a.at.span.start - b.at.span.start : a.at.file < b.at.file ? -1 : 1));
}

interface Node extends PlacedPart {
  readonly importPath: string;
  readonly path: string;
}

interface PlacedUse {
  readonly use: FileUse;
  readonly node: Node;
}

/** Methods that packages of std call on whatever is given to them. */
const CALLED_BY_STD = ['ServeHTTP'];

class Walk {
  private readonly nodes = new Map<string, Node[]>();
  /** Keys of methods by their name alone. */
  private readonly methods = new Map<string, string[]>();
  private readonly constants = new Map<string, { readonly text: ConstantText; readonly importPath: string }>();
  private readonly reached = new Set<string>();
  private readonly called = new Set<string>(CALLED_BY_STD);
  private readonly found = new Map<string, PlacedUse>();
  private readonly queue: [node: Node, mentions: Mentions][] = [];

  constructor(
    private readonly sources: ProgramSources,
    own: ReadonlyMap<string, readonly string[]>,
  ) {
    for (const [importPath, paths] of own) {
      for (const path of paths) for (const placed of sources.files.parts(path) ?? []) this.add({ ...placed, importPath, path });
    }
    const main = [...own.keys()][0]!;
    this.reach(`${main} main`);
  }

  private add(node: Node): void {
    const { part, importPath } = node;
    for (const name of part.declares) {
      const key = `${importPath} ${name}`;
      this.nodes.set(key, [...(this.nodes.get(key) ?? []), node]);
      const dot = name.indexOf('.');
      if (dot >= 0) this.methods.set(name.slice(dot + 1), [...(this.methods.get(name.slice(dot + 1)) ?? []), key]);
    }
    for (const [name, text] of part.constants) this.constants.set(`${importPath} ${name}`, { text, importPath });
    if (part.starts.names.length > 0 || part.starts.uses.length > 0) this.queue.push([node, part.starts]);
  }

  /** The calls that the program may come to. */
  uses(): readonly PlacedUse[] {
    for (let next = this.queue.pop(); next; next = this.queue.pop()) {
      const [node, mentions] = next;
      for (const use of mentions.uses) this.found.set(`${node.path} ${node.offset + use.span.start}`, { use, node });
      for (const name of mentions.names) this.mention(name, node.importPath);
    }
    return [...this.found.values()];
  }

  private mention(name: string, importPath: string): void {
    if (name.startsWith('.')) {
      this.callByName(name.slice(1));
      return;
    }
    const key = name.startsWith(' ') ? importPath + name : name;
    const space = key.lastIndexOf(' ');
    const dot = key.indexOf('.', space);
    if (dot >= 0) {
      this.reach(key.slice(0, dot));
      // Promoted from an embedded type, or a method of an interface.
      if (!this.nodes.has(key)) this.callByName(key.slice(dot + 1));
    }
    this.reach(key);
  }

  private callByName(name: string): void {
    if (this.called.has(name)) return;
    this.called.add(name);
    for (const key of this.methods.get(name) ?? []) if (this.reached.has(key.slice(0, key.lastIndexOf('.')))) this.reach(key);
  }

  private reach(key: string): void {
    if (this.reached.has(key)) return;
    this.reached.add(key);
    const nodes = this.nodes.get(key);
    for (const node of nodes ?? []) this.queue.push([node, node.part.holds]);
    if (!nodes || key.indexOf('.', key.lastIndexOf(' ')) >= 0) return;
    for (const method of this.called) if (this.nodes.has(`${key}.${method}`)) this.reach(`${key}.${method}`);
  }

  /** The use as a fact, undefined when what decides it is not known. */
  certain({ use, node }: PlacedUse): NeededFile | undefined {
    const { text, open } = this.textOf(use.text, node.importPath, 0);
    if (!SILENCED_BY[use.need].decides(text, open) || !this.isHttpClient(use, node)) return undefined;
    const span = { start: use.span.start + node.offset, end: use.span.end + node.offset };
    return { need: use.need, call: use.call, text, at: { file: node.path, span } };
  }

  private isHttpClient({ receiver }: FileUse, { path }: Node): boolean {
    if (!receiver) return true;
    const dir = path.slice(0, path.lastIndexOf('/'));
    let type = receiver.kind === 'named' ? receiver : this.sources.declarations(dir).resolve(receiver);
    if (type.kind === 'pointer') type = type.elem;
    if (type.kind === 'value') return type.pkg === 'net/http' && type.name === 'DefaultClient';
    return type.kind === 'named' && type.pkg === 'net/http' && type.name === 'Client';
  }

  private textOf(text: ConstantText | undefined, importPath: string, depth: number): { text: string; open: boolean } {
    let out = '';
    for (const piece of text?.pieces ?? []) {
      if (typeof piece === 'string') {
        out += piece;
        continue;
      }
      const known = this.constants.get(piece.constant.startsWith(' ') ? importPath + piece.constant : piece.constant);
      if (!known || depth > 10) return { text: out, open: true };
      const inner = this.textOf(known.text, known.importPath, depth + 1);
      out += inner.text;
      if (inner.open) return { text: out, open: true };
    }
    return { text: out, open: text?.open ?? false };
  }
}
