/** `--locale`: the language of every command. It is read before anything else, since the help has its words too. */
import { Option } from 'commander';
import { plain } from '../../engine/base/wording.js';
import { help } from './help-words.js';

export function localeOption(): Option {
  return new Option('--locale <locale>', plain(help.locale));
}

/** What the words of the command line name; undefined when they name none. */
export function localeArgument(args: readonly string[]): string | undefined {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const at = own.findLastIndex(word => word === '--locale' || word.startsWith('--locale='));
  if (at < 0) return undefined;
  return own[at]!.startsWith('--locale=') ? own[at]!.slice('--locale='.length) : own[at + 1];
}
