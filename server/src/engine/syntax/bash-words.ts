/** Words of the Bash grammar's nodes: quotes and escapes removed, variables kept as variables, each part with its place. */
import type { Node } from 'web-tree-sitter';
import type { Span } from '../base/finding.js';
import type { ShellAssignment } from './shell-node.js';
import { type ExpansionOperator, straightRuns, type Word, type WordPart } from './word.js';

export interface Source {
  readonly text: string;
  readonly offsetAt: (index: number) => number;
}

export function spanOf(node: Node, source: Source): Span {
  return spanBetween(node.startIndex, node.endIndex, source);
}

/** The end is the place after the last character, which a removed line continuation may separate from the next one. */
function spanBetween(start: number, end: number, source: Source): Span {
  const from = source.offsetAt(start);
  return { start: from, end: end > start ? source.offsetAt(end - 1) + 1 : from };
}

/** Of a word that is made of more nodes nobody knows the value: it is read in one step. */
const MAX_NODES = 1500;

export function readWord(node: Node, source: Source): Word {
  const parts = node.descendantCount > MAX_NODES ? [unknown(node, source, false)] : readParts(node, source, false);
  return { span: spanOf(node, source), parts };
}

export function readAssignment(node: Node, source: Source): ShellAssignment {
  const name = node.childForFieldName('name') ?? node;
  const value = node.childForFieldName('value');
  const empty = spanBetween(node.endIndex, node.endIndex, source);
  return {
    name: name.text,
    nameSpan: spanOf(name, source),
    value: value ? readWord(value, source) : { span: empty, parts: [] },
  };
}

function readParts(node: Node, source: Source, quoted: boolean): WordPart[] {
  switch (node.type) {
    case 'concatenation':
      return node.children.flatMap(c => (c ? readParts(c, source, quoted) : []));
    case 'string':
      return insides(node, node.startIndex + 1, node.endIndex - 1, source, true);
    case 'heredoc_body':
      return insides(node, node.startIndex, node.endIndex, source, true);
    case 'raw_string':
      return [textPart(node.startIndex + 1, Math.max(node.startIndex + 1, node.endIndex - 1), source, true, s => s)];
    case 'ansi_c_string':
    case 'translated_string':
      return [unknown(node, source, quoted)];
    case 'simple_expansion':
      return [variable(node, source, quoted)];
    case 'expansion':
      return [expansion(node, source, quoted)];
    case 'command_substitution':
    case 'process_substitution':
    case 'arithmetic_expansion':
    case 'brace_expression':
    case 'array':
      return [unknown(node, source, quoted)];
    default:
      if (node.childCount > 0 && node.type !== 'word' && node.type !== 'number') return [unknown(node, source, quoted)];
      return [
        textPart(node.startIndex, node.endIndex, source, quoted, s => s.replace(/\\(\n|[\s\S])/g, (_, c: string) => (c === '\n' ? '' : c))),
      ];
  }
}

/** Between quotes the grammar leaves out some blanks, so the text between the expansions is taken from the source. */
function insides(node: Node, from: number, to: number, source: Source, quoted: boolean): WordPart[] {
  const plain = (s: string) => s.replace(/\\([$`"\\]|\n)/g, (_, c: string) => (c === '\n' ? '' : c));
  const out: WordPart[] = [];
  let at = from;
  for (const child of node.namedChildren) {
    if (!child || child.type === 'string_content' || child.type === 'heredoc_content') continue;
    if (child.startIndex > at) out.push(...textParts(at, child.startIndex, source, quoted, plain));
    out.push(...readParts(child, source, quoted));
    at = child.endIndex;
  }
  if (to > at) out.push(...textParts(at, to, source, quoted, plain));
  return out;
}

function textParts(start: number, end: number, source: Source, quoted: boolean, plain: (s: string) => string): WordPart[] {
  const runs = straightRuns(start, end, source.offsetAt);
  return runs.slice(1).map((to, i) => textPart(runs[i]!, to, source, quoted, plain));
}

function textPart(start: number, end: number, source: Source, quoted: boolean, plain: (s: string) => string): WordPart {
  return { kind: 'text', text: plain(source.text.slice(start, end)), quoted, span: spanBetween(start, end, source) };
}

function unknown(node: Node, source: Source, quoted: boolean): WordPart {
  return { kind: 'unknown', raw: node.text, quoted, span: spanOf(node, source) };
}

function variable(node: Node, source: Source, quoted: boolean): WordPart {
  const name = node.namedChildren[0];
  if (name?.type !== 'variable_name') return unknown(node, source, quoted);
  return { kind: 'variable', name: name.text, raw: node.text, quoted, span: spanOf(node, source) };
}

/** `${NAME}`, `${NAME:-word}` and its relatives; anything else with braces is unknown. */
function expansion(node: Node, source: Source, quoted: boolean): WordPart {
  const name = node.namedChildren[0];
  if (name?.type !== 'variable_name' || node.children[1]?.type !== 'variable_name') return unknown(node, source, quoted);
  const plain = { kind: 'variable', name: name.text, raw: node.text, quoted, span: spanOf(node, source) } as const;
  const operator = node.children[2]?.type;
  if (operator === '}' || operator === undefined) return plain;
  const operand = node.children.slice(3, -1).flatMap(c => (c ? readParts(c, source, quoted) : []));
  return { ...plain, operator: asOperator(operator), operand };
}

export function asOperator(text: string): ExpansionOperator {
  return text === ':-' || text === '-' || text === ':+' || text === '+' ? text : 'other';
}
