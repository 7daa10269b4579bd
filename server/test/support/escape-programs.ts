/** Go programs made from a seed: small functions that take addresses, hand them on and store them. They build, and nobody runs them. */
import { Dice } from './random.js';

type TypeName = 'int' | 'string' | '[]byte' | '*int' | 'node' | '*node' | '[]*node' | 'any' | 'func() *int';

const TYPES: readonly TypeName[] = ['int', 'string', '[]byte', '*int', 'node', '*node', '[]*node', 'any', 'func() *int'];

const HEAD = `type node struct {
	p    *int
	next *node
	held any
	all  []*node
	name string
}

type taker interface{ take(n *node, v any) *int }

func (n *node) link(other *node) *node {
	n.next = other
	return n
}

func (n node) read() *int { return n.p }

func (n *node) take(other *node, v any) *int { return other.p }

var (
	keptInt  *int
	keptNode *node
	keptAny  any
	keptAll  []*node
	byName   map[string]*node
	queue    chan *node
	hidden   taker
	hook     func(any)
)
`;

interface Signature {
  readonly name: string;
  readonly params: readonly TypeName[];
  readonly result: TypeName | undefined;
}

interface Local {
  readonly name: string;
  readonly type: TypeName;
}

const MAX_DEPTH = 3;

export class ProgramMaker {
  private readonly random: Dice;
  private signatures: Signature[] = [];
  private locals: Local[] = [];
  private names = 0;

  constructor(seed: number) {
    this.random = new Dice(seed);
  }

  /** Declarations, each a text of its own: the first is the head. */
  declarations(functions: number): string[] {
    this.signatures = Array.from({ length: functions }, (_, i) => ({
      name: `f${i}`,
      params: Array.from({ length: this.random.below(4) }, () => this.random.pick(TYPES)),
      result: this.random.chance(0.6) ? this.random.pick(TYPES) : undefined,
    }));
    return [HEAD, ...this.signatures.map(s => this.function(s))];
  }

  private function({ name, params, result }: Signature): string {
    this.locals = params.map((type, i) => ({ name: `p${i}`, type }));
    this.names = 0;
    const head = params.map((type, i) => `p${i} ${type}`).join(', ');
    const body = this.block(1, 3 + this.random.below(6));
    const last = result ? `\treturn ${this.value(result, 0)}\n` : '';
    return `func ${name}(${head})${result ? ` ${result}` : ''} {\n${body}${last}}\n`;
  }

  private block(depth: number, count: number): string {
    const known = this.locals.length;
    const out = Array.from({ length: count }, () => this.statement(depth)).join('');
    this.locals.length = known;
    return out;
  }

  private declared(type: TypeName, tabs: string, value = this.value(type, 0)): string {
    const name = `v${this.names++}`;
    this.locals.push({ name, type });
    return `${tabs}var ${name} ${type} = ${value}\n${tabs}_ = ${name}\n`;
  }

  private statement(depth: number): string {
    const tabs = '\t'.repeat(depth);
    const inner = () => this.block(depth + 1, 1 + this.random.below(3));
    const choices: (() => string)[] = [
      () => this.declared(this.random.pick(TYPES), tabs),
      () => this.declared(this.random.pick(TYPES), tabs),
      () => this.assignment(tabs),
      () => this.assignment(tabs),
      () => `${tabs}${this.stored()}\n`,
      () => this.call(tabs, ''),
      () => this.call(tabs, this.random.chance(0.5) ? 'go ' : 'defer '),
      () => `${tabs}hook(${this.value('any', 1)})\n`,
      () => `${tabs}_ = hidden.take(${this.value('*node', 1)}, ${this.value('any', 1)})\n`,
    ];
    if (depth < MAX_DEPTH) {
      choices.push(
        () => `${tabs}if ${this.value('int', 1)} > 0 {\n${inner()}${tabs}}\n`,
        () => `${tabs}for i := range 3 {\n${tabs}\t_ = i\n${inner()}${tabs}}\n`,
        () => `${tabs}for _, each := range ${this.value('[]*node', 1)} {\n${tabs}\t_ = each\n${inner()}${tabs}}\n`,
        () => `${tabs}${this.random.pick(['defer ', 'go ', ''])}func() {\n${inner()}${tabs}}()\n`,
        () => `${tabs}switch was := ${this.value('any', 1)}.(type) {\n${tabs}case *node:\n${tabs}\tkeptInt = was.p\n${tabs}}\n`,
      );
    }
    return this.random.pick(choices)();
  }

