/**
 * Types as text in the notation of server/tools/types-judge/README.md: identical types have the same text. For comparisons and tests; what
 * people read is shorter.
 */
import { identical, setOf, typeSetOf } from './identity.js';
import {
  type Declared,
  type Interface,
  isExported,
  type Named,
  type PackageId,
  type Signature,
  type Struct,
  type Term,
  type Type,
  type TypeSet,
} from './model.js';
import { under } from './predicates.js';

/** The line of a declared name, counted from 1. */
export type LineOf = (declared: Declared) => number;

const MAX_DEPTH = 60;
/** Parts that a text has. */
const MAX_STEPS = 5000;

export class TypeText {
  private depth = 0;
  private steps = 0;
  constructor(private readonly lineOf: LineOf) {}

  of(type: Type): string {
    if (this.depth === 0) this.steps = 0;
    if (this.depth > MAX_DEPTH || ++this.steps > MAX_STEPS) return '…';
    this.depth++;
    const text = this.write(type);
    this.depth--;
    return text;
  }

  private write(type: Type): string {
    switch (type.kind) {
      case 'basic':
        return type.name === 'unknown' ? 'invalid' : type.name;
      case 'named':
        return this.named(type);
      case 'pointer':
        return `*${this.of(type.elem)}`;
      case 'slice':
        return `[]${this.of(type.elem)}`;
      case 'array':
        return `[${type.length ?? '?'}]${this.of(type.elem)}`;
      case 'map':
        return `map[${this.of(type.key)}]${this.of(type.elem)}`;
      case 'chan': {
        const elem = this.of(type.elem);
        const prefix = type.direction === 'send' ? 'chan<- ' : type.direction === 'receive' ? '<-chan ' : 'chan ';
        // A channel of receive-only channels would read as a send-only one.
        return type.direction === 'both' ? `chan ${elem}` : `${prefix}${elem}`;
      }
      case 'func':
        return `func${this.signature(type)}`;
      case 'struct':
        return this.struct(type);
      case 'interface':
        return this.interface(type);
      case 'union':
        return this.terms(setOf(type).terms ?? type.terms);
      case 'type parameter':
        return `${type.owner}$${type.index}`;
      case 'tuple':
        return `(${type.vars.map(v => this.of(v.type)).join(', ')})`;
    }
  }

  private named(type: Named): string {
    const { object, args } = type;
    const at = object.local && object.declared ? `@${baseName(object.declared.file)}:${this.lineOf(object.declared)}` : '';
    const name = object.pkg ? `${object.pkg.path}.${object.name}${at}` : object.name;
    return args.length === 0 ? name : `${name}[${args.map(a => this.of(a)).join(', ')}]`;
  }

  private signature({ params, results, variadic, parameters }: Signature): string {
    const generic = parameters.length === 0 ? '' : `[${parameters.map(p => `${this.of(p)} ${this.of(p.constraint)}`).join(', ')}]`;
    const list = params.map((p, i) => {
      if (!variadic || i < params.length - 1) return this.of(p.type);
      // append takes the bytes of a string, too.
      return `...${this.of(p.type.kind === 'slice' ? p.type.elem : p.type)}`;
    });
    const out = results.map(r => this.of(r.type));
    const result = out.length === 0 ? '' : out.length === 1 ? ` ${out[0]}` : ` (${out.join(', ')})`;
    return `${generic}(${list.join(', ')})${result}`;
  }

  private struct({ fields, tags }: Struct): string {
    const written = fields.map((f, i) => {
      const tag = tags[i] ? ` ${tagText(tags[i]!)}` : '';
      const name = qualified(f.pkg, f.name);
      return `${f.embedded ? '=' : ''}${name} ${this.of(f.type)}${tag}`;
    });
    return `struct{${written.join('; ')}}`;
  }

  private interface(type: Interface): string {
    return this.set(typeSetOf(type));
  }

  private set(set: TypeSet): string {
    const parts = set.sorted
      .map(m => `${qualified(m.pkg, m.name)}${m.type.kind === 'func' ? this.signature(m.type) : '?'}`)
      .sort(byCodeUnits);
    if (set.terms) parts.push(this.terms(set.terms));
    else if (set.comparable) parts.push('comparable');
    return `interface{${parts.join('; ')}}`;
  }

  private terms(terms: readonly Term[]): string {
    const kept = terms.filter((t, i) => !terms.some((o, k) => k !== i && covers(o, t) && !(covers(t, o) && k > i)));
    return kept
      .map(t => `${t.tilde ? '~' : ''}${this.of(t.type)}`)
      .sort(byCodeUnits)
      .join('|');
  }
}

/** Whether all types of the term `b` are types of `a`. */
function covers(a: Term, b: Term): boolean {
  if (identical(a.type, b.type)) return a.tilde || !b.tilde;
  return a.tilde && identical(a.type, under(b.type));
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
const qualified = (pkg: PackageId | undefined, name: string): string => (isExported(name) || !pkg ? name : `${pkg.path}.${name}`);

/** A tag as it is written, as a JSON string. */
function tagText(tag: string): string {
  if (tag.startsWith('`')) return JSON.stringify(tag.slice(1, -1).replaceAll('\r', ''));
  try {
    return JSON.stringify(JSON.parse(tag));
  } catch {
    return tag;
  }
}
