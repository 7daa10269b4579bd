/**
 * Which files of the machine a program needs, as far as the module's own code says so for certain: calls with a constant argument that main or an
 * initialiser leads to. Code is reached by the names it mentions; a method by its type when that is known, otherwise by its name, on types that
 * the program mentions.
 */

import type { Location } from '../base/finding.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { FileNeed, FileUse } from '../go/package/file-uses.js';
import { takesHead } from '../go/package/package-files.js';
import type { Mentions, PlacedPart } from '../go/package/program-parts.js';
import type { ProgramClosure } from './cgo-closure.js';
import type { FileFacts } from './file-facts.js';
import { Origins } from './origins.js';
import { FILE_NEEDS, needsCertificates, type ProgramHints } from './program-hints.js';
import { ownKey, ProgramTexts } from './program-texts.js';

/** A call of the program that needs a file, with what decides it: the URL, the zone. */
export interface NeededFile {
  readonly need: FileNeed;
  readonly call: string;
  readonly text: string;
  readonly at: Location;
  /** The program has this text unless it is told another. */
  readonly isDefault: boolean;
}

/** The files that programs are followed through. */
export interface ProgramFiles {
  /** Paths of the known files directly in a directory. */
  inDirectory(dir: string): ReadonlySet<string>;
  facts(path: string): FileFacts | undefined;
  text(path: string): string | undefined;
  /** What a Go file adds to a program; undefined until somebody has read it. */
  parts(path: string): readonly PlacedPart[] | undefined;
}

/** What a program's own packages say. */
export interface ProgramSources {
  readonly files: ProgramFiles;
  readonly hints: ProgramHints;
  readonly module: GoModFacts;
  readonly closure: ProgramClosure;
  readonly tags: readonly string[];
}

/** More text than this is not followed (UTF-16 units). */
const MAX_TEXT = 5_000_000;

/** Paths of the program's own Go files, by import path; undefined when there is too much of it. */
export function ownFiles({ files, closure, tags }: ProgramSources): ReadonlyMap<string, readonly string[]> | undefined {
  const out = new Map<string, readonly string[]>();
  let left = MAX_TEXT;
  for (const [importPath, dir] of closure.local) {
    const taken = [...files.inDirectory(dir)].filter(path => {
      const facts = files.facts(path);
      if (facts?.language !== 'go' || facts.go.isTest) return false;
      return takesHead(facts.go, { arch: 'amd64', cgo: true, tags });
    });
    out.set(importPath, taken);
    for (const path of taken) left -= files.text(path)!.length;
    if (left < 0) return undefined;
  }
  return out;
}

/** Which of the needs there can be at all, by the words of the files, whose hints must be known: none for most programs. */
export function possibleNeeds(sources: ProgramSources, paths: readonly string[], asked: readonly FileNeed[]): readonly FileNeed[] {
  const { module, closure, tags, hints } = sources;
  const own = paths.map(path => hints.get(path));
  return asked.filter(need => {
    if (!own.some(h => h?.needs.includes(need)) || own.some(h => h?.silences.includes(need))) return false;
    if (need === 'certificates') return needsCertificates(module, closure.imports);
    // A package nobody could read may bring the zones.
    return need !== 'time zones' || (closure.complete && !tags.includes('timetzdata') && !closure.imports.has('time/tzdata'));
  });
}

/** False when no call of a file can need one of these, whatever the rest of the program says. */
export function mayNeed(parts: readonly PlacedPart[], needs: readonly FileNeed[]): boolean {
  return parts.some(({ part }) => [...part.starts.uses, ...part.holds.uses].some(use => needs.includes(use.need) && mayDecide(use)));
}

const mayDecide = ({ need, texts }: FileUse): boolean =>
  texts.some(({ pieces, open }) => pieces.some(piece => typeof piece !== 'string') || FILE_NEEDS[need].decides(pieces.join(''), open));

/** The calls, in the order of files and places. All files must have been read. Yields often, so that the work can be sliced. */
export function* neededFiles(
  sources: ProgramSources,
  own: ReadonlyMap<string, readonly string[]>,
  needs: readonly FileNeed[],
): Generator<void, readonly NeededFile[]> {
  const hasOwnTrust = [...own.values()].flat().some(path => sources.hints.get(path)?.hasOwnTrust);
  const walk = new Walk(sources, hasOwnTrust);
  yield* walk.add(own);
  const uses = yield* walk.uses(`${[...own.keys()][0]} main`);
  const found = uses.flatMap(use => (needs.includes(use.use.need) ? (walk.certain(use) ?? []) : []));
  return found.sort((a, b) => (a.at.file === b.at.file ? a.at.span.start - b.at.span.start : a.at.file < b.at.file ? -1 : 1));
}

