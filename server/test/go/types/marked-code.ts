/**
 * Go code with comments that say what stands before them, and what the resolver says of it. Needs no Go.
 *
 *   x + 1 /*T int*\/        the type of the longest expression that ends here, or of the name that is declared: `unknown` where nobody knows
 *   x + 1 /*T int = 3*\/    and its value
 *   x /*I any*\/            it becomes this interface without being told to; `-`: it becomes none
 *   T /*M A *B*\/           the methods of a declared type: `B` is one of pointers only
 *
 * Types are in the notation of tools/types-judge/README.md. `-- path/file.go --` begins a file; the package's path is the folder's. Text without
 * such a line is `p/p.go`, and without a package clause it is package p.
 */
import assert from 'node:assert/strict';
import { dirname } from 'node:path/posix';
import { LineIndex } from '../../../src/engine/base/line-index.js';
import { parsedFile } from '../../../src/engine/go/package/source-file.js';
import type { TreeTypes } from '../../../src/engine/go/types/checking.js';
import type { Importer, PackageSource, SourceDeclaration } from '../../../src/engine/go/types/importer.js';
import { inMethodSet, methodsOf } from '../../../src/engine/go/types/lookup.js';
import { Mode } from '../../../src/engine/go/types/model.js';
import type { PackageTypes } from '../../../src/engine/go/types/package-types.js';
import { Resolver } from '../../../src/engine/go/types/resolver.js';
import { TypeText } from '../../../src/engine/go/types/type-text.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { type FlatTree, K, type Node } from '../../../src/engine/syntax/flat-tree.js';
import { constantText } from '../../bench/types/notation.js';
import { loadEngine } from '../../support/engine-for-tests.js';

const MARK = /\/\*([TIM]) ([^*]*(?:\*(?!\/)[^*]*)*)\*\//g;

/** Kinds of nodes that hold expressions and are none. */
const AROUND = /Statement|List$|Spec$|Declaration$|Clause$|Case$|Element$|Elem$|Block|Error|TypeArguments|TypeAlias|KeyedElement/;

export interface File {
  readonly path: string;
  readonly text: string;
}

export function filesOf(code: string): File[] {
  const parts = code.split(/^-- (\S+) --\n/m);
  const files = parts.length === 1 ? [{ path: 'p/p.go', text: code }] : [];
  for (let i = 1; i < parts.length; i += 2) files.push({ path: parts[i]!, text: parts[i + 1]! });
  return files.map(({ path, text }) => ({ path, text: /^package /m.test(text) ? text : `package p\n${text}` }));
}

/** Packages as they stand in one text. */
export class Program implements Importer {
  readonly resolver = new Resolver(this);
  private readonly sources = new Map<string, PackageSource>();
  private readonly texts = new Map<string, string>();
  private readonly text = new TypeText(d => this.line(d.file, d.declaration.offset + d.span.start));

  constructor(
    readonly engine: Engine,
    files: readonly File[],
  ) {
    for (const { path, text } of files) {
      const { source, packageName } = parsedFile(path, text, engine.go.parse(text));
      this.texts.set(path, text);
      const before = this.sources.get(dirname(path))?.files ?? [];
      this.sources.set(dirname(path), { path: dirname(path), name: packageName, files: [...before, source], language: undefined });
    }
  }

  find(path: string): PackageSource | undefined {
    return this.sources.get(path);
  }

  of(path: string): PackageTypes {
    return this.resolver.of(this.sources.get(path)!);
  }

  /** Another text of a file that differs in bodies of functions only: the package stays the same. */
  edit(path: string, text: string): void {
    this.texts.set(path, text);
    const { declarations } = parsedFile(path, text, this.engine.go.parse(text)).source;
    const file = this.sources.get(dirname(path))!.files.find(f => f.path === path)!;
    const old = file.declarations as SourceDeclaration[];
    assert.deepEqual(
      declarations.map(d => d.names),
      old.map(d => d.names),
    );
    declarations.forEach((d, i) => {
      if (d.kind === 'func' || d.kind === 'method') old[i] = d;
      else (old[i] as { offset: number }).offset = d.offset;
    });
  }

  declarations(): { file: string; declaration: SourceDeclaration }[] {
    return [...this.sources.values()].flatMap(s =>
      s.files.flatMap(f => f.declarations.map(declaration => ({ file: f.path, declaration }))),
    );
  }

  typesOf(file: string, tree: FlatTree): TreeTypes {
    return this.of(dirname(file)).typesOf(file, tree)!;
  }

  private line(file: string, offset: number): number {
    return new LineIndex(this.texts.get(file)!).position(offset).line + 1;
  }

  /** `place: what is said`, of each mark. */
  wanted(): string[] {
    return this.marks().map(m => `${m.place}: ${m.mark} ${m.says}`);
  }

  found(): string[] {
    return this.marks().map(m => `${m.place}: ${m.mark} ${this.answer(m)}`);
  }

  private marks(): { file: string; at: number; mark: string; says: string; place: string }[] {
    return [...this.texts].flatMap(([file, text]) =>
      [...text.matchAll(MARK)].map(m => {
        const at = text.slice(0, m.index).trimEnd().length;
        return {
          file,
          at,
          mark: m[1]!,
          says: m[2]!,
          place: `${file}:${this.line(file, at)} ${text.slice(text.lastIndexOf('\n', at) + 1, at).trim()}`,
        };
      }),
    );
  }

  private answer({ file, at, mark }: { file: string; at: number; mark: string }): string {
    const { declaration } = this.declarations().find(
      d => d.file === file && d.declaration.offset < at && at <= d.declaration.offset + d.declaration.tree.text.length,
    )!;
    const types = this.typesOf(file, declaration.tree);
    const end = at - declaration.offset;
    const { tree } = types;
    let node: Node = 0;
    while (tree.ends[node] !== end || AROUND.test(K[tree.kind(node)]!)) if (++node === tree.count) return `nothing ends here`;
    if (mark === 'M') return this.methods(types, node);
    if (mark === 'I') {
      const conversion = types.conversions.find(c => tree.ends[c.node] === end);
      return conversion ? this.text.of(conversion.to) : '-';
    }
    return this.type(types, node);
  }

  private type(types: TreeTypes, node: Node): string {
    const object = types.objects.get(node);
    const isNamed = object?.kind === 'var' || object?.kind === 'const' || object?.kind === 'func';
    const declared = isNamed && object.declared?.span.start === types.tree.starts[node] ? object : undefined;
    if (types.modes[node] === Mode.NoValue) return '()';
    const type = types.typeOf(node) ?? declared?.type;
    const value = types.constants.get(node) ?? (declared?.kind === 'const' ? declared.value : undefined);
    if (type === undefined || (type.kind === 'basic' && type.name === 'unknown')) return 'unknown';
    return this.text.of(type) + (value === undefined ? '' : ` = ${constantText(value)}`);
  }

  private methods(types: TreeTypes, node: Node): string {
    const object = types.objects.get(node);
    const type = object?.kind === 'type' ? object.type! : types.typeOf(node)!;
    return methodsOf(type)
      .toSorted((a, b) => (a.object.name < b.object.name ? -1 : 1))
      .map(s => `${inMethodSet(type, s) ? '' : '*'}${s.object.name}`)
      .join(' ');
  }
}

/** Every mark of the code is true. */
export async function holds(code: string): Promise<void> {
  const program = new Program(await loadEngine(), filesOf(code));
  const wanted = program.wanted();
  assert.ok(wanted.length > 0, 'nothing is asked');
  assert.deepEqual(program.found(), wanted);
}