  private assignment(tabs: string): string {
    const name = this.local(this.random.pick(TYPES));
    return name ? `${tabs}${name.name} = ${this.value(name.type, 0)}\n` : this.declared('*node', tabs);
  }

  private stored(): string {
    const [target, type] = this.random.pick([
      ['keptInt', '*int'],
      ['keptNode', '*node'],
      ['keptAny', 'any'],
      [`${this.value('*node', 2)}.p`, '*int'],
      [`${this.value('*node', 2)}.next`, '*node'],
      ['keptAll[0]', '*node'],
      ['byName["a"]', '*node'],
    ] as const);
    return this.random.chance(0.1) ? `queue <- ${this.value('*node', 1)}` : `${target} = ${this.value(type, 0)}`;
  }

  private call(tabs: string, before: string): string {
    const { name, params, result } = this.random.pick(this.signatures);
    const call = `${name}(${params.map(p => this.value(p, 1)).join(', ')})`;
    return before === '' && result ? `${tabs}_ = ${call}\n` : `${tabs}${before}${call}\n`;
  }

  private local(type: TypeName): Local | undefined {
    const fitting = this.locals.filter(l => l.type === type);
    return fitting.length > 0 ? this.random.pick(fitting) : undefined;
  }

  private value(type: TypeName, depth: number): string {
    const own = this.local(type);
    if (own && (depth > MAX_DEPTH || this.random.chance(0.4))) return own.name;
    if (depth > MAX_DEPTH) return ZERO[type];
    const callee = this.random.chance(0.2) ? this.signatures.filter(s => s.result === type) : [];
    if (callee.length > 0) {
      const { name, params } = this.random.pick(callee);
      return `${name}(${params.map(p => this.value(p, depth + 2)).join(', ')})`;
    }
    return this.random.pick(this.forms(type, depth + 1))();
  }

  private forms(type: TypeName, depth: number): (() => string)[] {
    const of = (wanted: TypeName) => this.value(wanted, depth);
    const address = (wanted: TypeName, otherwise: string) => {
      const local = this.local(wanted);
      return local ? `(&${local.name})` : otherwise;
    };
    const node = () => `(node{p: ${of('*int')}, held: ${of('any')}})`;
    switch (type) {
      case 'int':
        return [() => '7', () => `(*${of('*int')})`, () => `len(${of('[]*node')})`, () => `len(${of('string')})`];
      case 'string':
        return [() => '"a"', () => `(${of('string')} + ${of('string')})`, () => `string(${of('[]byte')})`, () => `${of('*node')}.name`];
      case '[]byte':
        return [
          () => 'make([]byte, 8)',
          () => `make([]byte, ${of('int')})`,
          () => `[]byte(${of('string')})`,
          () => `append(${of('[]byte')}, 1)`,
        ];
      case '*int':
        return [
          () => 'new(int)',
          () => address('int', 'new(int)'),
          () => `${of('*node')}.p`,
          () => `${of('node')}.read()`,
          () => `${of('func() *int')}()`,
        ];
      case 'node':
        return [node, () => `(*${of('*node')})`];
      case '*node':
        return [
          () => `(&${node()})`,
          () => address('node', 'new(node)'),
          () => `${of('*node')}.next`,
          () => `${of('*node')}.link(${of('*node')})`,
          () => `${of('[]*node')}[0]`,
        ];
      case '[]*node':
        return [
          () => `[]*node{${of('*node')}}`,
          () => `append(${of('[]*node')}, ${of('*node')})`,
          () => 'make([]*node, 4)',
          () => `${of('[]*node')}[1:]`,
        ];
      case 'any':
        return [
          () => `any(${of('int')})`,
          () => `any(${of('string')})`,
          () => `any(${of('*node')})`,
          () => `any(${of('node')})`,
          () => `${of('*node')}.held`,
        ];
      case 'func() *int':
        return [() => `(func() *int { return ${of('*int')} })`, () => `${of('node')}.read`];
    }
  }
}

const ZERO: Readonly<Record<TypeName, string>> = {
  int: '1',
  string: '"b"',
  '[]byte': '[]byte(nil)',
  '*int': '(*int)(nil)',
  node: '(node{})',
  '*node': 'new(node)',
  '[]*node': '[]*node(nil)',
  any: 'any(nil)',
  'func() *int': '(func() *int { return nil })',
};