/** Declarations between two yields. */
const STEP = 100;

interface Node extends PlacedPart {
  readonly importPath: string;
  readonly path: string;
}

interface PlacedUse {
  readonly use: FileUse;
  readonly node: Node;
}

/** What goes through http.DefaultClient, whatever other clients trust. */
const DEFAULT_CLIENT = /^http\.(?:Get|Head|Post|PostForm)$/;

/** The type, and what package net/http has ready. */
const HTTP_CLIENTS: ReadonlySet<string> = new Set(['net/http Client', 'net/http DefaultClient']);

/** Methods that packages of std call on whatever is given to them. */
const CALLED_BY_STD = ['ServeHTTP'];

class Walk {
  private readonly nodes = new Map<string, Node[]>();
  /** Keys of methods by their name alone, and by the key of their type. */
  private readonly byName = new Map<string, string[]>();
  private readonly byType = new Map<string, string[]>();
  private readonly texts = new ProgramTexts();
  private readonly origins = new Origins();
  private readonly reached = new Set<string>();
  private readonly called = new Set<string>(CALLED_BY_STD);
  private readonly found = new Map<string, PlacedUse>();
  private readonly queue: [node: Node, mentions: Mentions][] = [];

  constructor(
    private readonly sources: ProgramSources,
    private readonly hasOwnTrust: boolean,
  ) {}

  *add(own: ReadonlyMap<string, readonly string[]>): Generator<void, void> {
    for (const [importPath, paths] of own) {
      for (const path of paths) {
        for (const placed of this.sources.files.parts(path) ?? []) this.addNode({ ...placed, importPath, path });
        yield;
      }
    }
  }

  private addNode(node: Node): void {
    const { part, importPath } = node;
    for (const name of part.declares) {
      const key = `${importPath} ${name}`;
      push(this.nodes, key, node);
      const dot = name.indexOf('.');
      if (dot < 0) continue;
      push(this.byName, name.slice(dot + 1), key);
      push(this.byType, `${importPath} ${name.slice(0, dot)}`, key);
    }
    this.texts.add(node);
    this.origins.add(part.origins, importPath);
    if (part.starts.names.length > 0 || part.starts.uses.length > 0) this.queue.push([node, part.starts]);
  }

  /** The calls that the program may come to. */
  *uses(main: string): Generator<void, readonly PlacedUse[]> {
    this.reach(main);
    let done = 0;
    for (let next = this.queue.pop(); next; next = this.queue.pop()) {
      const [node, mentions] = next;
      for (const use of mentions.uses) this.found.set(`${node.path} ${node.offset + use.span.start}`, { use, node });
      for (const name of mentions.names) this.mention(name, node.importPath);
      this.texts.give(mentions.given, node);
      if (++done % STEP === 0) yield;
    }
    return [...this.found.values()];
  }

  private mention(name: string, importPath: string): void {
    if (name.startsWith('.')) {
      this.callByName(name.slice(1));
      return;
    }
    const key = ownKey(name, importPath);
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
    for (const key of this.byName.get(name) ?? []) if (this.reached.has(key.slice(0, key.lastIndexOf('.')))) this.reach(key);
  }

  private reach(key: string): void {
    if (this.reached.has(key)) return;
    this.reached.add(key);
    for (const node of this.nodes.get(key) ?? []) this.queue.push([node, node.part.holds]);
    for (const method of this.byType.get(key) ?? []) if (this.called.has(method.slice(key.length + 1))) this.reach(method);
  }

  /** The use as a fact, undefined when what decides it is not known. */
  certain({ use, node }: PlacedUse): NeededFile | undefined {
    if (this.hasOwnTrust && use.need === 'certificates' && !DEFAULT_CLIENT.test(use.call)) return undefined;
    const texts = use.texts.flatMap(text => this.texts.of(text, node)).filter(({ text, open }) => FILE_NEEDS[use.need].decides(text, open));
    const decisive = texts.find(text => !text.isDefault) ?? texts[0];
    if (!decisive || !this.isHttpClient(use, node)) return undefined;
    const span = { start: use.span.start + node.offset, end: use.span.end + node.offset };
    return { need: use.need, call: use.call, text: decisive.text, at: { file: node.path, span }, isDefault: decisive.isDefault === true };
  }

  private isHttpClient({ receiver }: FileUse, { importPath }: Node): boolean {
    return !receiver || HTTP_CLIENTS.has(this.origins.typeOf(receiver, importPath));
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
