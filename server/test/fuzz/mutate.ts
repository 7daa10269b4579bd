/** Texts that are a little wrong, in ways that people, merges, tools and strangers make them wrong. */
import type { Dice } from '../support/random.js';
import type { Piece } from './pieces.js';

/** A text, and what its grammar knows of it. */
export interface Parsed {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Longer results are cut: growth with the size of a text has tests of its own. */
const MAX_TEXT = 40_000;

type Mutation = (at: Parsed, donor: Parsed, dice: Dice) => string;

/** One mutation, with pieces of another text of the same kind where it takes some. */
export function mutate(at: Parsed, donor: Parsed, dice: Dice): string {
  const mutation = dice.chance(0.7) ? dice.pick(BY_GRAMMAR) : dice.chance(0.5) ? dice.pick(BY_WORD) : dice.pick(BY_CHARACTER);
  return mutation(at, donor, dice).slice(0, MAX_TEXT);
}

const cut = (text: string, { start, end }: { start: number; end: number }, newText: string) =>
  text.slice(0, start) + newText + text.slice(end);
const textOf = ({ text }: Parsed, { start, end }: Piece) => text.slice(start, end);

/** Another piece that may stand for it, in the text itself or in the donor. */
function alike(from: Parsed, { label }: Piece, dice: Dice): string {
  const first = dice.below(from.pieces.length);
  for (let i = 0; i < from.pieces.length; i++) {
    const piece = from.pieces[(first + i) % from.pieces.length]!;
    if (piece.label === label) return textOf(from, piece);
  }
  return textOf(from, dice.pick(from.pieces));
}

/** Seldom many: what is repeated often is slow or deep. */
const often = (dice: Dice) => (dice.chance(0.9) ? 1 + dice.below(4) : dice.chance(0.8) ? 20 + dice.below(60) : 300 + dice.below(1500));

const BY_GRAMMAR: readonly Mutation[] = [
  (at, _, dice) => cut(at.text, dice.pick(at.pieces), ''),
  (at, _, dice) => {
    const piece = dice.pick(at.pieces);
    const own = textOf(at, piece);
    const room = Math.max(1, Math.floor(MAX_TEXT / (own.length + 1)));
    return cut(
      at.text,
      piece,
      dice
        .pick(['', ', ', '\n', ' '])
        .concat(own)
        .repeat(Math.min(room, 1 + often(dice))),
    );
  },
  (at, _, dice) => {
    const piece = dice.pick(at.pieces);
    return cut(at.text, piece, alike(at, piece, dice));
  },
  (at, donor, dice) => {
    const piece = dice.pick(at.pieces);
    return cut(at.text, piece, alike(donor, piece, dice));
  },
  (at, donor, dice) => cut(at.text, dice.pick(at.pieces), textOf(donor, dice.pick(donor.pieces))),
  (at, donor, dice) => {
    const { end } = dice.pick(at.pieces);
    return cut(at.text, { start: end, end }, textOf(donor, dice.pick(donor.pieces)));
  },
  swap,
  nest,
  (at, _, dice) => {
    const piece = dice.pick(at.pieces);
    const [open, close] = dice.pick(BRACKETS);
    const n = Math.min(often(dice), 400);
    return cut(at.text, piece, open.repeat(n) + textOf(at, piece) + close.repeat(n));
  },
];

const BRACKETS = [
  ['(', ')'],
  ['{', '}'],
  ['[', ']'],
  ['func() {', '}()'],
  ['[]', ''],
  ['*', ''],
  ['&', ''],
  ['$(', ')'],
  ['"', '"'],
  ['`', '`'],
  ['<<X\n', '\nX\n'],
  ['- ', ''],
  ['  ', ''],
] as const;

/** Two pieces of one label change places. */
function swap(at: Parsed, _: Parsed, dice: Dice): string {
  const a = dice.pick(at.pieces);
  const others = at.pieces.filter(p => p.label === a.label && (p.start >= a.end || p.end <= a.start));
  if (others.length === 0) return cut(at.text, a, '');
  const [first, second] = [a, dice.pick(others)].sort((x, y) => x.start - y.start) as [Piece, Piece];
  return cut(cut(at.text, second, textOf(at, first)), first, textOf(at, second));
}

/** A piece within itself, some times over. */
function nest(at: Parsed, _: Parsed, dice: Dice): string {
  const outer = dice.pick(at.pieces);
  const inner = at.pieces.filter(p => p.label === outer.label && p !== outer && p.start >= outer.start && p.end <= outer.end);
  if (inner.length === 0) return at.text + textOf(at, outer);
  const hole = dice.pick(inner);
  const [before, after] = [at.text.slice(outer.start, hole.start), at.text.slice(hole.end, outer.end)];
  const room = Math.floor(MAX_TEXT / (before.length + after.length + 1));
  const n = Math.min(often(dice), room);
  return cut(at.text, outer, before.repeat(n) + textOf(at, hole) + after.repeat(n));
}

const WORD = /[\p{L}_][\p{L}\p{N}_.-]*|\d[\d.]*/gu;
/** Words that mean something to somebody. */
const WORDS = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...['C', 'unsafe', 'sync', 'Pool', 'Get', 'Put', 'nil', 'append', 'make', 'defer', 'go', 'range', 'init', 'main', '_', 'any', 'T'],
  ...['golang', 'alpine', 'scratch', 'GOEXPERIMENT', 'CGO_ENABLED', 'GOFLAGS', 'GOOS', 'FROM', 'RUN', 'COPY', 'go.mod', 'latest'],
  ...[
    '0',
    '1',
    '-1',
    '1.26',
    '1.26.1',
    '1.27rc1',
    '2',
    '999999999999999999999',
    '0x7fffffff',
    '1e309',
    '9007199254740993',
    'NaN',
    '1.2.3.4.5',
  ],
];

