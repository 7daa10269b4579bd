/** Lets the comparer ask the product's own resolver. */

import { LineIndex } from '../../../src/engine/base/line-index.js';
import type { TreeTypes } from '../../../src/engine/go/types/checking.js';
import { inMethodSet, methodsOf } from '../../../src/engine/go/types/lookup.js';
import { hasPart } from '../../../src/engine/go/types/mentions.js';
import { type Declared, Mode, type Obj, type Type } from '../../../src/engine/go/types/model.js';
import type { PackageTypes } from '../../../src/engine/go/types/package-types.js';
import { Resolver } from '../../../src/engine/go/types/resolver.js';
import { TypeText } from '../../../src/engine/go/types/type-text.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import type { FlatTree, Node } from '../../../src/engine/syntax/flat-tree.js';
import type {
  AnsweredPart,
  Answers,
  AskedPackage,
  ConversionAnswer,
  MethodAnswer,
  ObjectAnswer,
  SelectionAnswer,
  TypeAnswer,
} from './answers.js';
import { ListedPackages } from './listed-packages.js';
import { constantText, fieldsText, idText, isUnknownPart, kindOf, spanKey } from './notation.js';
import { partOf } from './parts.js';
import { TablePackages } from './table-packages.js';
import { TypedPackage } from './typed-package.js';

const MODES: Partial<Record<Mode, string>> = {
  [Mode.NoValue]: 'novalue',
  [Mode.Builtin]: 'builtin',
  [Mode.Type]: 'type',
  [Mode.Constant]: 'constant',
  [Mode.Variable]: 'variable',
  [Mode.MapIndex]: 'mapindex',
  [Mode.Value]: 'value',
  [Mode.CommaOk]: 'commaok',
};

/** A declaration with its types. */
interface Read {
  readonly offset: number;
  readonly end: number;
  readonly types: TreeTypes;
}

export class ResolverAnswers implements Answers {
  private readonly package: TypedPackage;
  private types!: PackageTypes;
  private readonly read = new Map<string, readonly Read[]>();
  /** Nodes by their spans. */
  private readonly spans = new WeakMap<TreeTypes, ReadonlyMap<string, Node[]>>();
  private readonly text = new TypeText(d => this.lineOf(d));
  private readonly lines = new Map<string, LineIndex>();

  constructor(
    engine: Engine,
    private readonly packages: ListedPackages,
    resolver: Resolver,
    asked: AskedPackage,
  ) {
    this.package = new TypedPackage(engine.go, asked, source => {
      packages.enter(asked.path, source);
      this.types = resolver.of(source);
      this.read.clear();
    });
  }

  edit(file: string, text: string): void {
    this.package.edit(file, text);
    this.read.delete(file);
    this.lines.delete(file);
  }

  parts(file: string): readonly AnsweredPart[] {
    return this.declarations(file).map(({ offset, end, types }) => ({ start: offset, end, answers: types }));
  }

  private lineOf({ file, span, declaration }: Declared): number {
    return this.index(file).position(declaration.offset + span.start).line + 1;
  }

  private index(file: string): LineIndex {
    const known = this.lines.get(file) ?? new LineIndex(this.package.text(file) ?? '');
    this.lines.set(file, known);
    return known;
  }

  private declarations(file: string): readonly Read[] {
    let all = this.read.get(file);
    if (!all) {
      all = (this.package.file(file)?.declarations ?? []).flatMap(d => {
        const types = this.types.typesOf(file, d.tree);
        return types ? [{ offset: d.offset, end: d.offset + d.tree.text.length, types }] : [];
      });
      this.read.set(file, all);
    }
    return all;
  }

  private nodesAt(types: TreeTypes, key: string): readonly Node[] | undefined {
    const spans = this.spans.get(types) ?? nodesBySpan(types.tree);
    this.spans.set(types, spans);
    return spans.get(key);
  }

  private at(file: string, start: number, end: number): { types: TreeTypes; nodes: readonly Node[] } | undefined {
    const inside = this.declarations(file).find(d => d.offset <= start && end <= d.end);
    if (!inside) return undefined;
    const nodes = this.nodesAt(inside.types, spanKey(start - inside.offset, end - inside.offset));
    return nodes && { types: inside.types, nodes };
  }

  /** Undefined where a part of it is not known. */
  private textOf(type: Type): string | undefined {
    return hasPart(type, isUnknownPart) ? undefined : this.text.of(type);
  }

