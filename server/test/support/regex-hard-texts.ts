/**
 * Texts that may cost an expression most, made from itself: what its loops take, behind what leads to them, before what fails.
 */
import { ALPHABET, type Item } from './regex-syntax.js';

const LOOPS_FROM = 20;

/** Texts that an item takes: few, different ones. */
function samplesOf(item: Item): string[] {
  switch (item.kind) {
    case 'char':
      return [...item.samples];
    case 'sequence': {
      const all = item.items.map(samplesOf);
      const width = Math.min(3, Math.max(1, ...all.map(s => s.length)));
      return Array.from({ length: width }, (_, k) => all.map(s => s[k % Math.max(1, s.length)] ?? '').join(''));
    }
    case 'choice':
      return item.items.flatMap(one => samplesOf(one).slice(0, 2)).slice(0, 6);
    case 'loop':
      return samplesOf(item.item).map(s => s.repeat(Math.max(1, item.min)));
    default:
      return [''];
  }
}

/** Each loop without a near end, with texts that lead to it. */
function loopsOf(item: Item, before: readonly string[]): { readonly before: readonly string[]; readonly pumps: readonly string[] }[] {
  switch (item.kind) {
    case 'sequence': {
      let prefixes = [...before];
      return item.items.flatMap(one => {
        const found = loopsOf(one, prefixes);
        const samples = samplesOf(one);
        prefixes = prefixes.map((p, k) => p + (k === 0 && one.kind === 'loop' && one.min === 0 ? '' : (samples[k % samples.length] ?? '')));
        return found;
      });
    }
    case 'choice':
      return item.items.flatMap(one => loopsOf(one, before));
    case 'look':
      return loopsOf(item.item, before);
    case 'loop': {
      const inner = loopsOf(item.item, before);
      return item.max < LOOPS_FROM ? inner : [{ before, pumps: samplesOf(item.item) }, ...inner];
    }
    default:
      return [];
  }
}

const FAILS = ['', '\0', '\n', 'x', ' '];

/** Ways to write a text of about `n` characters that may cost much. */
export function hardTexts(root: Item): ((n: number) => string)[] {
  const ways = new Map<string, (n: number) => string>();
  const add = (before: string, pump: string, after: string) => {
    if (pump !== '') ways.set(JSON.stringify([before, pump, after]), n => before + pump.repeat(Math.ceil(n / pump.length)) + after);
  };
  for (const c of ALPHABET) for (const fail of ['', '\0', '\n']) add('', c, fail);
  for (const { before, pumps } of loopsOf(root, ['', '', ''])) {
    for (const pump of pumps) {
      for (const prefix of before) {
        for (const fail of FAILS) {
          add('', pump, fail);
          add(prefix, pump, fail);
        }
        for (const fail of ['', '\0']) add('', prefix + pump, fail);
        add('', prefix, '');
      }
    }
  }
  return [...ways.values()];
}