const BY_WORD: readonly Mutation[] = [
  // One place.
  (at, _, dice) => {
    const found = [...at.text.matchAll(WORD)];
    if (found.length === 0) return dice.pick(WORDS);
    const { index, 0: word } = dice.pick(found);
    return cut(at.text, { start: index, end: index + word.length }, dice.chance(0.5) ? dice.pick(WORDS) : dice.pick(found)[0]);
  },
  // Every place.
  (at, _, dice) => {
    const found = [...at.text.matchAll(WORD)];
    if (found.length === 0) return dice.pick(WORDS);
    const [word] = dice.pick(found);
    return at.text.replaceAll(word, dice.chance(0.5) ? dice.pick(WORDS) : dice.pick(found)[0]);
  },
];

const TOKENS = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '`',
    '"',
    "'",
    '/*',
    '*/',
    '//',
    '\\',
    '\\\n',
    '<<EOF',
    '<<-"E"\n',
    '$',
    '${',
    '$((',
    '#',
    '---\n',
    '&a ',
    '*a',
  ],
  ...[
    'func',
    'go ',
    'defer ',
    ':=',
    '[]',
    '...',
    '«',
    '\u2028',
    '&&',
    '||',
    ';',
    '|',
    'RUN ',
    'FROM ',
    '!!binary ',
    '!reference [',
    '<<: *a',
    '? ',
  ],
  ...[
    '\0',
    '\uD83D',
    '\uDE00',
    '\uFEFF',
    '\t',
    '\r',
    '\u0085',
    'é',
    '😀',
    '\u202e',
    '\u001b[31m',
    '//line x:1',
    '//go:build ',
    '# syntax=',
    '\n',
  ],
  ...['//preflight:ignore pool why\n', '# preflight:ignore cgo why\n', '/*line :1:1*/', '${{ ', '{{.X}}', '$$', '%', '@'],
];

const BY_CHARACTER: readonly Mutation[] = [
  (at, _, dice) => at.text.slice(0, dice.below(at.text.length + 1)),
  (at, _, dice) => at.text.slice(dice.below(at.text.length + 1)),
  (at, _, dice) => {
    const [start, end] = [dice.below(at.text.length + 1), dice.below(at.text.length + 1)].sort((x, y) => x - y) as [number, number];
    return cut(at.text, { start, end }, '');
  },
  (at, donor, dice) => at.text.slice(0, dice.below(at.text.length + 1)) + donor.text.slice(dice.below(donor.text.length + 1)),
  insert(dice => dice.pick(TOKENS)),
  insert(dice => dice.pick(TOKENS)),
  insert(dice => dice.pick(TOKENS).repeat(often(dice))),
  insert(dice => Buffer.from(Array.from({ length: 1 + dice.below(40) }, () => dice.below(256))).toString('utf8')),
  at => at.text.replaceAll('\n', '\r\n'),
  at => at.text.replaceAll('\n', '\r'),
  at => `\uFEFF${at.text}`,
  (at, _, dice) =>
    Buffer.from(at.text, 'utf8')
      .subarray(0, dice.below(at.text.length + 1))
      .toString('utf8'),
];

function insert(what: (dice: Dice) => string): Mutation {
  return (at, _, dice) => {
    const start = dice.below(at.text.length + 1);
    return cut(at.text, { start, end: start }, what(dice));
  };
}
