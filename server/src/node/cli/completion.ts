/** Scripts that let a shell complete commands, options and what they take; made from the commands themselves. */
import type { Command, Option } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What its arguments may be; undefined for files. */
  readonly words: readonly string[] | undefined;
}

interface CompletedOption {
  readonly short: string | undefined;
  readonly long: string;
  readonly description: string;
  readonly takes: 'nothing' | 'a file' | readonly string[];
}

const NAME = 'go-preflight';

/** `words`: what the arguments of a command may be, by its name, where they are no files. */
export function completionScript(shell: Shell, program: Command, words: Readonly<Record<string, readonly string[]>>): string {
  const commands = program.commands.map(command => read(command, words[command.name()]));
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      return zsh(commands);
    case 'fish':
      return fish(commands);
  }
}

function read(command: Command, words: readonly string[] | undefined): CompletedCommand {
  const options = [...command.options, command.createOption('-h, --help')].flatMap(completed);
  return { name: command.name(), description: command.description(), options, words };
}

function completed(option: Option): CompletedOption[] {
  if (option.long === undefined || option.long === null) return [];
  const takes = option.argChoices ?? (option.required || option.optional ? ('a file' as const) : ('nothing' as const));
  return [{ short: option.short ?? undefined, long: option.long, description: option.description, takes }];
}

const named = ({ short, long }: CompletedOption): readonly string[] => (short === undefined ? [long] : [short, long]);
const choicesOf = ({ takes }: CompletedOption): readonly string[] => (typeof takes === 'string' ? [] : takes);

/** In single quotes for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function bash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(c => c.name);
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(o => o.takes !== 'nothing')
      .map(o => {
        const words = o.takes === 'a file' ? 'return' : `COMPREPLY=($(compgen -W ${quoted(choicesOf(o).join(' '))} -- "$cur")); return`;
        return `    ${named(o)
          .map(n => `${name}:${n}`)
          .join('|')}) ${words} ;;`;
      }),
  );
  const words = commands.map(({ name, options, words }) => {
    const own = words ? ` ; else COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$cur"))` : '';
    return `    ${name}) if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W ${quoted(options.flatMap(named).join(' '))} -- "$cur"))${own}; fi ;;`;
  });
  return `# bash completion of ${NAME}
_go_preflight() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} cmd= word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${names.join('|')}) cmd=$word; break ;; esac
  done
  case $cmd:$prev in
${values.join('\n')}
  esac
  case $cmd in
    '') COMPREPLY=($(compgen -W ${quoted(names.join(' '))} -- "$cur")) ;;
${words.join('\n')}
  esac
}
complete -o default -F _go_preflight ${NAME}
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const text = (description: string) => description.replaceAll(/[[\]:\\]/g, '\\$&');
  const option = (o: CompletedOption) => {
    const value = o.takes === 'nothing' ? '' : o.takes === 'a file' ? ':value:_files' : `:value:(${o.takes.join(' ')})`;
    return named(o).map(n => quoted(`${n}[${text(o.description)}]${value}`));
  };
  const cases = commands.map(({ name, options, words }) => {
    const last = quoted(words ? `*:word:(${words.join(' ')})` : '*:file:_files');
    return `    ${name}) _arguments ${[...options.flatMap(option), last].join(' ')} ;;`;
  });
  return `#compdef ${NAME}
_go_preflight() {
  local -a commands
  commands=(${commands.map(c => quoted(`${c.name}:${text(c.description)}`)).join(' ')})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local cmd=$words[2]
  shift words
  (( CURRENT-- ))
  case $cmd in
${cases.join('\n')}
  esac
}
compdef _go_preflight ${NAME}
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const text = (description: string) => `'${description.replaceAll(/['\\]/g, '\\$&')}'`;
  const lines = commands.flatMap(({ name, description, options, words }) => {
    const here = `complete -c ${NAME} -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c ${NAME} -n __fish_use_subcommand -f -a ${name} -d ${text(description)}`,
      ...options.map(o => {
        const short = o.short === undefined ? '' : ` -s ${o.short.slice(1)}`;
        const value = o.takes === 'nothing' ? '' : o.takes === 'a file' ? ' -r -F' : ` -x -a ${text(o.takes.join(' '))}`;
        return `${here}${short} -l ${o.long.slice(2)} -d ${text(o.description)}${value}`;
      }),
      ...(words ? [`${here} -f -a ${text(words.join(' '))}`] : []),
    ];
  });
  return `# fish completion of ${NAME}\n${lines.join('\n')}\n`;
}
