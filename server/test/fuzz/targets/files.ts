/**
 * Every kind of file, damaged and then edited, in a project around it. All that a person can ask is asked, and at the end the workspace
 * that saw the edits says what a fresh one says.
 */
import assert from 'node:assert/strict';
import { TooMuchWork } from '../../../src/engine/base/faults.js';
import type { Finding } from '../../../src/engine/base/finding.js';
import { kindOf } from '../../../src/engine/builds/kinds.js';
import type { TextChange } from '../../../src/engine/syntax/go-parser.js';
import { drive } from '../../../src/engine/workspace/drive.js';
import type { Depth } from '../../../src/engine/workspace/file-reader.js';
import { Workspace, type WorkspaceOptions } from '../../../src/engine/workspace/workspace.js';
import { Documents, difference } from '../../../src/lsp/documents/documents.js';
import type { Dice } from '../../support/random.js';
import type { CorpusFile, Seed } from '../corpus.js';
import { askEverything, type Places, reportsOf, safeEditsOf, writeOthers } from '../everything.js';
import { mutate, type Parsed } from '../mutate.js';
import { linesOf, piecesOf } from '../pieces.js';
import { assertSame } from '../same.js';
import { type Target, type Tools, target } from '../target.js';

export interface FileInput {
  /** The files around it. */
  readonly around: readonly CorpusFile[];
  readonly path: string;
  readonly text: string;
  /** In order, each in the text that the one before left. */
  readonly edits: readonly TextChange[];
  readonly at: Places;
}

const ROOT = 'file:///w';
/** The rest of the module: a program that an image starts, so that rules that look at several files have something to say. */
const AROUND: readonly CorpusFile[] = [
  { path: 'go.mod', text: 'module ex.com/w\n\ngo 1.26\n' },
  { path: 'main.go', text: 'package main\n\nimport "net/http"\n\nfunc main() { http.Get("https://ex.com") }\n' },
  {
    path: 'good/Dockerfile',
    text: 'FROM golang:1.26 AS b\nENV GOEXPERIMENT=RangeFunc\nRUN go build -o /a ..\nFROM scratch\nCOPY --from=b /a /a\nENTRYPOINT ["/a"]\n',
  },
];
/** Larger projects tell no more. */
const MAX_AROUND = 8;
/** The world around a file costs more than an edit of it. */
const MAX_EDITS = 7;
/** What a file may have been read to before it is opened. */
const DEPTHS: readonly Depth[] = ['full', 'outline', 'parts', 'syntax'];

export function fileTarget(kind: string): Target {
  return target<FileInput>({ kind, make: (dice, tools) => make(kind, dice, tools), run, count: ({ edits }) => 1 + edits.length });
}

function make(kind: string, dice: Dice, tools: Tools): FileInput {
  const seeds = tools.corpus.seeds.get(kind) ?? [];
  const seed = dice.pick(seeds);
  const { path } = seed.file;
  const around = dice.chance(0.5) ? AROUND : seed.project.filter(f => f !== seed.file).slice(0, MAX_AROUND);
  let now = parsedSeed(tools, seed);
  const damaged = (from: Parsed): Parsed => {
    const text = mutate(from, parsedSeed(tools, dice.pick(seeds)), dice);
    // To parse each of them costs more than it finds.
    return { text, pieces: dice.chance(0.4) ? piecesOf(tools.engine, path, text) : linesOf(text) };
  };
  for (let n = dice.below(3); n > 0; n--) now = damaged(now);
  const { text } = now;
  const edits: TextChange[] = [];
  let before = now;
  for (let n = dice.chance(0.1) ? 0 : 1 + dice.below(MAX_EDITS); n > 0; n--) {
    // Damage is taken back as often as a person does that: otherwise nothing is left to be understood.
    const next = edits.length > 0 && dice.chance(0.4) ? before : damaged(now);
    before = now;
    edits.push(...typed(difference(now.text, next.text), dice));
    now = next;
  }
  const at = Array.from({ length: 2 }, () => Math.floor(dice.share() * 1000) / 1000);
  return { around: around.filter(f => f.path !== path), path, text, edits, at };
}

const seen = new WeakMap<CorpusFile, Parsed>();

