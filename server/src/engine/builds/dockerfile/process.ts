/** ENTRYPOINT, CMD, HEALTHCHECK and SHELL: exec form (a JSON array) or shell form. */
import type { Instruction } from '../../syntax/dockerfile.js';
import type { LogicalText } from '../../syntax/logical-text.js';
import { textWord, type Word } from '../../syntax/word.js';
import type { ProcessFacts } from './facts.js';

/** Undefined when the instruction has no arguments. Shell words are known only when nothing in them needs a shell. */
export function readProcess(instruction: Instruction, from = 0): ProcessFacts | undefined {
  const text = instruction.arguments.text;
  const start = from + text.slice(from).search(/\S/);
  if (start < from) return undefined;
  const span = instruction.arguments.span(start, text.trimEnd().length);
  const exec = readExecForm(instruction.arguments, from);
  if (exec) return { form: 'exec', span, words: exec.map(w => w.parts.map(p => (p.kind === 'text' ? p.text : '')).join('')) };
  return { form: 'shell', span, words: simpleWords(text.slice(start).trimEnd()) };
}

/** What HEALTHCHECK runs; undefined for `NONE`. */
export function readHealthCheck(instruction: Instruction): ProcessFacts | undefined {
  const options = /^\s*(?:--[a-z-]+=\S+\s+)*CMD(?=[\s[])/i.exec(instruction.arguments.text);
  return options ? readProcess(instruction, options[0].length) : undefined;
}

/** The strings of a JSON array, or undefined when the text is none: the builder then takes it as shell text. */
export function readExecForm(source: LogicalText, from = 0): Word[] | undefined {
  const text = source.text.slice(from);
  const body = text.trim();
  if (!body.startsWith('[') || !body.endsWith(']')) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed) || !parsed.every((x): x is string => typeof x === 'string')) return undefined;
  const strings: readonly string[] = parsed;
  const places = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  return strings.map((value, i) => {
    const at = from + (places[i]?.index ?? 0) + 1;
    return textWord(value, source.span(at, at + (places[i]?.[0].length ?? 2) - 2));
  });
}

/** Words of one plain command; `exec` in front is left out. Undefined when a shell would do more than split. */
function simpleWords(text: string): readonly string[] | undefined {
  const words = text.split(/\s+/);
  const plain = words[0] === 'exec' ? words.slice(1) : words;
  const head = plain[0];
  // Arguments may hold anything that does not start another command.
  if (head === undefined || !/^[\w./@:+-]+$/.test(head) || /[;&|<>()`\n]/.test(text)) return undefined;
  return plain;
}
