/** The commands that report instead of checking: `inspect`, `cgo` and `doctor`. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Message } from '../../../engine/base/message.js';
import { plain } from '../../../engine/base/wording.js';
import { doctorReport } from '../../machine/doctor-report.js';
import { help } from '../help-words.js';
import { inspect } from '../inspect.js';
import type { Terminal } from '../terminal.js';
import { say } from '../words.js';
import { cgoText } from './cgo.js';

type Format = 'text' | 'json';

/** `fail` writes a sentence to stderr and makes the exit code 2. */
export function addReportCommands(program: Command, terminal: Terminal, fail: (message: Message) => void): void {
  const format = () => new Option('--format <format>', plain(help.format)).choices(['text', 'json']).default('text');
  program
    .command('inspect')
    .description(plain(help.inspect))
    .argument('<file>', plain(help.binaryFile))
    .addOption(format())
    .action(async (file: string, flags: { format: Format }) => {
      const { cwd, env } = terminal;
      const report = await inspect(file, { ...flags, cwd, env, grammars: terminal.grammars() });
      if ('output' in report) terminal.stdout(report.output);
      else fail(report.error);
    });
  program
    .command('cgo')
    .description(plain(help.cgo))
    .argument('[dir]', plain(help.moduleFolder), '.')
    .addOption(format())
    .option('--target <os/arch>', plain(help.target), readTarget, 'linux/amd64')
    .option('--tags <tags>', plain(help.tags), '')
    .action(async (dir: string, flags: { format: Format; target: string; tags: string }) => {
      const { cwd, env } = terminal;
      terminal.stdout(await cgoText({ dir, cwd, env, grammars: terminal.grammars(), ...flags }));
    });
  program
    .command('doctor')
    .description(plain(help.doctor))
    .argument('[dir]', plain(help.folder), '.')
    .action(async (dir: string) => {
      const path = resolve(terminal.cwd, dir);
      if (!existsSync(path) || !statSync(path).isDirectory()) return fail(say.noSuchFolder({ path: dir }));
      terminal.stdout(await doctorReport({ dir: path, configured: '', env: terminal.env, mayRun: true }, terminal.version));
    });
}

function readTarget(value: string): string {
  if (!/^[a-z0-9]+\/[a-z0-9]+$/.test(value)) throw new InvalidArgumentError(plain(say.targetOption));
  return value;
}
