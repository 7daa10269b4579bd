/** The words of `go-preflight check`. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Config, DEFAULT_CONFIG, RULE_SETTINGS, type RuleSetting } from '../../../engine/base/config.js';
import { atLeast, SEVERITIES, type Severity } from '../../../engine/base/finding.js';
import { plain } from '../../../engine/base/wording.js';
import { RULES } from '../../../engine/rules/registry.js';
import { isRuleOrFamily } from '../../../engine/rules/rule-names.js';
import { withProject } from '../../../engine/settings/project-file.js';
import { type CheckOptions, check } from '../check.js';
import { toKey } from '../discover.js';
import { configOption } from '../early-options.js';
import { fixAll } from '../fix.js';
import { FORMATS, type Format, print } from '../formats/formats.js';
import { help } from '../help-words.js';
import type { CheckedFinding } from '../model.js';
import type { CommandOutcome } from '../outcome.js';
import { progressLine } from '../progress.js';
import { say } from '../words.js';
import type { CommandHost } from './command-host.js';

interface CheckFlags {
  readonly format: Format;
  readonly tier: 'static' | 'all';
  readonly failOn: Severity;
  readonly fix: boolean;
  readonly tests: boolean;
  readonly cgo: boolean;
  readonly hints: boolean;
  readonly quiet: boolean;
  readonly rule: Config['rules'];
}

export function addCheckCommand(program: Command, host: CommandHost): void {
  program
    .command('check', { isDefault: false })
    .description(plain(help.check))
    .argument('[path...]', plain(help.paths), ['.'])
    .addOption(new Option('--format <format>', plain(help.format)).choices(Object.keys(FORMATS)).default('text'))
    .addOption(new Option('--tier <tier>', plain(help.tier)).choices(['static', 'all']).default('static'))
    .addOption(new Option('--fail-on <severity>', plain(help.failOn)).choices([...SEVERITIES]).default('warning'))
    .addOption(configOption())
    .option('--no-config', plain(help.noConfig))
    .option('--rule <id=severity>', plain(help.rule({ severities: RULE_SETTINGS.join(', ') })), readRuleFlag, {})
    .option('--fix', plain(help.fix), false)
    .option('--tests', plain(help.tests), false)
    .option('--no-cgo', plain(help.noCgo))
    .option('--hints', plain(help.hints), false)
    .option('-q, --quiet', plain(help.quiet), false)
    .action(host.does((paths: string[], flags: CheckFlags) => runCheck(paths, flags, host)));
}

async function runCheck(
  paths: readonly string[],
  flags: CheckFlags,
  { terminal, isColoured, project }: CommandHost,
): Promise<CommandOutcome> {
  const cwd = toKey(terminal.cwd);
  const hints = flags.hints || flags.tier === 'all' || flags.failOn === 'hint';
  const progress = progressLine(terminal.stderrIsTerminal && !flags.quiet ? terminal.unguarded.stderr : undefined);
  const options: CheckOptions = {
    paths,
    cwd,
    tier: flags.tier,
    project,
    config: {
      ...withProject({ ...DEFAULT_CONFIG, rules: flags.rule, escapeTests: flags.tests, cgo: flags.cgo }, project.file, flags.tests),
      // What the graph alone says is a hint: where nobody wants hints it is not asked.
      escapeGraph: hints ? 'asked' : 'off',
    },
    grammars: terminal.grammars(),
    env: terminal.env,
    workerScript: terminal.workerScript,
    onProgress: progress.report,
  };
  const { result, fixed } = await (flags.fix ? fixAll(options) : check(options).then(r => ({ result: r, fixed: 0 }))).finally(
    progress.clear,
  );
  if (flags.fix) terminal.stderr(`go-preflight: ${plain(fixed === 1 ? say.oneFixApplied : say.fixesApplied({ count: fixed }))}\n`);
  const { gaps, findings } = result;
  const notes = flags.quiet ? [] : result.notes;
  const fails = (f: CheckedFinding) => !f.suppressed && atLeast(f.severity, flags.failOn);
  const shown = { cwd, colour: isColoured, hints, quiet: flags.quiet, fails, version: terminal.version };
  return {
    ...{ gaps, notes, found: findings.some(fails) },
    print: code => print(flags.format, result, { ...shown, code }, terminal),
  };
}

function readRuleFlag(value: string, before: Config['rules']): Config['rules'] {
  const [id = '', severity = ''] = value.split('=');
  if (!RULE_SETTINGS.includes(severity as RuleSetting))
    throw new InvalidArgumentError(plain(say.ruleOption({ severities: RULE_SETTINGS.join(', ') })));
  if (!isRuleOrFamily(id, RULES)) throw new InvalidArgumentError(plain(say.noRuleOrFamily({ id })));
  return { ...before, [id]: severity as RuleSetting };
}
