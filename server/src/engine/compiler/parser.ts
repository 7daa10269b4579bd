/**
 * Reads the compiler's `-m` and `-m=2` text line by line, so that the hundred megabytes that `-m=2` prints for go/types are never
 * in memory. Both trace formats are read: `x escapes to heap:` with `flow: a = b` (to 1.24), `in f:` with `flow: a ← b` (from 1.25).
 *
 * Sources: go-facts §3.2; cmd/compile/internal/escape (solve.go, escape.go, graph.go) and inline/inl.go.
 */
import { ownText } from '../base/own-text.js';
import type { CompilerError, CompilerFact, CompilerOutput, CompilerPlace, FactKind, FlowNote } from './facts.js';
import { type Block, flowOf } from './flow-blocks.js';
import { mergeShapes } from './generics.js';
import { OwnTexts } from './own-texts.js';
import { bytesOf, DEFAULT_LIMITS, type ParserLimits, RECORD } from './parser-limits.js';
import { type PrintedLine, placeOf, readLine, readPlace } from './printed-place.js';

/** Longest line looked at: the body of an inlinable function is printed on one line. */
const MAX_LINE = 20_000;
/** Lines outside of any package that are kept for error messages. */
const MAX_MESSAGES = 50;

const HEADER = /^# (\S+)(?: \[(.+)\])?$/;

const MESSAGES: readonly (readonly [FactKind, RegExp])[] = [
  ['moved', /^moved to heap: (?<e>.+)$/],
  ['escapes', /^(?<e>.+) escapes to heap$/],
  ['stays', /^(?<e>.+) does not escape$/],
  ['leaking', /^leaking param (?<d>content): (?<e>.+)$/],
  ['leaking', /^leaking param: (?<e>.+?)(?: to (?<d>result .+))?$/],
  ['shared', /^.+ capturing by ref: (?<e>\S+) \((?<d>addr=\w+ assign=\w+ width=\d+)\)$/],
  ['inlined', /^inlining call to (?<e>.+)$/],
  ['notInlinable', /^cannot inline (?<e>.+?): (?<d>.+)$/],
  ['inlinable', /^can inline (?<e>.+?)(?: with cost (?<d>\d+) as: .*)?$/],
];

/** Header of a flow block: variable or expression, then parameters. */
const BLOCK =
  /^(?:(?<e>.+?) escapes to heap(?: in (?:(?! escapes to heap)[^:])+)?|parameter (?<p>\S+) leaks to (?<to>\{storage for .+?\}|\S+)(?: for (?:(?! for ).)+)? with derefs=\d+):$/;
const FLOW = /^(?=.*:$) {2}flow: (.+?) (?:←|=) (.+)$/;
const FROM = /^ {4}from (.+) \(([^()]+)\) at (.+)$/;

/** State of the package whose header was read last. */
interface Package {
  readonly importPath: string;
  readonly variant: string;
  readonly facts: Map<string, OpenFact>;
  /** Flow blocks by place; a fact takes the one about its expression when the package ends. */
  readonly blocks: Map<string, Block[]>;
  /** Names of files and of variables stand in many lines. */
  readonly texts: OwnTexts;
  blockCount: number;
  truncated: boolean;
  /** Of facts and blocks together. */
  bytes: number;
}

export class CompilerOutputParser {
  private readonly done: CompilerOutput[] = [];
  /** Lines that belong to no package: what the go command itself says. At most 50 are kept. */
  readonly messages: string[] = [];
  private current: Package | undefined;
  private block: Block | undefined;
  /** Of the packages that are done. */
  private bytes = 0;
  /** True when more was printed than is kept: a package of which nothing was read may have been among the rest. */
  isFull = false;
  /** Lines read so far. */
  lines = 0;
  /** Lines that had the form `file:line: …`. */
  understood = 0;

  constructor(private readonly limits: ParserLimits = DEFAULT_LIMITS) {}

  /** Takes one line without its line break (a trailing CR is dropped). */
  pushLine(raw: string): void {
    this.lines++;
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const header = line.startsWith('# ') ? HEADER.exec(line) : undefined;
    if (header) {
      this.open(ownText(header[1]!), ownText(header[2] ?? ''));
      return;
    }
    // What else is printed about it changes nothing.
    if (this.current?.truncated) return;
    const printed = readLine(line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line);
    // Before the first header it is the go command that speaks, even of `go.mod:1:`.
    if (!printed || !this.current) {
      this.block = undefined;
      if (line !== '' && this.messages.length < MAX_MESSAGES) this.messages.push(line.slice(0, 500));
    }
    if (!printed) return;
    this.understood++;
    this.current ??= newPackage('', '');
    this.message(printed);
  }

  /** Ends the text and returns what was read, one entry per header in the order of their first appearance. */
  finish(): CompilerOutput[] {
    this.close();
    return this.done;
  }

  private open(importPath: string, variant: string): void {
    this.close();
    this.current = newPackage(importPath, variant);
    this.isFull ||= this.bytes > this.limits.allBytes || this.done.length >= this.limits.packages;
    this.current.truncated = this.isFull;
  }

  private close(): void {
    const p = this.current;
    this.current = undefined;
    this.block = undefined;
    // The one that filled it is named; of those behind it nothing was kept.
    if (!p || (this.isFull && p.facts.size === 0)) return;
    const facts = [...p.facts.values()];
    for (const fact of facts) {
      const flow = flowOf(fact, p.blocks);
      if (flow) fact.flow = flow;
    }
    this.bytes += RECORD + facts.reduce((sum, fact) => sum + bytesOf(fact), 0);
    this.done.push({ importPath: p.importPath, variant: p.variant, facts, truncated: p.truncated });
  }

