/**
 * A message is an id and arguments: plain data that survives a worker thread, a comparison and an edit. Words are made at the edge, in the
 * reader's language (`wording.ts`). Whole sentences stand where they belong, in a rule's file or in the `words.ts` of a room:
 *
 *     const say = messages('pool/copied', { copied: '`{name}` holds a `sync.Pool` and is copied here.\nPass a pointer.' });
 *     report({ span, message: say.copied({ name }) });
 *
 * A line break parts what is wrong from the help, which places show apart. `code` stands in backquotes; places of plain text show it without.
 */

export type Arguments = Readonly<Record<string, string | number>>;

export interface Message {
  /** Owner and key: `pool/copied/copied`, `doctor/noGo`. Unique in the product; translations are keyed by it. */
  readonly id: string;
  readonly args: Arguments;
  /** Whole sentences that follow it, such as the assumption that it rests on. */
  readonly then?: readonly Message[];
}

/** English texts of an owner by key; `{name}` is filled with the argument of that name. */
export type Texts = Readonly<Record<string, string>>;

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** For each text a function from its arguments to the message, or the message itself where it takes none. */
export type Sentences<T extends Texts> = {
  readonly [K in keyof T]: [NamesIn<T[K]>] extends [never] ? Message : (args: Readonly<Record<NamesIn<T[K]>, string | number>>) => Message;
};

const english = new Map<string, string>();

/** Declares the texts of an owner: a rule's id, or the name of a room's part. Throws when an id is taken, which only a slip can do. */
export function messages<const T extends Texts>(owner: string, texts: T): Sentences<T> {
  const out: Record<string, Message | ((args: Arguments) => Message)> = {};
  for (const [key, text] of Object.entries(texts)) {
    const id = `${owner}/${key}`;
    if (english.has(id) && english.get(id) !== text) throw new Error(`two texts are called ${id}`);
    english.set(id, text);
    out[key] = /\{\w+\}/.test(text) ? (args: Arguments) => ({ id, args }) : { id, args: {} };
  }
  return out as Sentences<T>;
}

/** The message with more sentences behind it; those that are undefined are left out. */
export function followedBy(message: Message, ...more: readonly (Message | undefined)[]): Message {
  const then = [...(message.then ?? []), ...more.filter(m => m !== undefined)];
  return then.length === 0 ? message : { ...message, then };
}

/** Every English text that loaded modules declare, by id. */
export function englishTexts(): ReadonlyMap<string, string> {
  return english;
}

/** Tells messages apart and puts them into an order that no language changes. */
export function messageKey(message: Message): string {
  return JSON.stringify([message.id, message.args, ...(message.then ?? []).map(messageKey)]);
}
