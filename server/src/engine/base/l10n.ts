/**
 * Every sentence a user reads passes through `t`, in the form of `@vscode/l10n`: the English text is the key, `{0}` and `{name}` are
 * placeholders. A language is then one file, and the engine stays free of any host's API.
 */

export type Bundle = Readonly<Record<string, string>>;
type Argument = string | number;

let bundle: Bundle = {};

/** Replaces the translations; messages without one stay English. */
export function setTranslations(translations: Bundle): void {
  bundle = translations;
}

/** Translates `message` and fills its placeholders: `{0}` by position, `{name}` from one object. */
export function t(message: string, ...args: Argument[] | [Readonly<Record<string, Argument>>]): string {
  const values: Readonly<Record<string, Argument>> =
    args.length === 1 && typeof args[0] === 'object' ? args[0] : Object.fromEntries(args.map((a, i) => [i, a as Argument]));
  return (bundle[message] ?? message).replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));
}
