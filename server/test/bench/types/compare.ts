/** Holds the answers of a resolver against what the judge says of the same package. */
import { basename } from 'node:path';
import type { Answers, ConversionAnswer, MethodAnswer, ObjectAnswer, TypeAnswer } from './answers.js';
import type { JudgedExpression, JudgedFile, JudgedObject, JudgedPackage, Span } from './judged.js';
import type { Tally, Verdict } from './tally.js';

export const TABLES = {
  expressions: 'expressions',
  constants: 'constants',
  untyped: 'untyped constants and shifts',
  generics: 'expressions with type parameters',
  builtins: 'names of builtins',
  conversions: 'implicit conversions',
  selections: 'selections',
  promoted: 'promoted selections',
  instances: 'instances',
  methods: 'methods of method sets',
  declared: 'declared constants',
  objects: 'objects of identifiers',
} as const;

export function comparePackage(pkg: JudgedPackage, answers: Answers, tally: Tally): void {
  const files = new Map(pkg.files.map(f => [basename(f.path), f]));
  for (const file of pkg.files) {
    const compared = new FileComparison(pkg.path.split(' ')[0]!, files, file, answers, tally);
    for (const e of file.expressions) compared.expression(e);
    compared.conversions();
    compared.selections();
    compared.methodSets();
    compared.names();
  }
}

/** Whether the answer is the judge's; nothing is wrong that is not said. */
export function verdictOf(e: JudgedExpression, answer: TypeAnswer | undefined): Verdict {
  if (e.mode === 'builtin') return answer?.mode === undefined ? 'unknown' : answer.mode === 'builtin' ? 'right' : 'wrong';
  if (answer?.type === undefined) return 'unknown';
  if (answer.type !== e.type || (answer.mode !== undefined && answer.mode !== e.mode)) return 'wrong';
  if (e.mode !== 'constant') return answer.constant === undefined ? 'right' : 'wrong';
  return answer.constant === undefined ? 'unknown' : answer.constant === e.value ? 'right' : 'wrong';
}

const answerText = (a: TypeAnswer | undefined) => (a ? [a.mode, a.type, a.constant].filter(t => t !== undefined).join(' ') : '');

/** Groups operators whose types follow one rule. */
export function kindOf({ node, mode }: JudgedExpression): string {
  const [name, operator] = node.split(' ') as [string, string | undefined];
  if (name === 'Ident' || name === 'SelectorExpr') return `${name} (${mode})`;
  if (name !== 'BinaryExpr') return node;
  if (operator === '<<' || operator === '>>') return 'BinaryExpr shift';
  if (/^(==|!=|<|<=|>|>=)$/.test(operator!)) return 'BinaryExpr comparison';
  return operator === '&&' || operator === '||' ? 'BinaryExpr logic' : 'BinaryExpr arithmetic';
}

class FileComparison {
  constructor(
    /** Its import path, and its files by base name. */
    private readonly own: string,
    private readonly files: ReadonlyMap<string, JudgedFile>,
    private readonly file: JudgedFile,
    private readonly answers: Answers,
    private readonly tally: Tally,
  ) {}

  private count(table: string, kind: string, verdict: Verdict, span: Span, ours: () => string, theirs: () => string): void {
    this.tally.add(table, kind, verdict, () => ({ ...sourceOf(this.file, span), ours: ours(), theirs: theirs() }));
  }

  expression(e: JudgedExpression): void {
    if (e.repeated) {
      this.tally.leave('expressions of constants that later lines repeat: see the declared ones');
      return;
    }
    const answer = this.answers.typeOf(this.file.path, e.start, e.end);
    const verdict = verdictOf(e, answer);
    const [kind, ours] = [kindOf(e), () => answerText(answer)];
    const theirs = () => [e.mode, e.type, e.value].filter(Boolean).join(' ');
    const add = (table: string) => this.count(table, kind, verdict, e, ours, theirs);
    add(e.mode === 'builtin' ? TABLES.builtins : e.mode === 'constant' ? TABLES.constants : TABLES.expressions);
    if (e.mode === 'builtin') return;
    if (e.type.startsWith('untyped ') || /^BinaryExpr (<<|>>)$/.test(e.node)) add(TABLES.untyped);
    if (e.type.includes('$')) add(TABLES.generics);
  }

  conversions(): void {
    const key = (c: Span & { readonly index?: number | undefined }) => `${c.start} ${c.end} ${c.index ?? ''}`;
    const text = (c: Pick<ConversionAnswer, 'from' | 'to'> | undefined) => (c ? `${c.from} to ${c.to}` : '');
    const ours = new Map(this.answers.conversions(this.file.path).map(c => [key(c), c]));
    const seen = new Set<string>();
    for (const theirs of this.file.conversions) {
      // The tag of a switch becomes an interface in several cases.
      if (seen.has(key(theirs))) continue;
      seen.add(key(theirs));
      const mine = ours.get(key(theirs));
      ours.delete(key(theirs));
      const verdict = !mine ? 'unknown' : mine.from === theirs.from && mine.to === theirs.to ? 'right' : 'wrong';
      this.count(
        TABLES.conversions,
        theirs.kind,
        verdict,
        theirs,
        () => text(mine),
        () => text(theirs),
      );
    }
    for (const extra of ours.values())
      this.count(
        TABLES.conversions,
        'not there',
        'wrong',
        extra,
        () => text(extra),
        () => 'no conversion',
      );
  }