function parsedSeed({ engine }: Tools, { file }: Seed): Parsed {
  const known = seen.get(file);
  if (known) return known;
  const parsed = { text: file.text, pieces: piecesOf(engine, `${ROOT}/${file.path}`, file.text) };
  seen.set(file, parsed);
  return parsed;
}

/** At once, or as a person types it: a few characters at a time. */
function typed(change: TextChange, dice: Dice): TextChange[] {
  const { span, newText } = change;
  if (newText.length < 2 || newText.length > 12 || dice.chance(0.7)) return [change];
  const size = Math.ceil(newText.length / 3);
  return Array.from({ length: Math.ceil(newText.length / size) }, (_, i) => {
    const at = span.start + i * size;
    return { span: { start: at, end: i === 0 ? span.end : at }, newText: newText.slice(i * size, (i + 1) * size) };
  });
}

/** A part that was left out on purpose is no fault. */
function failing(): WorkspaceOptions & { check(): void } {
  let first: Error | undefined;
  const keep = (what: string, error: unknown) => {
    if (error instanceof TooMuchWork) return;
    first ??= new Error(what, { cause: error });
  };
  return {
    onRuleError: (rule, path, error) => keep(`rule ${rule} in ${path}`, error),
    onFault: (path, { part, error }) => keep(`${part} of ${path}`, error),
    check: () => {
      if (first) throw first;
    },
  };
}

function run({ around, path, text, edits, at }: FileInput, { engine, rules, lap }: Tools): void {
  const key = `${ROOT}/${path}`;
  const faults = failing();
  const workspace = new Workspace(engine, { rules, ...faults });
  setAround(workspace);
  if (text.length % 3 === 0) workspace.set(key, text, DEPTHS[text.length % DEPTHS.length]);
  const documents = new Documents();
  const uri = key;
  const document = documents.open({ textDocument: { uri, languageId: kindOf(key)?.syntax ?? 'text', version: 1, text } });
  workspace.open(document.key, text);
  let findings = askEverything(workspace, documents, document, at);
  lap?.();
  const change = (changes: readonly TextChange[], version: number) => {
    for (const { span, newText } of changes) {
      const length = document.text.getText().length;
      const [start, end] = [Math.min(span.start, length), Math.min(span.end, length)];
      const range = { start: document.text.positionAt(start), end: document.text.positionAt(end) };
      const done = documents.change({ textDocument: { uri, version }, contentChanges: [{ range, text: newText }] })!;
      workspace.edit(document.key, done.changes);
    }
    findings = askEverything(workspace, documents, document, at);
    lap?.();
  };
  for (const [i, edit] of edits.entries()) change([edit], i + 2);
  if (edits.length % 2 === 1) change(fromTheEnd(findings, document.key), edits.length + 2);
  if (text.length % 8 === 0) writeOthers(workspace, findings);
  const paths = [...around.map(f => `${ROOT}/${f.path}`), document.key];
  drive(workspace.analysis(), {});
  const reports = reportsOf(workspace, paths);
  lap?.();
  workspace.handOver(document.key, { declarations: true, parts: true });
  if (edits.length > 0) compare(document.text.getText(), reports);
  faults.check();
  workspace.close(document.key);
  workspace.remove(document.key);
  for (const other of around) workspace.findings(`${ROOT}/${other.path}`);
  faults.check();

  /** As a host does that needs no more than outlines of some. */
  function setAround(to: Workspace): void {
    for (const [i, file] of around.entries()) to.set(`${ROOT}/${file.path}`, file.text, (text.length + i) % 3 === 0 ? 'outline' : 'full');
  }

  function compare(now: string, said: unknown): void {
    assert.equal(workspace.text(document.key), now);
    // The parser's guess at broken text may depend on what it saw before.
    if (document.isGo && engine.go.parse(now).hasError) return;
    const fresh = new Workspace(engine, { rules });
    setAround(fresh);
    fresh.open(document.key, now);
    // What an analysis brings is what a question waits for.
    fresh.findings(document.key);
    drive(fresh.analysis(), {});
    try {
      assertSame(said, reportsOf(fresh, paths), 'differs from a fresh workspace');
    } finally {
      fresh.close(document.key);
    }
  }
}

/** Later places first, so that each edit holds in the text that the ones before left. */
function fromTheEnd(findings: readonly Finding[], key: string): TextChange[] {
  return [...safeEditsOf(findings, key)].sort((a, b) => b.span.start - a.span.start);
}
