/** Options that are read before anything else, since the help has its words and colours too: the project's file may name a language. */
import { Option } from 'commander';
import { plain } from '../../engine/base/wording.js';
import { help } from './help-words.js';
import type { Colours } from './terminal.js';

export function localeOption(): Option {
  return new Option('--locale <locale>', plain(help.locale));
}

export function colourOption(): Option {
  return new Option('--color <when>', plain(help.color)).choices(['auto', 'always', 'never']).default('auto');
}

export function configOption(): Option {
  return new Option('--config <file>', plain(help.config));
}

/** The project file that the words of the command line name; `none` when they want none. */
export const configArgument = (args: readonly string[]): string | 'none' | undefined =>
  own(args).includes('--no-config') ? 'none' : argument(args, '--config');

/** The language that the words of the command line name; undefined when they name none. */
export const localeArgument = (args: readonly string[]): string | undefined => argument(args, '--locale');

/** Undefined for `auto`, for a word that is none of the choices, and when nothing is said. */
export function colourArgument(args: readonly string[]): Colours | undefined {
  const word = argument(args, '--color');
  return word === 'always' || word === 'never' ? word : undefined;
}

const own = (args: readonly string[]) => (args.includes('--') ? args.slice(0, args.indexOf('--')) : args);

function argument(args: readonly string[], option: string): string | undefined {
  const words = own(args);
  const at = words.findLastIndex(word => word === option || word.startsWith(`${option}=`));
  if (at < 0) return undefined;
  return words[at]!.startsWith(`${option}=`) ? words[at]!.slice(option.length + 1) : words[at + 1];
}
