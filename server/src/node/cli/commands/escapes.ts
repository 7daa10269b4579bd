/** The words of `go-preflight escapes`. Only new heap allocations are something that it has found. */
import { type Command, Option } from 'commander';
import { DEFAULT_CONFIG } from '../../../engine/base/config.js';
import { plain } from '../../../engine/base/wording.js';
import { withProject } from '../../../engine/settings/project-file.js';
import { toKey } from '../discover.js';
import { configOption } from '../early-options.js';
import { type EscapesOptions, escapes } from '../escapes.js';
import { FORMATS, type Format, print } from '../formats/formats.js';
import { help } from '../help-words.js';
import type { CommandOutcome } from '../outcome.js';
import type { CommandHost } from './command-host.js';

interface EscapesFlags {
  readonly format: Format;
  readonly write?: string;
  readonly baseline?: string;
  readonly since?: string;
  readonly cgo: boolean;
  readonly quiet: boolean;
}

export function addEscapesCommand(program: Command, host: CommandHost): void {
  program
    .command('escapes')
    .description(plain(help.escapes))
    .argument('[path...]', plain(help.paths), ['.'])
    .option('--write <file>', plain(help.write))
    .addOption(new Option('--baseline <file>', plain(help.baseline)).conflicts('since'))
    .option('--since <revision>', plain(help.since))
    .addOption(configOption())
    .option('--no-config', plain(help.noConfig))
    .option('--no-cgo', plain(help.noCgo))
    .option('-q, --quiet', plain(help.quiet), false)
    .addOption(new Option('--format <format>', plain(help.format)).choices(Object.keys(FORMATS)).default('text'))
    .action(host.does((paths: string[], flags: EscapesFlags) => runEscapes(paths, flags, host)));
}

async function runEscapes(
  paths: readonly string[],
  flags: EscapesFlags,
  { terminal, isColoured, project }: CommandHost,
): Promise<CommandOutcome> {
  const cwd = toKey(terminal.cwd);
  const { write, baseline, since, format } = flags;
  const options: EscapesOptions = {
    ...{ paths, cwd, write, baseline, since, project },
    ...{
      config: withProject({ ...DEFAULT_CONFIG, cgo: flags.cgo }, project.file, false),
      grammars: terminal.grammars(),
      env: terminal.env,
    },
  };
  const result = await escapes(options);
  const { gaps, comparison, findings } = result;
  const { quiet } = flags;
  const shown = { cwd, colour: isColoured, hints: true, quiet, fails: () => comparison !== undefined, version: terminal.version };
  return {
    ...{ gaps, notes: quiet ? [] : result.notes, found: comparison !== undefined && findings.length > 0 },
    print: code => print(format, result, { ...shown, code }, terminal),
  };
}