  selections(): void {
    for (const s of this.file.selections) {
      const a = this.answers.selection?.(this.file.path, s.start, s.end);
      const text = (x: typeof s | typeof a) => (x ? `${x.kind} ${x.member} by ${x.fields || 'none'}${x.indirect ? ', indirect' : ''}` : '');
      const verdict = !a ? 'unknown' : text(a) === text(s) ? 'right' : 'wrong';
      const isPromoted = s.kind === 'field' ? s.fields.includes('.') : s.fields !== '';
      for (const table of isPromoted ? [TABLES.selections, TABLES.promoted] : [TABLES.selections])
        this.count(
          table,
          s.kind,
          verdict,
          s,
          () => text(a),
          () => text(s),
        );
    }
  }

  /** Each method counts; one that is not there is wrong. */
  methodSets(): void {
    const text = (m: MethodAnswer | undefined) => (m ? `${m.ofValue ? 'T' : '*T'} ${m.member} by ${m.fields || 'none'} ${m.type}` : '');
    for (const set of this.file.methodSets) {
      const all = this.answers.methods?.(this.file.path, set.start, set.end);
      const ours = new Map(all?.map(m => [m.member, m]));
      for (const m of set.methods) {
        const mine = ours.get(m.member);
        ours.delete(m.member);
        const verdict = !mine ? 'unknown' : text(mine) === text(m) ? 'right' : 'wrong';
        this.count(
          TABLES.methods,
          m.fields === '' ? 'own' : 'promoted',
          verdict,
          set,
          () => text(mine),
          () => text(m),
        );
      }
      for (const extra of ours.values())
        this.count(
          TABLES.methods,
          'not there',
          'wrong',
          set,
          () => text(extra),
          () => 'no such method',
        );
    }
  }

  names(): void {
    for (const i of this.file.instances) {
      const ours = this.answers.instance?.(this.file.path, i.start, i.end)?.join(', ');
      const theirs = i.args.join(', ');
      const verdict = ours === undefined ? 'unknown' : ours === theirs ? 'right' : 'wrong';
      this.count(
        TABLES.instances,
        'name',
        verdict,
        i,
        () => ours ?? '',
        () => theirs,
      );
    }
    for (const d of this.file.definitions.filter(d => d.kind === 'constant')) {
      const a = this.answers.declaredConstant?.(this.file.path, d.start, d.end);
      const verdict = verdictOf({ ...d, node: '', mode: 'constant', repeated: false }, a);
      this.count(
        TABLES.declared,
        d.type.startsWith('untyped ') ? 'untyped' : 'typed',
        verdict,
        d,
        () => answerText(a),
        () => `${d.type} ${d.value}`,
      );
    }
    for (const u of this.file.uses) {
      const a = this.answers.objectOf?.(this.file.path, u.start, u.end);
      const theirs = { kind: u.kind, package: u.package, name: u.name, ...this.declaredAt(u) };
      this.count(
        TABLES.objects,
        u.kind,
        objectVerdict(theirs, a),
        u,
        () => (a ? objectText(a) : ''),
        () => objectText(theirs),
      );
    }
  }

  /** The place of what this package declares; an import is declared in its own file. */
  private declaredAt(o: JudgedObject): { file?: string; offset?: number } {
    const file = o.kind === 'package' || o.package !== this.own ? undefined : this.files.get(o.file);
    return file ? { file: file.path, offset: file.offsets.unit(o.byteOffset) } : {};
  }
}

function objectVerdict(theirs: ObjectAnswer, ours: ObjectAnswer | undefined): Verdict {
  if (!ours) return 'unknown';
  if (ours.kind !== theirs.kind || ours.package !== theirs.package || ours.name !== theirs.name) return 'wrong';
  return theirs.file === undefined || (ours.file === theirs.file && ours.offset === theirs.offset) ? 'right' : 'wrong';
}

const objectText = (o: ObjectAnswer) =>
  `${o.kind} ${o.package === '' ? '' : `${o.package}.`}${o.name}${o.file === undefined ? '' : ` at ${o.file.split('/').at(-1)} ${o.offset}`}`;

export function sourceOf(file: JudgedFile, { start, end }: Span): { place: string; source: string } {
  const before = file.text.slice(0, start);
  const line = before.split('\n').length;
  const source = file.text.slice(start, end).replace(/\s+/g, ' ');
  return {
    place: `${file.path}:${line}:${start - before.lastIndexOf('\n')}`,
    source: source.length > 60 ? `${source.slice(0, 57)}...` : source,
  };
}
