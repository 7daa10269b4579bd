/** `--locale` and `--color`: every command has them, and they are read before anything else, since the help has its words and colours too. */
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

/** The language that the words of the command line name; undefined when they name none. */
export const localeArgument = (args: readonly string[]): string | undefined => argument(args, '--locale');

/** Undefined for `auto`, for a word that is none of the choices, and when nothing is said. */
export function colourArgument(args: readonly string[]): Colours | undefined {
  const word = argument(args, '--color');
  return word === 'always' || word === 'never' ? word : undefined;
}

function argument(args: readonly string[], option: string): string | undefined {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const at = own.findLastIndex(word => word === option || word.startsWith(`${option}=`));
  if (at < 0) return undefined;
  return own[at]!.startsWith(`${option}=`) ? own[at]!.slice(option.length + 1) : own[at + 1];
}
