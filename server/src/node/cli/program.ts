/** The command line: words in, exit code out. 0 clean, 1 findings at or above `--fail-on`, 2 could not run. */

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { type Config, DEFAULT_CONFIG, RULE_SETTINGS, type RuleSetting } from '../../engine/base/config.js';
import { atLeast, SEVERITIES, type Severity } from '../../engine/base/finding.js';
import { localeOf } from '../../engine/base/locale.js';
import { followedBy, type Message } from '../../engine/base/message.js';
import { visibleLines } from '../../engine/base/printable.js';
import { plain, useBundle } from '../../engine/base/wording.js';
import { RULES, ruleById } from '../../engine/rules/registry.js';
import { isRuleOrFamily } from '../../engine/rules/rule-names.js';
import { type CheckOptions, check } from './check.js';
import { addEscapesCommand } from './commands/escapes.js';
import { addReportCommands } from './commands/reports.js';
import { toKey } from './discover.js';
import { explainPlace, readPlace } from './explain-place.js';
import { fixAll } from './fix.js';
import { FORMATS, type Format, print } from './formats/formats.js';
import { type GuardedTerminal, guarded } from './guarded-terminal.js';
import { help, wordHelp } from './help-words.js';
import { localeArgument, localeOption } from './locale-option.js';
import { MATRIX_FORMATS, type MatrixFormat, matrixText } from './matrix.js';
import { progressLine } from './progress.js';
import { Refused } from './refused.js';
import { explainText, rulesJson, rulesText, similarRule } from './rule-text.js';
import { hasColour, type Terminal } from './terminal.js';
import { say } from './words.js';

const EXIT = { clean: 0, findings: 1, failed: 2 } as const;

interface CheckFlags {
  readonly format: Format;
  readonly tier: 'static' | 'all';
  readonly failOn: Severity;
  readonly fix: boolean;
  readonly tests: boolean;
  readonly hints: boolean;
  readonly rule: Config['rules'];
}

