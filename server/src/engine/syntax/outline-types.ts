/** Types, parameters and results of an outline. */
import type { Span } from '../base/finding.js';
import { F, K } from './go-kinds.js';
import type { OutlineRows } from './outline-rows.js';
import { giveUp, type OutlineText } from './outline-text.js';

const MAX_DEPTH = 40;

export class OutlineTypes {
  private depth = 0;

  constructor(
    private readonly at: OutlineText,
    private readonly rows: OutlineRows,
  ) {}

  /** `~int | string`; its token is the bar. */
  union(kind: K, field: F): void {
    const { at, rows } = this;
    rows.node(kind, field, '', at.offset, () => {
      for (;;) {
        if (at.is('~')) {
          rows.node(K.NegatedType, F.None, '~', at.offset, () => {
            at.expect('~');
            this.type(F.None);
          });
        } else this.type(F.None);
        const end = at.offset;
        at.blanks();
        if (!at.take('|')) {
          at.offset = end;
          return;
        }
        rows.mark('|');
        at.blanks();
      }
    });
  }

  /** Parameters and results. */
  signature(): void {
    const { at } = this;
    this.parameters(F.Parameters);
    const end = at.offset;
    at.blanks();
    if (at.is('(')) this.parameters(F.Result);
    else if (at.beginsType()) this.type(F.Result);
    else at.offset = end;
  }

  parameters(field: F): void {
    const { at, rows } = this;
    rows.node(K.ParameterList, field, '(', at.offset, () => {
      at.expect('(');
      at.lines();
      /** Words that are types, or names of what comes. */
      let words: Span[] = [];
      let hasNames = false;
      let hasNone = false;
      const alone = () => {
        const { offset } = at;
        hasNone ||= words.length > 0;
        for (const word of words) {
          at.offset = word.end;
          this.parameter([], word.start, () => rows.leaf(K.TypeIdentifier, F.Type, word));
        }
        words = [];
        at.offset = offset;
      };
      while (!at.take(')')) {
        const start = at.offset;
        const name = at.nameBeforeType();
        if (name === 'alone') words.push(at.name());
        else if (name === 'named') {
          hasNames = true;
          words.push(at.name());
          at.blanks();
          const names = words;
          words = [];
          this.parameter(names, names[0]!.start, () => this.type(F.Type));
        } else {
          alone();
          hasNone = true;
          this.parameter([], start, () => this.type(F.Type));
        }
        if (at.take(',')) at.lines();
        else if (!at.is(')')) giveUp();
      }
      alone();
      if (hasNames && hasNone) giveUp();
    });
  }

  private parameter(names: readonly Span[], start: number, type: () => void): void {
    const { at, rows } = this;
    const isVariadic = at.is('...');
    if (isVariadic && names.length > 1) giveUp();
    const kind = isVariadic ? K.VariadicParameterDeclaration : K.ParameterDeclaration;
    rows.node(kind, F.None, isVariadic ? '...' : names.length > 1 ? ',' : '', start, () => {
      for (const name of names) rows.leaf(K.Identifier, F.Name, name);
      if (isVariadic) at.expect('...');
      type();
    });
  }

  type(field: F): void {
    const { at, rows } = this;
    if (++this.depth > MAX_DEPTH) giveUp();
    const start = at.offset;
    if (at.take('*')) rows.node(K.PointerType, field, '*', start, () => this.type(F.None));
    else if (at.is('[')) this.bracketed(field);
    else if (at.take('<-chan ')) rows.node(K.ChannelType, field, '<-', start, () => this.type(F.Value));
    else if (at.take('chan<- ') || at.take('chan ')) rows.node(K.ChannelType, field, 'chan', start, () => this.channel());
    else if (at.takeWord('map')) this.mapType(field, start);
    else if (at.takeWord('func')) rows.node(K.FunctionType, field, 'func', start, () => this.signature());
    else if (at.takeWord('struct')) this.structType(field, start);
    else if (at.takeWord('interface')) this.interfaceType(field, start);
    else this.named(field);
    this.depth--;
  }

