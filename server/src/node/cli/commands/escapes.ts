/** The words of `go-preflight escapes`, and what its exit code means: 0 nothing new, 1 new heap allocations, 2 could not run or compare. */
import { type Command, Option } from 'commander';
import { DEFAULT_CONFIG } from '../../../engine/base/config.js';
import { toKey } from '../discover.js';
import { BadRecord, type EscapesOptions, escapes } from '../escapes.js';
import { FORMATS, type Format } from '../formats/formats.js';
import { GitFailed } from '../git-worktree.js';
import type { Terminal } from '../terminal.js';

interface EscapesFlags {
  readonly format: Format;
  readonly write?: string;
  readonly baseline?: string;
  readonly since?: string;
}

/** What the command needs of the program around it. */
export interface CommandHost {
  readonly terminal: Terminal;
  readonly isColoured: boolean;
  /** Tells the user why nothing was done; returns the exit code for it. */
  fail(message: string): number;
  exit(code: number): void;
}

export function addEscapesCommand(program: Command, host: CommandHost): void {
  program
    .command('escapes')
    .description('list what the Go compiler puts on the heap, record it, and find what is new')
    .argument('[path...]', 'files and folders', ['.'])
    .option('--write <file>', 'record all allocations, independent of their positions')
    .addOption(new Option('--baseline <file>', 'exit with 1 only on allocations that the record does not have').conflicts('since'))
    .option('--since <revision>', 'exit with 1 only on allocations that this git revision does not have')
    .addOption(new Option('--format <format>', 'how allocations are written').choices(Object.keys(FORMATS)).default('text'))
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
  try {
    const result = await escapes(options);
    for (const warning of result.warnings) terminal.stderr(`go-preflight: warning: ${warning}\n`);
    terminal.stdout(FORMATS[format](result, { cwd, colour: format === 'text' && host.isColoured, hints: true, version: terminal.version }));
    if (!result.complete) return 2;
    return result.comparison && result.findings.length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof BadRecord || error instanceof GitFailed) return host.fail(error.message);
    throw error;
  }
}
