/** The command line: words in, exit code out. What the code means, `outcome.ts` decides. */

import { resolve } from 'node:path';
import { Argument, Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { localeOf } from '../../engine/base/locale.js';
import { followedBy, type Message } from '../../engine/base/message.js';
import { visibleLines } from '../../engine/base/printable.js';
import { plain, useBundle } from '../../engine/base/wording.js';
import { RULES, ruleById } from '../../engine/rules/registry.js';
import { NEWEST, OLDEST } from '../../engine/tables/experiments.js';
import { addCheckCommand } from './commands/check.js';
import { type CommandHost, report } from './commands/command-host.js';
import { addEscapesCommand } from './commands/escapes.js';
import { addMcpCommand } from './commands/mcp.js';
import { addReportCommands } from './commands/reports.js';
import { completionScript, SHELLS, type Shell } from './completion.js';
import { isFile } from './discover.js';
import { colourArgument, colourOption, configArgument, localeArgument, localeOption } from './early-options.js';
import { explainPlace, readPlace } from './explain-place.js';
import { guarded } from './guarded-terminal.js';
import { help, wordHelp } from './help-words.js';
import { type CommandOutcome, type ExitCode, exitCode, NO_REMARKS, type Remarks } from './outcome.js';
import { projectFor } from './project.js';
import { Refused } from './refused.js';
import { explainText, rulesBelow, rulesJson, rulesText, similarRule } from './rule-text.js';
import { hasColour, type Terminal } from './terminal.js';
import { say } from './words.js';

/** `args` are the words after the program's name. Never throws; never ends the process. */
export async function run(args: readonly string[], own: Terminal): Promise<ExitCode> {
  const colour = colourArgument(args);
  const terminal = guarded({ ...own, ...(colour && { colour }) });
  const project = projectFor(terminal.cwd, configArgument(args));
  useBundle(terminal.bundle(localeArgument(args) ?? project.file.locale ?? localeOf(terminal.env)));
  let outcome: CommandOutcome = { ...NO_REMARKS, found: false, print: () => undefined };
  const host: CommandHost = {
    terminal,
    project,
    isColoured: hasColour(terminal, terminal.stdoutIsTerminal),
    does:
      action =>
      async (...words) => {
        outcome = await action(...words);
      },
  };
  const program = commands(host);
  try {
    await program.parseAsync([...args], { from: 'user' });
    tell(terminal, outcome);
    outcome.print(exitCode(outcome));
  } catch (error) {
    outcome = failure(terminal, error);
  }
  return exitCode(outcome);
}

function commands(host: CommandHost): Command {
  const { terminal, isColoured, does } = host;
  const program = new Command('go-preflight')
    .description(plain(help.program))
    .version(versionText(terminal), '-V, --version', plain(help.version))
    .exitOverride()
    .configureOutput({ writeOut: text => terminal.stdout(visibleLines(text)), writeErr: text => terminal.stderr(visibleLines(text)) })
    .addHelpText('after', () => `\n${plain(help.exitCodes)}\n`);
  addCheckCommand(program, host);
  addEscapesCommand(program, host);
  program
    .command('explain')
    .description(plain(help.explain))
    .argument('<rule|place>', plain(help.ruleOrPlace))
    .option('--no-cgo', plain(help.noCgo))
    .action(does((id: string, flags: { cgo: boolean }) => explain(id, flags, host)));
  program
    .command('rules')
    .description(plain(help.rules))
    .option('--json', plain(help.json), false)
    .action(does((flags: { json: boolean }) => report(terminal, flags.json ? rulesJson() : rulesText(RULES, isColoured))));
  addReportCommands(program, host);
  program
    .command('completion')
    .description(plain(help.completion))
    .addArgument(new Argument('<shell>', plain(help.shell)).choices(SHELLS))
    .action(does((shell: Shell) => report(terminal, completionScript(shell, program, argumentWords()))));
  program
    .command('lsp')
    .description(plain(help.lsp))
    .option('--stdio', plain(help.stdio))
    .action(() => terminal.serve());
  addMcpCommand(program, host);
  for (const command of [program, ...program.commands]) command.addOption(colourOption()).addOption(localeOption());
  wordHelp(program);
  return program;
}

/** What arguments of commands may be that are no files. */
function argumentWords(): Record<string, readonly string[]> {
  const ids = RULES.map(({ id }) => id);
  return { explain: [...new Set(ids.map(id => id.slice(0, id.indexOf('/')))), ...ids], completion: SHELLS, rules: [], lsp: [] };
}

/** The version alone on the first line, for scripts. */
function versionText({ version }: Terminal): string {
  return `${version}\n${plain(say.tables({ oldest: OLDEST, newest: NEWEST, node: process.versions.node }))}`;
}

async function explain(id: string, { cgo }: { readonly cgo: boolean }, { terminal, isColoured }: CommandHost): Promise<CommandOutcome> {
  const place = readPlace(id);
  if (place) {
    const { cwd, env } = terminal;
    const { text, gaps } = await explainPlace(place, { cgo, colour: isColoured, cwd, env, grammars: terminal.grammars() });
    return report(terminal, text, { ...NO_REMARKS, gaps });
  }
  const rule = ruleById(id);
  if (rule) return report(terminal, explainText(rule, isColoured));
  const family = rulesBelow(id);
  if (family.length > 0) return report(terminal, rulesText(family, isColoured));
  if (isFile(resolve(terminal.cwd, id))) throw new Refused(say.noLine({ file: id }));
  const similar = similarRule(id);
  throw new Refused(followedBy(say.noRuleOrFamily({ id }), similar === undefined ? say.explainWhat : say.similarRule({ id: similar })));
}

/** What a command that has thrown has not done. The reason has been said. */
function failure(terminal: Terminal, error: unknown): CommandOutcome {
  const print = () => undefined;
  // Commander has said what is wrong with the words, or printed the help that was asked for.
  if (error instanceof CommanderError) return { ...NO_REMARKS, found: false, print, gaps: error.exitCode === 0 ? [] : [say.badWords] };
  if (error instanceof Refused) {
    complain(terminal, error.reason);
    return { ...NO_REMARKS, found: false, print, gaps: [error.reason] };
  }
  const [first = '', ...stack] = (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');
  const reason = say.internal({ error: first });
  complain(terminal, reason, stack);
  return { ...NO_REMARKS, found: false, print, gaps: [reason] };
}

function tell(terminal: Terminal, { notes, gaps }: Remarks): void {
  for (const note of notes) terminal.stderr(`go-preflight: ${plain(say.warning({ text: plain(note) }))}\n`);
  for (const gap of gaps) complain(terminal, gap);
}

function complain(terminal: Terminal, message: Message, more: readonly string[] = []): void {
  const c = pc.createColors(hasColour(terminal, terminal.stderrIsTerminal));
  terminal.stderr(`${c.red('go-preflight:')} ${[plain(message), ...more].join('\n')}\n`);
}