/** `args` are the words after the program's name. Never throws; never ends the process. */
export async function run(args: readonly string[], own: Terminal): Promise<number> {
  const terminal = guarded(own);
  let code: number = EXIT.clean;
  useBundle(terminal.bundle(localeArgument(args) ?? localeOf(terminal.env)));
  const program = new Command('go-preflight')
    .description(plain(help.program))
    .version(terminal.version, '-V, --version', plain(help.version))
    .exitOverride()
    .configureOutput({ writeOut: text => terminal.stdout(visibleLines(text)), writeErr: text => terminal.stderr(visibleLines(text)) });
  program
    .command('check', { isDefault: false })
    .description(plain(help.check))
    .argument('[path...]', plain(help.paths), ['.'])
    .addOption(new Option('--format <format>', plain(help.format)).choices(Object.keys(FORMATS)).default('text'))
    .addOption(new Option('--tier <tier>', plain(help.tier)).choices(['static', 'all']).default('static'))
    .addOption(new Option('--fail-on <severity>', plain(help.failOn)).choices([...SEVERITIES]).default('warning'))
    .option('--rule <id=severity>', plain(help.rule({ severities: RULE_SETTINGS.join(', ') })), readRuleFlag, {})
    .option('--fix', plain(help.fix), false)
    .option('--tests', plain(help.tests), false)
    .option('--hints', plain(help.hints), false)
    .action(async (paths: string[], flags: CheckFlags) => {
      code = await runCheck(paths, flags, terminal);
    });
  addEscapesCommand(program, {
    terminal,
    isColoured: hasColour(terminal, terminal.stdoutIsTerminal),
    warn: warnings => warn(terminal, warnings),
    exit: value => {
      code = value;
    },
  });
  program
    .command('explain')
    .description(plain(help.explain))
    .argument('<rule|place>', plain(help.ruleOrPlace))
    .action(async (id: string) => {
      const place = readPlace(id);
      if (place) {
        const { text, known } = await explainPlace(place, terminal, hasColour(terminal, terminal.stdoutIsTerminal));
        terminal.stdout(text);
        if (!known) code = EXIT.failed;
        return;
      }
      const rule = ruleById(id);
      if (rule) terminal.stdout(explainText(rule, hasColour(terminal, terminal.stdoutIsTerminal)));
      else code = fail(terminal, noRule(id));
    });
  program
    .command('matrix')
    .description(plain(help.matrix))
    .argument('[path...]', plain(help.paths), ['.'])
    .addOption(new Option('--format <format>', plain(help.format)).choices([...MATRIX_FORMATS]).default('text'))
    .action(async (paths: string[], { format }: { format: MatrixFormat }) => {
      const options = { paths, cwd: toKey(terminal.cwd), grammars: terminal.grammars(), env: terminal.env, format };
      terminal.stdout(await matrixText(options));
    });
  program
    .command('rules')
    .description(plain(help.rules))
    .option('--json', plain(help.json), false)
    .action((flags: { json: boolean }) =>
      terminal.stdout(flags.json ? rulesJson() : rulesText(hasColour(terminal, terminal.stdoutIsTerminal))),
    );
  addReportCommands(program, terminal, message => {
    code = fail(terminal, message);
  });
  program
    .command('lsp')
    .description(plain(help.lsp))
    .option('--stdio', plain(help.stdio))
    .action(() => terminal.serve());
  for (const command of [program, ...program.commands]) command.addOption(localeOption());
  wordHelp(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.failed;
    if (error instanceof Refused) return fail(terminal, error.reason);
    const [first = '', ...stack] = (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');
    return fail(terminal, say.internal({ error: first }), stack);
  }
  return code;
}

async function runCheck(paths: readonly string[], flags: CheckFlags, terminal: GuardedTerminal): Promise<number> {
  const cwd = toKey(terminal.cwd);
  const progress = progressLine(terminal.stderrIsTerminal ? terminal.unguarded.stderr : undefined);
  const options: CheckOptions = {
    paths,
    cwd,
    tier: flags.tier,
    config: { ...DEFAULT_CONFIG, rules: flags.rule, escapeTests: flags.tests },
    grammars: terminal.grammars(),
    env: terminal.env,
    workerScript: terminal.workerScript,
    onProgress: progress.report,
  };
  const { result, fixed } = await (flags.fix ? fixAll(options) : check(options).then(r => ({ result: r, fixed: 0 }))).finally(
    progress.clear,
  );
  warn(terminal, result.warnings);
  if (flags.fix) terminal.stderr(`go-preflight: ${plain(fixed === 1 ? say.oneFixApplied : say.fixesApplied({ count: fixed }))}\n`);
  const isColoured = flags.format === 'text' && hasColour(terminal, terminal.stdoutIsTerminal);
  const hints = flags.hints || flags.tier === 'all' || flags.failOn === 'hint';
  print(flags.format, result, { cwd, colour: isColoured, hints, version: terminal.version }, terminal);
  return result.findings.some(f => !f.suppressed && atLeast(f.severity, flags.failOn)) ? EXIT.findings : EXIT.clean;
}

function noRule(id: string): Message {
  const similar = similarRule(id);
  return followedBy(say.noRule({ id }), similar === undefined ? undefined : say.similarRule({ id: similar }));
}

function warn(terminal: Terminal, warnings: readonly Message[]): void {
  for (const warning of warnings) terminal.stderr(`go-preflight: ${plain(say.warning({ text: plain(warning) }))}\n`);
}

function fail(terminal: Terminal, message: Message, more: readonly string[] = []): number {
  const c = pc.createColors(hasColour(terminal, terminal.stderrIsTerminal));
  terminal.stderr(`${c.red('go-preflight:')} ${[plain(message), ...more].join('\n')}\n`);
  return EXIT.failed;
}

function readRuleFlag(value: string, before: Config['rules']): Config['rules'] {
  const [id = '', severity = ''] = value.split('=');
  if (!RULE_SETTINGS.includes(severity as RuleSetting))
    throw new InvalidArgumentError(plain(say.ruleOption({ severities: RULE_SETTINGS.join(', ') })));
  if (!isRuleOrFamily(id, RULES)) throw new InvalidArgumentError(plain(say.noRuleOrFamily({ id })));
  return { ...before, [id]: severity as RuleSetting };
}
