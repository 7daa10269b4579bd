/** The words of `go-preflight escapes`, and what its exit code means: 0 nothing new, 1 new heap allocations, 2 could not run or compare. */
import { type Command, Option } from 'commander';
import { DEFAULT_CONFIG } from '../../../engine/base/config.js';
import type { Message } from '../../../engine/base/message.js';
import { plain } from '../../../engine/base/wording.js';
import { toKey } from '../discover.js';
import { type EscapesOptions, escapes } from '../escapes.js';
import { FORMATS, type Format, print } from '../formats/formats.js';
import type { GuardedTerminal } from '../guarded-terminal.js';
import { help } from '../help-words.js';

interface EscapesFlags {
  readonly format: Format;
  readonly write?: string;
  readonly baseline?: string;
  readonly since?: string;
}

/** What the command needs of the program around it. */
export interface CommandHost {
  readonly terminal: GuardedTerminal;
  readonly isColoured: boolean;
  warn(warnings: readonly Message[]): void;
  exit(code: number): void;
}

export function addEscapesCommand(program: Command, host: CommandHost): void {
  program
    .command('escapes')
    .description(plain(help.escapes))
    .argument('[path...]', plain(help.paths), ['.'])
    .option('--write <file>', plain(help.write))
    .addOption(new Option('--baseline <file>', plain(help.baseline)).conflicts('since'))
    .option('--since <revision>', plain(help.since))
    .addOption(new Option('--format <format>', plain(help.format)).choices(Object.keys(FORMATS)).default('text'))
    .action(async (paths: string[], flags: EscapesFlags) => host.exit(await runEscapes(paths, flags, host)));
}

async function runEscapes(paths: readonly string[], flags: EscapesFlags, host: CommandHost): Promise<number> {
  const { terminal } = host;
  const cwd = toKey(terminal.cwd);
  const { write, baseline, since, format } = flags;
  const options: EscapesOptions = {
    ...{ paths, cwd, write, baseline, since },
    ...{ config: DEFAULT_CONFIG, grammars: terminal.grammars(), env: terminal.env },
  };
  const result = await escapes(options);
  host.warn(result.warnings);
  print(format, result, { cwd, colour: format === 'text' && host.isColoured, hints: true, version: terminal.version }, terminal);
  if (!result.complete) return 2;
  return result.comparison && result.findings.length > 0 ? 1 : 0;
}
