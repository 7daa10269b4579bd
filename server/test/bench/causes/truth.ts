/** What `-m=2` prints and go/types says of calls, by line: read without the product's own parser. */

export interface Claim {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
  readonly messageId: string;
  readonly args: Readonly<Record<string, string>>;
  readonly more?: readonly Pick<Claim, 'messageId' | 'args'>[];
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
}

/** One line about a value; `last`: the last of a way. */
export interface Note {
  readonly text: string;
  readonly expression: string;
  readonly reason: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly last: boolean;
}

export interface Truth {
  /** All ways of what the compiler prints at the lines of the claim. */
  notesAt(claim: Claim): readonly Note[];
  /** All else that is printed at these lines. */
  linesAt(claim: Claim): readonly string[];
  /** Everything that is printed. */
  readonly all: readonly string[];
  /** What the call at a place is, by go/types; empty where no call is. */
  callAt(note: Note): string;
  /** Source text in front of the call's parenthesis. */
  calleeAt(note: Note): string;
  /** Whether something is inlined at the place. */
  isInlinedAt(note: Note): boolean;
  /** Kinds of all calls of the package of which the callee's text ends so. */
  callsOf(name: string): ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}

const LINE = /^(?:\.\/)?([^/:]+\.go):(\d+):(\d+): (.*)$/;
const FROM = /^ {4}from (.+) \(([^()]+)\) at (?:\.\/)?([^/:]+\.go):(\d+):(\d+)$/;

export function readTruth(printed: string, judged: string, texts: ReadonlyMap<string, string>): Truth {
  const notes = new Map<string, Note[]>();
  const lines = new Map<string, string[]>();
  const inlined = new Set<string>();
  let way: Note[] = [];
  const endWay = () => {
    const last = way.pop();
    if (last) way.push({ ...last, last: true });
    way = [];
  };
  let isValue = false;
  for (const raw of printed.split('\n')) {
    const [, file = '', line = '', column = '', text = ''] = LINE.exec(raw) ?? [];
    if (file === '') continue;
    const key = `${file}:${line}`;
    const from = FROM.exec(text);
    if (from && isValue) {
      const note = {
        text: text.trim(),
        expression: from[1]!,
        reason: from[2]!,
        file: from[3]!,
        line: Number(from[4]),
        column: Number(from[5]),
      };
      const here = notes.get(key) ?? [];
      notes.set(key, here);
      here.push({ ...note, last: false });
      continue;
    }
    if (/^ {2}flow: /.test(text)) {
      if (isValue) lines.set(key, [...(lines.get(key) ?? []), text]);
      continue;
    }
    if (text.endsWith(':')) isValue = / escapes to heap( in .*)?:$/.test(text);
    lines.set(key, [...(lines.get(key) ?? []), text]);
    if (text.startsWith('inlining call to ')) inlined.add(`${key}:${column}`);
  }
  endWay();
  const calls = readCalls(judged, texts);
  const keys = ({ file, range }: Claim) => {
    const out: string[] = [];
    for (let n = range.start.line; n <= range.end.line; n++) out.push(`${file}:${n + 1}`);
    return out;
  };
  const offset = (note: Note) => byteOffset(texts.get(note.file) ?? '', note);
  return {
    notesAt: claim => keys(claim).flatMap(key => notes.get(key) ?? []),
    linesAt: claim => keys(claim).flatMap(key => lines.get(key) ?? []),
    all: [...lines.values()].flat(),
    callAt: note => calls.get(note.file)?.get(offset(note)) ?? '',
    calleeAt: note =>
      Buffer.from(texts.get(note.file) ?? '')
        .subarray(0, offset(note))
        .toString(),
    isInlinedAt: note => inlined.has(`${note.file}:${note.line}:${note.column}`),
    callsOf: name => {
      const out = new Set<string>();
      for (const [file, own] of calls) {
        const bytes = Buffer.from(texts.get(file) ?? '');
        for (const [at, kind] of own)
          if (
            bytes
              .subarray(Math.max(0, at - 80), at)
              .toString()
              .endsWith(name)
          )
            out.add(kind);
      }
      return out;
    },
    texts,
  };
}

function byteOffset(text: string, { line, column }: Note): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, l) => sum + Buffer.byteLength(l) + 1, 0) + column - 1;
}

function readCalls(judged: string, texts: ReadonlyMap<string, string>): Map<string, Map<number, string>> {
  const out = new Map<string, Map<number, string>>();
  let file = new Map<number, string>();
  for (const line of judged.split('\n')) {
    const [letter, first = '', second = ''] = line.split('\t');
    if (letter === 'F') {
      file = new Map();
      const base = first.slice(first.lastIndexOf('/') + 1);
      if (texts.has(base)) out.set(base, file);
    } else if (letter === 'K') file.set(Number(first), second);
  }
  return out;
}