  private message({ raw, line, column, text }: PrintedLine): void {
    const place = column === undefined ? `${raw}:${line}` : `${raw}:${line}:${column}`;
    if (text.startsWith('  ')) {
      this.flowLine(place, text);
      return;
    }
    this.block = undefined;
    if (text.endsWith(':')) {
      const block = BLOCK.exec(text);
      if (block) {
        this.openBlock(place, mergeShapes(block.groups!.e ?? block.groups!.p!), block.groups!.to);
        return;
      }
    }
    this.add(factOf(placeOf(raw, line, column), decision(text)));
  }

  private add(fact: OpenFact): void {
    const p = this.current!;
    const key = `${fact.raw}:${fact.line}:${fact.column ?? ''}:${fact.kind}:${fact.expression}:${fact.kind === 'leaking' ? fact.detail : ''}`;
    if (p.facts.has(key)) return;
    p.bytes += bytesOf(fact) + key.length;
    if (p.facts.size >= this.limits.facts || !this.hasRoom(p)) {
      p.truncated = true;
      return;
    }
    fact.raw = p.texts.of(fact.raw);
    fact.file = p.texts.of(fact.file);
    fact.expression = p.texts.of(fact.expression);
    if (fact.detail !== undefined) fact.detail = p.texts.of(fact.detail);
    p.facts.set(key, fact);
  }

  private openBlock(place: string, expression: string, to: string | undefined): void {
    const p = this.current!;
    const here = p.blocks.get(place);
    if (p.blockCount >= this.limits.flows || !this.hasRoomForFlow(p) || (here && here.length >= this.limits.flowsPerPlace)) return;
    const { texts } = p;
    this.block = { place: texts.of(place), expression: texts.of(expression), to: to && texts.of(to), steps: [], notes: 0 };
    p.bytes += RECORD + place.length + expression.length;
    p.blockCount++;
    if (here) here.push(this.block);
    else p.blocks.set(place, [this.block]);
  }

  private flowLine(place: string, text: string): void {
    const block = this.block;
    if (block?.place !== place || block.notes >= this.limits.notes) return;
    const p = this.current!;
    if (!this.hasRoomForFlow(p)) return;
    const { texts } = p;
    block.notes++;
    p.bytes += RECORD + text.length;
    const flow = FLOW.exec(text);
    if (flow) {
      block.steps.push({ destination: texts.of(mergeShapes(flow[1]!)), source: texts.of(mergeShapes(flow[2]!.slice(0, -1))), notes: [] });
      return;
    }
    const from = FROM.exec(text);
    const step = block.steps.at(-1);
    const at = from && readPlace(from[3]!);
    if (!at || !step) return;
    step.notes.push(noteOf(at, texts.of(mergeShapes(from[1]!)), texts.of(from[2]!), texts));
  }

  private hasRoomForFlow(p: Package): boolean {
    return p.bytes <= this.limits.flowBytes && this.hasRoom(p);
  }

  private hasRoom(p: Package): boolean {
    return p.bytes <= this.limits.bytes && this.bytes + p.bytes <= this.limits.allBytes;
  }
}

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenFact = Open<CompilerFact>;

/** Written out, as below: the engine of Node 20 gives each object that is a spread one and more a hidden class of its own, of 250 bytes. */
function factOf({ file, raw, line, column }: CompilerPlace, { kind, expression, detail }: Decision): OpenFact {
  const fact: OpenFact = { kind, expression, file, raw, line };
  if (column !== undefined) fact.column = column;
  if (detail !== undefined) fact.detail = detail;
  return fact;
}

function noteOf({ file, raw, line, column }: CompilerPlace, expression: string, reason: string, texts: OwnTexts): FlowNote {
  const note: Open<FlowNote> = { expression, reason, file: texts.of(file), raw: texts.of(raw), line };
  if (column !== undefined) note.column = column;
  return note;
}

type Decision = Pick<CompilerFact, 'kind' | 'expression' | 'detail'>;

/** What one message says; `other` for what is not in the catalogue. */
function decision(text: string): Decision {
  for (const [kind, pattern] of MESSAGES) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return { kind, expression: mergeShapes(groups.e!), ...(groups.d && { detail: groups.d }) };
  }
  return { kind: 'other', expression: text.slice(0, 500) };
}

function newPackage(importPath: string, variant: string): Package {
  return { importPath, variant, facts: new Map(), blocks: new Map(), texts: new OwnTexts(), blockCount: 0, truncated: false, bytes: 0 };
}

/** One of the lines of `-m`. */
function isDecision(line: string): boolean {
  const text = readLine(line)?.text;
  return text !== undefined && (text.startsWith('  ') || (text.endsWith(':') && BLOCK.test(text)) || decision(text).kind !== 'other');
}

/** First error in the text of a package that does not build (`go list`'s `Error.Err`, or its lines on stderr before 1.20). */
export function firstError(text: string): CompilerError | undefined {
  const lines = text.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('# '));
  // What it decided before it failed, as on a full disk, is no error.
  const from = lines.findIndex(line => !isDecision(line));
  const [first, next] = lines.slice(Math.max(0, from));
  if (first === undefined) return undefined;
  // `no required module provides package x; to add it:` goes on in the next line.
  const line = first.endsWith(':') && next !== undefined ? `${first} ${next.trim()}` : first;
  const printed = readLine(line);
  return printed ? { ...placeOf(printed.raw, printed.line, printed.column), message: printed.text } : { message: line.trim() };
}
