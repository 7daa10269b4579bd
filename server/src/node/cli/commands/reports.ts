/** The commands that report instead of checking: `inspect`, `cgo` and `doctor`. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { doctorReport } from '../../machine/doctor-report.js';
import { inspect } from '../inspect.js';
import type { Terminal } from '../terminal.js';
import { cgoText } from './cgo.js';

type Format = 'text' | 'json';

/** `fail` writes a sentence to stderr and makes the exit code 2. */
export function addReportCommands(program: Command, terminal: Terminal, fail: (message: string) => void): void {
  const format = () => new Option('--format <format>', 'how the report is written').choices(['text', 'json']).default('text');
  program
    .command('inspect')
    .description(
      'how a binary is linked, how Go built it, in which images it can start, and how that differs from the places that build here',
    )
    .argument('<file>', 'an ELF, Mach-O or PE file')
    .addOption(format())
    .action(async (file: string, flags: { format: Format }) => {
      const { cwd, env } = terminal;
      const report = await inspect(file, { ...flags, cwd, env, grammars: terminal.grammars() });
      if ('output' in report) terminal.stdout(report.output);
      else fail(report.error);
    });
  program
    .command('cgo')
    .description('which packages bring cgo into the programs below a folder, and by which imports')
    .argument('[dir]', 'a folder of a module', '.')
    .addOption(format())
    .option('--target <os/arch>', 'as for GOOS and GOARCH', readTarget, 'linux/amd64')
    .option('--tags <tags>', 'as for go build, comma separated', '')
    .action(async (dir: string, flags: { format: Format; target: string; tags: string }) => {
      const { cwd, env } = terminal;
      terminal.stdout(await cgoText({ dir, cwd, env, grammars: terminal.grammars(), ...flags }));
    });
  program
    .command('doctor')
    .description('which go runs in a folder and why, and what in the environment contradicts the project')
    .argument('[dir]', 'a folder', '.')
    .action(async (dir: string) => {
      const path = resolve(terminal.cwd, dir);
      if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return fail(`${dir}: there is no such folder`);
      terminal.stdout(await doctorReport({ dir: path, configured: '', env: terminal.env, mayRun: true }, terminal.version));
    });
}

function readTarget(value: string): string {
  if (!/^[a-z0-9]+\/[a-z0-9]+$/.test(value)) throw new InvalidArgumentError('Write it as linux/amd64.');
  return value;
}
