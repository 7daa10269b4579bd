/** The command line: words in, exit code out. 0 clean, 1 findings at or above `--fail-on`, 2 could not run. */

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { type Config, DEFAULT_CONFIG, RULE_SETTINGS, type RuleSetting } from '../../engine/base/config.js';
import { atLeast, SEVERITIES, type Severity } from '../../engine/base/finding.js';
import { localeOf } from '../../engine/base/locale.js';
import { useBundle } from '../../engine/base/wording.js';
import { RULES, ruleById } from '../../engine/rules/registry.js';
import { isRuleOrFamily } from '../../engine/rules/rule-names.js';
import { type CheckOptions, check } from './check.js';
import { addEscapesCommand } from './commands/escapes.js';
import { addReportCommands } from './commands/reports.js';
import { NoCompiler } from './compiler-tier.js';
import { NoSuchPath, toKey } from './discover.js';
import { explainPlace, readPlace } from './explain-place.js';
import { fixAll } from './fix.js';
import { FORMATS, type Format } from './formats/formats.js';
import { localeArgument, localeOption } from './locale-option.js';
import { MATRIX_FORMATS, type MatrixFormat, matrixText } from './matrix.js';
import { progressLine } from './progress.js';
import { explainText, rulesJson, rulesText, similarRule } from './rule-text.js';
import type { Terminal } from './terminal.js';

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
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.clean;
  useBundle(terminal.bundle(localeArgument(args) ?? localeOf(terminal.env)));
  const program = new Command('go-preflight')
    .description(
      'Shows what will hurt a Go program in production: heap escapes, sync.Pool misuse, GOEXPERIMENT drift, cgo in the wrong image.',
    )
    .version(terminal.version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.stdout, writeErr: terminal.stderr });
  program
    .command('check', { isDefault: false })
    .description('check Go files and Dockerfiles')
    .argument('[path...]', 'files and folders', ['.'])
    .addOption(new Option('--format <format>', 'how findings are written').choices(Object.keys(FORMATS)).default('text'))
    .addOption(
      new Option('--tier <tier>', 'static: no toolchain; all: the Go compiler has its say too')
        .choices(['static', 'all'])
        .default('static'),
    )
    .addOption(new Option('--fail-on <severity>', 'exit with 1 from this severity on').choices([...SEVERITIES]).default('warning'))
    .option('--rule <id=severity>', `severity of a rule or family: ${RULE_SETTINGS.join(', ')} (repeatable)`, readRuleFlag, {})
    .option('--fix', 'apply fixes that are safe', false)
    .option('--tests', 'heap allocations in _test.go files too', false)
    .option('--hints', 'list hints in the text too (always with --tier all or --fail-on hint)', false)
    .action(async (paths: string[], flags: CheckFlags) => {
      code = await runCheck(paths, flags, terminal);
    });
  addEscapesCommand(program, {
    terminal,
    isColoured: colour(terminal, terminal.stdoutIsTerminal),
    fail: message => fail(terminal, message),
    exit: value => {
      code = value;
    },
  });
  program
    .command('explain')
    .description('what a rule reports, why, and what to do; or why the place FILE:LINE[:COL] is on the heap')
    .argument('<rule or place>')
    .action(async (id: string) => {
      const place = readPlace(id);
      if (place) {
        const { text, known } = await explainPlace(place, terminal, colour(terminal, terminal.stdoutIsTerminal));
        terminal.stdout(text);
        if (!known) code = EXIT.failed;
        return;
      }
      const rule = ruleById(id);
      if (rule) terminal.stdout(explainText(rule, colour(terminal, terminal.stdoutIsTerminal)));
      else code = fail(terminal, `There is no rule ${id}.${similarRule(id) ? ` Did you mean ${similarRule(id)}?` : ''}`);
    });
  program
    .command('matrix')
    .description('where the program is built, with which Go and which settings, and what differs')
    .argument('[path...]', 'files and folders', ['.'])
    .addOption(new Option('--format <format>', 'how the table is written').choices([...MATRIX_FORMATS]).default('text'))
    .action(async (paths: string[], { format }: { format: MatrixFormat }) => {
      const options = { paths, cwd: toKey(terminal.cwd), grammars: terminal.grammars(), env: terminal.env, format };
      terminal.stdout(await matrixText(options));
    });
  program
    .command('rules')
    .description('list the rules')
    .option('--json', 'as JSON', false)
    .action((flags: { json: boolean }) =>
      terminal.stdout(flags.json ? rulesJson() : rulesText(colour(terminal, terminal.stdoutIsTerminal))),
    );
  addReportCommands(program, terminal, message => {
    code = fail(terminal, message);
  });
  program
    .command('lsp')
    .description('language server for Neovim, Helix, Zed and others')
    .option('--stdio', 'talk over stdin and stdout (the default)')
    .action(() => terminal.serve());
  for (const command of [program, ...program.commands]) command.addOption(localeOption());
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.failed;
    return fail(
      terminal,
      error instanceof NoSuchPath || error instanceof NoCompiler
        ? error.message
        : `Internal error: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
    );
  }
  return code;
}

async function runCheck(paths: readonly string[], flags: CheckFlags, terminal: Terminal): Promise<number> {
  const cwd = toKey(terminal.cwd);
  const progress = progressLine(terminal.stderrIsTerminal ? terminal.stderr : undefined);
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
  for (const warning of result.warnings) terminal.stderr(`go-preflight: warning: ${warning}\n`);
  if (flags.fix) terminal.stderr(`go-preflight: ${fixed} ${fixed === 1 ? 'fix' : 'fixes'} applied\n`);
  const isColoured = flags.format === 'text' && colour(terminal, terminal.stdoutIsTerminal);
  const hints = flags.hints || flags.tier === 'all' || flags.failOn === 'hint';
  terminal.stdout(FORMATS[flags.format](result, { cwd, colour: isColoured, hints, version: terminal.version }));
  return result.findings.some(f => !f.suppressed && atLeast(f.severity, flags.failOn)) ? EXIT.findings : EXIT.clean;
}

function fail(terminal: Terminal, message: string): number {
  const c = pc.createColors(colour(terminal, terminal.stderrIsTerminal));
  terminal.stderr(`${c.red('go-preflight:')} ${message}\n`);
  return EXIT.failed;
}

/** NO_COLOR wins over FORCE_COLOR, both over what the stream is (no-color.org; empty counts as unset). */
function colour({ env }: Terminal, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}

function readRuleFlag(value: string, before: Config['rules']): Config['rules'] {
  const [id = '', severity = ''] = value.split('=');
  if (!RULE_SETTINGS.includes(severity as RuleSetting))
    throw new InvalidArgumentError(`Write it as pool/copied=off; the severities are ${RULE_SETTINGS.join(', ')}.`);
  if (!isRuleOrFamily(id, RULES)) throw new InvalidArgumentError(`There is no rule or family ${id}.`);
  return { ...before, [id]: severity as RuleSetting };
}
