/** The commands that report instead of checking: `matrix`, `inspect`, `cgo` and `doctor`. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { plain } from '../../../engine/base/wording.js';
import { doctorJson, doctorReport } from '../../machine/doctor-report.js';
import { toKey } from '../discover.js';
import { DiskFolders } from '../disk-folders.js';
import { configOption } from '../early-options.js';
import { help } from '../help-words.js';
import { inspect } from '../inspect.js';
import { LeftOut } from '../left-out.js';
import { MATRIX_FORMATS, type MatrixFormat, matrixReport } from '../matrix.js';
import { remarks } from '../outcome.js';
import { Refused } from '../refused.js';
import { say } from '../words.js';
import { cgoReport } from './cgo.js';
import { type CommandHost, report } from './command-host.js';

type Format = 'text' | 'json';

export function addReportCommands(program: Command, { terminal, does, project }: CommandHost): void {
  const { cwd, env } = terminal;
  const format = () => new Option('--format <format>', plain(help.format)).choices(['text', 'json']).default('text');
  program
    .command('matrix')
    .description(plain(help.matrix))
    .argument('[path...]', plain(help.paths), ['.'])
    .addOption(new Option('--format <format>', plain(help.format)).choices([...MATRIX_FORMATS]).default('text'))
    .addOption(configOption())
    .option('--no-config', plain(help.noConfig))
    .action(
      does(async (paths: string[], flags: { format: MatrixFormat }) => {
        const disk = new DiskFolders(undefined, new LeftOut(project));
        const { output, ...rest } = await matrixReport({
          paths,
          cwd: toKey(cwd),
          grammars: terminal.grammars(),
          env,
          disk,
          format: flags.format,
        });
        return report(terminal, output, remarks(rest, project));
      }),
    );
  program
    .command('inspect')
    .description(plain(help.inspect))
    .argument('<file>', plain(help.binaryFile))
    .addOption(format())
    .action(
      does(async (file: string, flags: { format: Format }) => {
        const { output, ...remarks } = await inspect(file, { ...flags, cwd, env, grammars: terminal.grammars() });
        return report(terminal, output, remarks);
      }),
    );
  program
    .command('cgo')
    .description(plain(help.cgo))
    .argument('[dir]', plain(help.moduleFolder), '.')
    .addOption(format())
    .option('--target <os/arch>', plain(help.target), readTarget, 'linux/amd64')
    .option('--tags <tags>', plain(help.tags), '')
    .action(
      does(async (dir: string, flags: { format: Format; target: string; tags: string }) => {
        const { output, ...remarks } = await cgoReport({ dir, cwd, env, grammars: terminal.grammars(), ...flags });
        return report(terminal, output, remarks);
      }),
    );
  program
    .command('doctor')
    .description(plain(help.doctor))
    .argument('[dir]', plain(help.folder), '.')
    .addOption(format())
    .action(
      does(async (dir: string, flags: { format: Format }) => {
        const path = resolve(cwd, dir);
        if (!existsSync(path) || !statSync(path).isDirectory()) throw new Refused(say.noSuchFolder({ path: dir }));
        const request = { dir: path, configured: '', env, mayRun: true };
        return report(terminal, await (flags.format === 'json' ? doctorJson(request) : doctorReport(request, terminal.version)));
      }),
    );
}

function readTarget(value: string): string {
  if (!/^[a-z0-9]+\/[a-z0-9]+$/.test(value)) throw new InvalidArgumentError(plain(say.targetOption));
  return value;
}
