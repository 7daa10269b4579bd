/** What is wrong with an input, in a form that two inputs with one cause share. */

export interface Fault {
  /** The same for the same cause, as far as that can be told. */
  readonly signature: string;
  /** For a person: stack, or what differs. */
  readonly text: string;
}

/** CPU time that one text or one operation may take. */
export const LIMIT_MS = Number(process.env.FUZZ_LIMIT_MS ?? 500);
/** CPU time after which nobody waits any more for an input of few texts or operations. */
export const HANG_MS = 8000;
/** Texts and operations that this is enough for: the limit on one of them would be longer for more. */
const ENOUGH_FOR = HANG_MS / 80;

/** What a child keeps in a file: which input it is at, and of how many texts or operations that is. */
export const progressText = (index: number, count: number): string => `${index} ${count}`.padEnd(32);

/** `slack`: how many times as long an input of so many may take. */
export function readProgress(text: string): { readonly index: number; readonly slack: number } {
  const [index = 0, count = 1] = text.trim().split(' ').map(Number);
  return { index, slack: Math.max(1, count / ENOUGH_FOR) };
}

export const slow = (ms: number): Fault => ({ signature: 'slow', text: `${Math.round(ms)} ms of CPU` });
export const hang = (ms: number): Fault => ({ signature: 'hang', text: `no end after ${ms} ms of CPU` });
export const crash = (how: string): Fault => ({ signature: 'crash', text: `the process ended: ${how}` });

export function faultOf(error: unknown): Fault {
  const errors = [error];
  for (let e = error; e instanceof Error && e.cause !== undefined; e = e.cause) errors.push(e.cause);
  const texts = errors.map(e => (e instanceof Error ? (e.stack ?? e.message) : String(e)));
  const own = errors[errors.length - 1];
  const place = /\n\s+at (?:(\S+) \()?[^\n]*?\/(server\/src\/[^:\n]+)/.exec(texts[texts.length - 1]!);
  const message = (own instanceof Error ? own.message : String(own)).split('\n')[0]!;
  const rule = /^rule (\S+)/.exec(errors[0] instanceof Error ? errors[0].message : '')?.[1];
  const where = place ? ` in ${place[1] ?? '?'} of ${place[2]}` : '';
  return { signature: `${rule ? `${rule}: ` : ''}${withoutValues(message)}${where}`, text: texts.join('\ncaused by ').slice(0, 4000) };
}

/** Numbers, paths and quoted texts differ from input to input. */
function withoutValues(message: string): string {
  return message
    .slice(0, 200)
    .replace(/file:\/\/\S+|"[^"]*"|'[^']*'/g, '…')
    .replace(/\d+/g, '0');
}