  typeOf(file: string, start: number, end: number): TypeAnswer | undefined {
    const found = this.at(file, start, end);
    for (const n of found?.nodes ?? []) {
      const { types } = found!;
      const type = types.typeOf(n);
      const mode = types.modes[n] as Mode;
      if (mode === Mode.NoValue) return { type: '()', constant: undefined, mode: 'novalue' };
      if (!type) continue;
      const constant = types.constants.get(n);
      const text = this.textOf(type);
      const isNil = type.kind === 'basic' && type.name === 'untyped nil';
      return {
        type: text !== undefined && types.pairs.has(n) ? `(${text}, bool)` : text,
        constant: constant === undefined ? undefined : constantText(constant),
        mode: isNil ? 'nil' : MODES[mode]!,
      };
    }
    const inside = this.declarations(file).find(d => d.offset <= start && end <= d.end);
    const part = inside && partOf(inside.types, start - inside.offset, end - inside.offset);
    return part && { type: this.textOf(part.type), constant: undefined, mode: MODES[part.mode]! };
  }

  conversions(file: string): readonly ConversionAnswer[] {
    return this.declarations(file).flatMap(({ offset, types }) =>
      types.conversions.map(c => ({
        start: offset + types.tree.starts[c.node]!,
        end: offset + types.tree.ends[c.node]!,
        ...(c.part !== undefined && { index: c.part }),
        from: this.text.of(c.from),
        to: this.text.of(c.to),
      })),
    );
  }

  selection(file: string, start: number, end: number): SelectionAnswer | undefined {
    const found = this.at(file, start, end);
    for (const n of found?.nodes ?? []) {
      const s = found!.types.selections.get(n);
      if (!s) continue;
      const { object } = s;
      const isType = found!.types.modes[found!.types.tree.first(n)] === Mode.Type;
      return {
        kind: object.kind === 'var' ? 'field' : isType ? 'expression' : 'method',
        member: idText(object.pkg, object.name),
        fields: fieldsText(s, object),
        indirect: s.indirect,
      };
    }
    return undefined;
  }

  instance(file: string, start: number, end: number): readonly string[] | undefined {
    const found = this.at(file, start, end);
    for (const n of found?.nodes ?? []) {
      const args = found!.types.instances.get(n);
      if (args) return args.map(a => this.text.of(a));
    }
    return undefined;
  }

  objectOf(file: string, start: number, end: number): ObjectAnswer | undefined {
    const found = this.at(file, start, end);
    for (const n of found?.nodes ?? []) {
      const object = found!.types.objects.get(n);
      if (object) return this.objectAnswer(object);
    }
    return undefined;
  }

  private objectAnswer(object: Obj): ObjectAnswer {
    if (object.kind === 'package')
      return {
        kind: 'package',
        package: this.package.source.path,
        name: this.packages.find(object.path, this.package.source)?.path ?? object.path,
      };
    const declared = 'declared' in object ? object.declared : undefined;
    const at = declared && { file: declared.file, offset: declared.declaration.offset + declared.span.start };
    const pkg = 'pkg' in object ? (typeof object.pkg === 'string' ? object.pkg : (object.pkg?.path ?? '')) : '';
    return { kind: kindOf(object), package: pkg, name: object.name, ...at };
  }

  methods(file: string, start: number, end: number): readonly MethodAnswer[] | undefined {
    const found = this.at(file, start, end);
    for (const n of found?.nodes ?? []) {
      const object = found!.types.objects.get(n);
      if (object?.kind !== 'type' || !object.type) continue;
      const { type } = object;
      return methodsOf(type).map(s => ({
        member: idText(s.object.pkg, s.object.name),
        ofValue: inMethodSet(type, s),
        fields: fieldsText(s, s.object),
        type: this.text.of(s.object.type),
      }));
    }
    return undefined;
  }

  declaredConstant(file: string, start: number, end: number): TypeAnswer | undefined {
    const found = this.at(file, start, end);
    for (const n of found?.nodes ?? []) {
      const object = found!.types.objects.get(n);
      if (object?.kind === 'const' && object.type) {
        return { type: this.text.of(object.type), constant: object.value && constantText(object.value), mode: 'constant' };
      }
    }
    return undefined;
  }
}

function nodesBySpan({ count, starts, ends }: FlatTree): Map<string, Node[]> {
  const bySpan = new Map<string, Node[]>();
  for (let n = 0; n < count; n++) {
    const key = spanKey(starts[n]!, ends[n]!);
    const list = bySpan.get(key);
    if (list) list.push(n);
    else bySpan.set(key, [n]);
  }
  return bySpan;
}

/** For one run over many packages: what is read of imports is read once. `fromTable`: the standard library is what its table has. */
export function answersOf(engine: Engine, go?: string, fromTable = false): (asked: AskedPackage) => Answers {
  const packages = new ListedPackages(engine.go, go);
  const resolver = new Resolver(fromTable ? new TablePackages(engine.go, packages, packages.release) : packages);
  return asked => {
    packages.learn(asked.folder, asked.path.includes(' ['));
    return new ResolverAnswers(engine, packages, resolver, asked);
  };
}
