/** Mutated source texts from a seeded generator: the same seed gives the same texts on every machine. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';

/** Numbers in [0, 1), from a 32-bit state (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Seeds {
  readonly go: readonly string[];
  readonly dockerfile: readonly string[];
}

/** Larger seeds make a slow test of the parser, not a better one of the engine. */
const MAX_SEED = 20_000;

/** Examples of all rules, and files of the machine's Go where there is one. */
export function seeds(): Seeds {
  const examples = RULES.flatMap(r => r.examples).flatMap(readExample);
  const own = (go: boolean) => examples.filter(f => f.name !== 'go.mod' && f.name.endsWith('.go') === go).map(f => f.text);
  return { go: [...own(true), ...goroot()], dockerfile: own(false) };
}

function goroot(): string[] {
  const root = join(process.env.GOROOT ?? '/usr/local/go', 'src');
  const dirs = ['sync', 'net/http', 'encoding/json', 'go/types', 'runtime'].map(d => join(root, d)).filter(existsSync);
  const files = dirs.flatMap(d =>
    readdirSync(d)
      .filter(f => f.endsWith('.go'))
      .map(f => join(d, f)),
  );
  return files.filter(f => statSync(f).size < MAX_SEED).map(f => readFileSync(f, 'utf8'));
}

/** One mutated text. */
export function mutated(texts: readonly string[], random: () => number): string {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const at = (text: string) => Math.floor(random() * (text.length + 1));
  let text = pick(texts);
  for (let n = 1 + Math.floor(random() * 3); n > 0; n--) text = pick(MUTATIONS)(text, at, () => pick(texts), random);
  return text;
}

type Mutation = (text: string, at: (text: string) => number, other: () => string, random: () => number) => string;

const TOKENS = [
  '{',
  '}',
  '(',
  ')',
  '`',
  '"',
  "'",
  '/*',
  '*/',
  '//',
  '\\',
  '<<EOF',
  '$',
  '${',
  'func',
  'go ',
  'defer ',
  ':=',
  '[]',
  '...',
  '«',
  '\u2028',
  '&&',
  'RUN ',
  'FROM ',
];

const MUTATIONS: readonly Mutation[] = [
  (text, at) => text.slice(0, at(text)),
  (text, at) => text.slice(at(text)),
  (text, at, other) => {
    const donor = other();
    return text.slice(0, at(text)) + donor.slice(at(donor)) + text.slice(at(text));
  },
  (text, at) => {
    const [a, b] = [at(text), at(text)].sort((x, y) => x - y) as [number, number];
    return text.slice(0, a) + text.slice(b);
  },
  (text, at, _, random) => {
    const bytes = Buffer.from(Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 256)));
    const i = at(text);
    return text.slice(0, i) + bytes.toString('utf8') + text.slice(i);
  },
  (text, at, _, random) => {
    const i = at(text);
    return text.slice(0, i) + TOKENS[Math.floor(random() * TOKENS.length)]! + text.slice(i);
  },
  text => text.replaceAll('\n', '\r\n'),
  text => text.replaceAll('\n', '\r'),
  text => `\uFEFF${text}`,
  (text, at) => {
    const i = at(text);
    return `${text.slice(0, i)}\0${text.slice(i)}`;
  },
  // A lone surrogate, as editors can send one.
  (text, at) => {
    const i = at(text);
    return `${text.slice(0, i)}\uD83D${text.slice(i)}`;
  },
  // Bytes of a multi-byte character cut in two, decoded.
  (text, at) => Buffer.from(text, 'utf8').subarray(0, at(text)).toString('utf8'),
  (text, at) => {
    const i = at(text);
    return `${text.slice(0, i)}${'((('.repeat(200)}${text.slice(i)}`;
  },
];
