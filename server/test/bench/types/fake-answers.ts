/** A resolver that reads the judge's own lines, and leaves out or spoils what a test tells it to: the comparer must count just that. */
import type { Answers } from './answers.js';
import type { JudgedPackage, Span } from './judged.js';

export type Spoil = 'unknown' | 'wrong' | undefined;
/** Asked once for each record of a kind, with its ordinal in the package. */
export type Spoils = (kind: keyof typeof SPOILED, ordinal: number) => Spoil;

const SPOILED = { expressions: 0, conversions: 0, selections: 0, instances: 0, uses: 0, constants: 0, methods: 0 };

/** Each record as it is to be answered, by file and span; nothing for what is left out. */
export function fakeAnswers(pkg: JudgedPackage, spoils: Spoils): Required<Omit<Answers, 'parts'>> & { readonly edits: [string, string][] } {
  const counts = { ...SPOILED };
  const answers = new Map<string, unknown>();
  const key = (kind: string, file: string, { start, end }: Span) => `${kind} ${file} ${start} ${end}`;
  const spoil = <T extends object>(kind: keyof typeof SPOILED, answer: T, wrong: Partial<T>): T | undefined => {
    const how = spoils(kind, counts[kind]++);
    return how === 'unknown' ? undefined : how === 'wrong' ? { ...answer, ...wrong } : answer;
  };
  for (const file of pkg.files) {
    const put = (kind: string, span: Span, answer: unknown) => answers.set(key(kind, file.path, span), answer);
    for (const e of file.expressions) {
      if (e.repeated) continue;
      const constant = e.mode === 'constant' ? e.value : undefined;
      const wrong = constant === undefined ? { type: 'x.Wrong', mode: 'value' } : { constant: 'wrong' };
      put('expressions', e, spoil('expressions', { type: e.type, constant, mode: e.mode }, wrong));
    }
    put(
      'conversions',
      { start: 0, end: 0 },
      file.conversions.flatMap(
        c => spoil('conversions', { ...c, ...(c.index === undefined ? {} : { index: c.index }) }, { from: 'x.Wrong' }) ?? [],
      ),
    );
    for (const s of file.selections) put('selections', s, spoil('selections', s, { indirect: !s.indirect }));
    for (const i of file.instances) put('instances', i, spoil('instances', i, { args: ['x.Wrong'] })?.args);
    for (const d of file.definitions.filter(d => d.kind === 'constant'))
      put('constants', d, spoil('constants', { type: d.type, constant: d.value }, { type: 'x.Wrong' }));
    for (const set of file.methodSets)
      put(
        'methods',
        set,
        set.methods.flatMap(m => spoil('methods', m, { type: 'x.Wrong' }) ?? []),
      );
    for (const u of file.uses) {
      const home = pkg.files.find(f => f.path.endsWith(`/${u.file}`));
      const { kind, package: path, name } = u;
      const place = home ? { file: home.path, offset: home.offsets.unit(u.byteOffset) } : {};
      put('uses', u, spoil('uses', { kind, package: path, name, ...place }, { name: 'Wrong' }));
    }
  }
  const get =
    <T>(kind: string) =>
    (file: string, start: number, end: number) =>
      answers.get(key(kind, file, { start, end })) as T;
  const edits: [string, string][] = [];
  return {
    edits,
    typeOf: get('expressions'),
    conversions: file => get<ReturnType<Answers['conversions']>>('conversions')(file, 0, 0),
    selection: get('selections'),
    instance: get('instances'),
    declaredConstant: get('constants'),
    methods: get('methods'),
    objectOf: get('uses'),
    edit: (file, text) => edits.push([file, text]),
  };
}
