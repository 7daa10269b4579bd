/** Facts of go.mod and go.work files. Hand-written line reader: the format is line based and no library for it exists on npm. */

import type { Span } from '../base/finding.js';
import { type GoVersion, parseGoVersion } from '../base/go-version.js';

export interface Requirement {
  readonly path: string;
  readonly version: string;
}

export interface Replacement {
  readonly path: string;
  /** The only version that is replaced; absent: all. */
  readonly from?: string;
  /** A directory when it starts with `./`, `../` or a root, else a module path. */
  readonly target: string;
  /** Of a module that takes its place. */
  readonly version?: string;
}

export interface GoModFacts {
  /** Workspace path of the go.mod file. */
  readonly path: string;
  /** Directory of the go.mod file, without a trailing slash; empty for the workspace root. */
  readonly dir: string;
  readonly module: string;
  /** Where the path stands. */
  readonly moduleSpan?: Span;
  /** The `go` line; undefined when there is none (the language version is then 1.16). */
  readonly go?: { readonly version: GoVersion; readonly span: Span };
  readonly toolchain?: { readonly version: GoVersion; readonly span: Span };
  readonly requires: readonly Requirement[];
  readonly replaces: readonly Replacement[];
  /** Versions that requirements do not count for. */
  readonly excludes: readonly Requirement[];
  /** It has more lines than are read. */
  readonly isPartial?: true;
}

export interface GoWorkFacts {
  readonly path: string;
  readonly dir: string;
  readonly go?: GoVersion;
  /** Folders of modules, as they are written. */
  readonly uses: readonly string[];
  readonly replaces: readonly Replacement[];
}

/** The last one that was read: whoever is about a module asks for its file. */
let last: { readonly path: string; readonly text: string; readonly facts: GoModFacts } | undefined;

/** Never throws: lines it does not understand are left out. */
export function parseGoMod(path: string, text: string): GoModFacts {
  if (last?.path !== path || last.text !== text) last = { path, text, facts: parsed(path, text) };
  return last.facts;
}

function parsed(path: string, text: string): GoModFacts {
  const lines = readDirectives(text);
  const first = (verb: string) => lines.find(l => l.verb === verb);
  const versioned = (verb: string) => {
    const line = first(verb);
    const version = line && parseGoVersion(line.words[0] ?? '');
    return line && version ? { version, span: line.span } : undefined;
  };
  const name = first('module');
  const go = versioned('go');
  const toolchain = versioned('toolchain');
  return {
    path,
    dir: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
    module: unquote(name?.words[0] ?? ''),
    ...(name && { moduleSpan: name.span }),
    ...(go && { go }),
    ...(toolchain && { toolchain }),
    requires: versionsAfter('require', lines),
    replaces: readReplaces(lines),
    excludes: versionsAfter('exclude', lines),
    ...(lines.length === MAX_DIRECTIVES && { isPartial: true }),
  };
}

/** The same. */
export function parseGoWork(path: string, text: string): GoWorkFacts {
  const lines = readDirectives(text);
  const go = parseGoVersion(lines.find(l => l.verb === 'go')?.words[0] ?? '');
  return {
    path,
    dir: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
    ...(go && { go }),
    uses: lines.flatMap(l => (l.verb === 'use' && l.words[0] !== undefined ? unquote(l.words[0]) : [])),
    replaces: readReplaces(lines),
  };
}

function versionsAfter(verb: string, lines: readonly Directive[]): Requirement[] {
  return lines
    .filter(l => l.verb === verb && l.words.length >= 2)
    .map(l => ({ path: unquote(l.words[0]!), version: unquote(l.words[1]!) }));
}

function readReplaces(lines: readonly Directive[]): Replacement[] {
  return lines.filter(l => l.verb === 'replace').flatMap(l => readReplace(l.words));
}

export interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  /** Span of the first word after the verb. */
  readonly span: Span;
}

/** Of a file with more the first ones count: kubernetes has a few hundred. */
const MAX_DIRECTIVES = 10_000;
/** Of one line. */
const MAX_WORDS = 1000;

/** The directives of a go.mod or go.work file, blocks taken apart. */
export function readDirectives(text: string): Directive[] {
  const out: Directive[] = [];
  let block = '';
  for (let offset = 0, end = 0; end < text.length && out.length < MAX_DIRECTIVES; offset = end + 1) {
    end = text.indexOf('\n', offset);
    if (end < 0) end = text.length;
    if (end === offset) continue;
    const line = text.slice(offset, end);
    const comment = line.indexOf('//');
    const code = comment < 0 ? line : line.slice(0, comment);
    // Half a million lines without a word would take a quarter of a second.
    if (code.trim() === '') continue;
    const words: RegExpExecArray[] = [];
    for (const word of code.matchAll(/"[^"]*"|`[^`]*`|[^\s()]+/g)) if (words.push(word) === MAX_WORDS) break;
    if (block !== '' && code.includes(')') && words.length === 0) block = '';
    else if (words.length > 0) {
      const verb = block || words[0]![0];
      if (block === '' && /\(\s*$/.test(code)) block = verb;
      else {
        const rest = block === '' ? words.slice(1) : words;
        const at = offset + (rest[0]?.index ?? 0);
        out.push({ verb, words: rest.map(w => w[0]), span: { start: at, end: at + (rest[0]?.[0].length ?? 0) } });
      }
    }
  }
  return out;
}

function readReplace(words: readonly string[]): Replacement[] {
  const arrow = words.indexOf('=>');
  const path = words[0];
  const target = words[arrow + 1];
  if (arrow < 1 || path === undefined || target === undefined) return [];
  const from = arrow > 1 ? words[1] : undefined;
  const version = words[arrow + 2];
  return [
    {
      path: unquote(path),
      ...(from !== undefined && { from: unquote(from) }),
      target: unquote(target),
      ...(version !== undefined && { version: unquote(version) }),
    },
  ];
}

export function unquote(word: string): string {
  return /^["`].*["`]$/.test(word) ? word.slice(1, -1) : word;
}
