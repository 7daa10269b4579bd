/**
 * Reads the compiler's `-m` and `-m=2` text line by line, so that the hundred megabytes that `-m=2` prints for go/types are never
 * in memory. Both trace formats are read: `x escapes to heap:` with `flow: a = b` (to 1.24), `in f:` with `flow: a ← b` (from 1.25).
 *
 * Sources: go-facts §3.2; cmd/compile/internal/escape (solve.go, escape.go, graph.go) and inline/inl.go.
 */
import type { CompilerError, CompilerFact, CompilerOutput, FactKind, FlowNote, FlowStep } from './facts.js';
import { mergeShapes } from './generics.js';
import { bytesOf, DEFAULT_LIMITS, own, type ParserLimits, RECORD } from './parser-limits.js';
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

interface Block {
  readonly place: string;
  readonly expression: string;
  /** Where a parameter leaks to: `{heap}`, `{storage for …}` of something on the heap, or the result's name. */
  readonly to: string | undefined;
  readonly steps: { destination: string; source: string; notes: FlowNote[] }[];
  notes: number;
}

/** State of the package whose header was read last. */
interface Package {
  readonly importPath: string;
  readonly variant: string;
  readonly facts: Map<string, CompilerFact>;
  /** Flow blocks by place; a fact takes the one about its expression when the package ends. */
  readonly blocks: Map<string, Block[]>;
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
      this.open(own(header[1]!), own(header[2] ?? ''));
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
    const facts = [...p.facts].map(([, fact]) => withFlow(fact, p.blocks));
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
    this.add({ ...placeOf(raw, line, column), ...decision(text) });
  }

  private add(fact: CompilerFact): void {
    const p = this.current!;
    const key = `${fact.raw}:${fact.line}:${fact.column ?? ''}:${fact.kind}:${fact.expression}:${fact.kind === 'leaking' ? fact.detail : ''}`;
    if (p.facts.has(key)) return;
    p.bytes += bytesOf(fact) + key.length;
    if (p.facts.size >= this.limits.facts || !this.hasRoom(p)) p.truncated = true;
    else
      p.facts.set(key, {
        ...fact,
        raw: own(fact.raw),
        file: own(fact.file),
        expression: own(fact.expression),
        ...(fact.detail && { detail: own(fact.detail) }),
      });
  }

  private openBlock(place: string, expression: string, to: string | undefined): void {
    const p = this.current!;
    const here = p.blocks.get(place);
    if (p.blockCount >= this.limits.flows || !this.hasRoom(p) || (here && here.length >= this.limits.flowsPerPlace)) return;
    this.block = { place: own(place), expression: own(expression), to: to && own(to), steps: [], notes: 0 };
    p.bytes += RECORD + place.length + expression.length;
    p.blockCount++;
    if (here) here.push(this.block);
    else p.blocks.set(place, [this.block]);
  }

  private flowLine(place: string, text: string): void {
    const block = this.block;
    if (block?.place !== place || block.notes >= this.limits.notes) return;
    if (!this.hasRoom(this.current!)) return;
    block.notes++;
    this.current!.bytes += RECORD + text.length;
    const flow = FLOW.exec(text);
    if (flow) {
      block.steps.push({ destination: own(mergeShapes(flow[1]!)), source: own(mergeShapes(flow[2]!.slice(0, -1))), notes: [] });
      return;
    }
    const from = FROM.exec(text);
    const step = block.steps.at(-1);
    const at = from && readPlace(from[3]!);
    if (!at || !step) return;
    step.notes.push({ ...at, raw: own(at.raw), file: own(at.file), expression: own(mergeShapes(from[1]!)), reason: own(from[2]!) });
  }

  private hasRoom(p: Package): boolean {
    return p.bytes <= this.limits.bytes && this.bytes + p.bytes <= this.limits.allBytes;
  }
}

/** What one message says; `other` for what is not in the catalogue. */
function decision(text: string): Pick<CompilerFact, 'kind' | 'expression' | 'detail'> {
  for (const [kind, pattern] of MESSAGES) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return { kind, expression: mergeShapes(groups.e!), ...(groups.d && { detail: groups.d }) };
  }
  return { kind: 'other', expression: text.slice(0, 500) };
}

function newPackage(importPath: string, variant: string): Package {
  return { importPath, variant, facts: new Map(), blocks: new Map(), blockCount: 0, truncated: false, bytes: 0 };
}

function withFlow(fact: CompilerFact, blocks: ReadonlyMap<string, readonly Block[]>): CompilerFact {
  if (fact.kind !== 'moved' && fact.kind !== 'escapes' && fact.kind !== 'leaking') return fact;
  const place = fact.column === undefined ? `${fact.raw}:${fact.line}` : `${fact.raw}:${fact.line}:${fact.column}`;
  const all = blocks.get(place) ?? [];
  const own = all.filter(b => (fact.kind === 'leaking' ? isFlowOf(fact, b) : b.to === undefined));
  // A parameter that is moved may have a leak's flow only.
  const here = own.length === 0 && fact.kind === 'moved' ? all : own;
  const about = here.filter(b => b.expression === fact.expression || sameExpression(b.expression, fact.expression));
  // A variable can leave by several ways. That a closure shares it tells more than what else happens to it.
  const block = about.find(isCapture) ?? about[0];
  const flow: readonly FlowStep[] | undefined = block?.steps;
  return flow && flow.length > 0 ? { ...fact, flow } : fact;
}

/** One parameter can leak to the heap and to several results, each with a flow of its own. */
function isFlowOf({ detail }: CompilerFact, { to }: Block): boolean {
  const result = /^result (\S+)/.exec(detail ?? '')?.[1];
  return result === undefined ? to?.startsWith('{') === true : to === result;
}

const isCapture = ({ steps }: Block) => steps.some(s => s.notes.some(n => n.reason === 'captured by a closure'));

/** `append escapes to heap` stands for the block about `append(s, v)`. */
function sameExpression(block: string, fact: string): boolean {
  return fact === 'append' && block.startsWith('append(');
}

/** First error in the text of a package that does not build (`go list`'s `Error.Err`, or its lines on stderr before 1.20). */
export function firstError(text: string): CompilerError | undefined {
  const [first, next] = text.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('# '));
  if (first === undefined) return undefined;
  // `no required module provides package x; to add it:` goes on in the next line.
  const line = first.endsWith(':') && next !== undefined ? `${first} ${next.trim()}` : first;
  const printed = readLine(line);
  return printed ? { ...placeOf(printed.raw, printed.line, printed.column), message: printed.text } : { message: line.trim() };
}
