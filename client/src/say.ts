/** The client's texts in the language of the editor. */
import * as vscode from 'vscode';
import { WORDS } from './words.js';

type Words = typeof WORDS;
type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type Arguments<S extends string> = [NamesIn<S>] extends [never] ? [] : [Readonly<Record<NamesIn<S>, string>>];

export function say<K extends keyof Words>(name: K, ...[args]: Arguments<Words[K]>): string {
  return vscode.l10n.t(WORDS[name], args ?? {});
}