  /** An arrow belongs to the first channel that it can belong to, which gofmt does not show. */
  private channel(): void {
    if (this.at.is('<-')) giveUp();
    this.type(F.Value);
  }

  private bracketed(field: F): void {
    const { at, rows } = this;
    const start = at.offset;
    at.expect('[');
    if (at.take(']')) {
      rows.node(K.SliceType, field, '[', start, () => this.type(F.None));
      return;
    }
    rows.node(K.ArrayType, field, '[', start, () => {
      const number = at.digits();
      if (number) rows.leaf(K.IntLiteral, F.Length, number);
      else rows.leaf(K.Identifier, F.Length, at.name());
      at.expect(']');
      this.type(F.Element);
    });
  }

  private mapType(field: F, start: number): void {
    const { at, rows } = this;
    rows.node(K.MapType, field, 'map', start, () => {
      at.expect('[');
      this.type(F.Key);
      at.expect(']');
      this.type(F.Value);
    });
  }

  /** `T`, `pkg.T`, either with type arguments. */
  private named(field: F): void {
    const { at, rows } = this;
    const first = at.name();
    const second = at.take('.') ? at.name() : undefined;
    const whole = { start: first.start, end: at.offset };
    const name = (own: F) => {
      if (!second) rows.leaf(K.TypeIdentifier, own, whole);
      else
        rows.node(K.QualifiedType, own, '.', whole.start, () => {
          rows.leaf(K.PackageIdentifier, F.None, first);
          rows.leaf(K.TypeIdentifier, F.None, second);
        });
    };
    if (!at.is('[')) name(field);
    else
      rows.node(K.GenericType, field, '', whole.start, () => {
        name(F.Type);
        rows.node(K.TypeArguments, F.TypeArguments, '[', whole.end, () => {
          at.expect('[');
          do {
            at.blanks();
            rows.node(K.TypeElem, F.None, '', at.offset, () => this.type(F.None));
          } while (at.take(','));
          at.expect(']');
        });
      });
  }

  private structType(field: F, start: number): void {
    const { at, rows } = this;
    rows.node(K.StructType, field, 'struct', start, () => {
      at.blanks();
      rows.node(K.FieldDeclarationList, F.None, '{', at.offset, () => {
        at.expect('{');
        at.statements();
        while (!at.take('}')) {
          this.field();
          at.endOfStatement();
        }
      });
    });
  }

  private field(): void {
    const { at, rows } = this;
    const start = at.offset;
    if (at.is('*')) {
      rows.node(K.FieldDeclaration, F.None, '*', start, () => {
        at.expect('*');
        this.named(F.Type);
      });
      if (at.hasTag()) giveUp();
      return;
    }
    const names = at.fieldNames();
    rows.node(K.FieldDeclaration, F.None, names.length > 1 ? ',' : '', start, () => {
      for (const name of names) rows.leaf(K.FieldIdentifier, F.Name, name);
      if (names.length > 0) {
        at.blanks();
        this.type(F.Type);
      } else this.named(F.Type);
      if (at.hasTag()) rows.leaf(at.is('`') ? K.RawStringLiteral : K.InterpretedStringLiteral, F.Tag, at.quoted());
    });
  }

  private interfaceType(field: F, start: number): void {
    const { at, rows } = this;
    rows.node(K.InterfaceType, field, 'interface', start, () => {
      at.blanks();
      at.expect('{');
      at.statements();
      while (!at.take('}')) {
        if (at.beginsMethod()) {
          rows.node(K.MethodElem, F.None, '', at.offset, () => {
            rows.leaf(K.FieldIdentifier, F.Name, at.name());
            this.signature();
          });
        } else this.union(K.TypeElem, F.None);
        at.endOfStatement();
      }
    });
  }
}
