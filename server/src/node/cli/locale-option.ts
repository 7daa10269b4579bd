/** `--locale`: the language of every command. It is read before anything else, since the help has its words too. */
import { Option } from 'commander';

export function localeOption(): Option {
  return new Option('--locale <locale>', 'language of what is written, such as de or pt-BR (default: LC_ALL, LC_MESSAGES or LANG)');
}

/** What the words of the command line name; undefined when they name none. */
export function localeArgument(args: readonly string[]): string | undefined {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const at = own.findLastIndex(word => word === '--locale' || word.startsWith('--locale='));
  if (at < 0) return undefined;
  return own[at]!.startsWith('--locale=') ? own[at]!.slice('--locale='.length) : own[at + 1];
}
