/** The words of `--help`. What commander itself adds (titles, choices, defaults) is put into the same language here. */
import type { Command, Option } from 'commander';
import { type Message, messages } from '../../engine/base/message.js';
import { plain } from '../../engine/base/wording.js';

export const help = messages('cli-help', {
  program: 'Finds what will hurt a Go program in production: heap escapes, sync.Pool misuse, GOEXPERIMENT drift, cgo in the wrong image.',
  version: 'print the version',
  help: 'print the help of a command',
  locale: 'language of the output, such as de or pt-BR; without it LC_ALL, LC_MESSAGES or LANG decides',
  config: 'project settings to take instead of the nearest .go-preflight.yaml',
  noConfig: 'take no project settings',
  paths: 'files and folders',
  format: 'output format',
  check: 'check Go files, Dockerfiles and other build files',
  tier: 'static: no toolchain; all: ask the Go compiler too',
  failOn: 'exit with 1 if a finding has at least this severity',
  rule: 'severity of a rule or family: {severities} (repeatable)',
  fix: 'apply safe fixes',
  tests: 'report heap allocations in _test.go files too',
  noCgo: 'compile no file that uses cgo, so that go starts no C compiler (for code of strangers)',
  hints: 'list hints too, with what the escape graph finds (always with --tier all or --fail-on hint)',
  quiet: 'print findings only: no summary, no notes',
  color: 'colours: auto (on a terminal, as NO_COLOR and FORCE_COLOR say), always or never',
  escapes: 'list what the Go compiler puts on the heap, record it, and find what is new',
  write: 'record all allocations, independent of their positions',
  baseline: 'exit with 1 only if there are allocations that this record does not have',
  since: 'exit with 1 only if there are allocations that this git revision does not have',
  explain: 'explain a rule, list a family of rules, or say why something at FILE:LINE[:COL] is on the heap',
  ruleOrPlace: 'a rule, a family of rules, or a place in a Go file',
  matrix: 'show where the program is built, with which Go and which settings, and what differs',
  rules: 'list the rules',
  json: 'print JSON',
  inspect: 'show how a binary is linked and built, in which images it can start, and how that differs from the places that build here',
  binaryFile: 'an ELF, Mach-O or PE file',
  cgo: 'show which packages need cgo in the programs below a folder, and through which imports',
  moduleFolder: 'a folder of a module',
  target: 'GOOS and GOARCH',
  tags: 'build tags as for go build, separated by commas',
  doctor: 'show which go runs in a folder and why, and what in the environment contradicts the project',
  folder: 'a folder',
  lsp: 'run the language server, for Neovim, Helix, Zed and others',
  mcp: 'answer agents over the Model Context Protocol on stdin and stdout: check, why, verify_fix, image_starts, explain_rule',
  mcpFolder: 'the folder that may be looked at (default: the folders of the client, else the current one)',
  mcpStatic: 'start no go command: for code of strangers',
  completion: 'print a script that completes commands and options in a shell',
  shell: 'the shell',
  stdio: 'use stdin and stdout (the default)',
  exitCodes: 'Exit codes: 0 nothing found, 1 findings, 2 not everything that was asked for could be looked at (server/docs/exit-codes.md).',
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  commands: 'Commands:',
  choices: '(choices: {choices})',
  default: '(default: {value})',
});

const TITLES: Readonly<Record<string, Message>> = {
  'Usage:': help.usage,
  'Arguments:': help.arguments,
  'Options:': help.options,
  'Commands:': help.commands,
};

/** Lets a command and those below it, which must all be there, write their help in the language in use. */
export function wordHelp(command: Command): void {
  command.configureHelp({
    styleTitle: title => (TITLES[title] ? plain(TITLES[title]) : title),
    optionDescription: describe,
  });
  command.helpOption('-h, --help', plain(help.help));
  if (command.commands.length > 0) command.helpCommand('help [command]', plain(help.help));
  for (const sub of command.commands) wordHelp(sub);
}

function describe({ description, argChoices, defaultValue }: Option): string {
  const isShown = typeof defaultValue === 'string' && defaultValue !== '';
  const more = [
    ...(argChoices ? [help.choices({ choices: argChoices.join(', ') })] : []),
    ...(isShown ? [help.default({ value: defaultValue })] : []),
  ];
  return [description, ...more.map(plain)].join(' ');
}
