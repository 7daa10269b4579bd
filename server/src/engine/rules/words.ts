/** Sentences that several rules say. What only one rule says stands in its file. */
import type { RelativeFix } from '../base/finding.js';
import { type Message, messages } from '../base/message.js';
import type { StageFacts } from '../builds/dockerfile/facts.js';
import type { ImageEntry } from '../tables/tables.js';

export const say = messages('rules', {
  assumesArgument: 'Assuming `ARG {name}` keeps its default value.',
  assumesArguments: 'Assuming `ARG {names}` keep their default values.',
  didYouMean: 'Did you mean `{name}`?',
  inlinedToOne: 'It allocates at one call that the function is inlined to, in a loop.',
  inlinedTo: 'It allocates at {count} calls that the function is inlined to, in a loop among others.',
  differsByProgram: 'Differs by program: allocated in `{on}`, not in `{off}`.',
  sparedOnceIn: 'Differs by program: `{program}` inlines the function at one call, where this stays on the stack.',
  sparedIn: 'Differs by program: `{program}` inlines the function at {calls} calls, where this stays on the stack.',
  sparedOnce: 'Differs by call: `{program}` inlines the function at one call, where this stays on the stack.',
  spared: 'Differs by call: `{program}` inlines the function at {calls} calls, where this stays on the stack.',
  eachIteration: 'Each iteration of the loop allocates again.',
  replaceFix: 'Replace with `{text}`',
  removeFix: 'Remove `{text}`',
  readsExperiments: 'This command reads GOEXPERIMENT.',
  installCompilerFix: 'Install a C compiler: apk add gcc musl-dev',
  leavesToo: 'This path leaves without that, too.',
  moduleRequires: 'go.mod requires Go {release}.',
});

/** A C compiler for a stage on Alpine. */
export function withCompiler(stage: StageFacts, image: ImageEntry): RelativeFix[] {
  if (image.packages !== 'apk') return [];
  const at = stage.from.span.end;
  const edit = { span: { start: at, end: at }, newText: '\nRUN apk add --no-cache gcc musl-dev' };
  return [{ title: say.installCompilerFix, safe: false, edits: [edit] }];
}

/** What a finding rests on when defaults of build arguments decide; undefined when none does. To be appended with `followedBy`. */
export function assuming(args: readonly string[]): Message | undefined {
  if (args.length > 1) return say.assumesArguments({ names: args.join(', ') });
  return args[0] === undefined ? undefined : say.assumesArgument({ name: args[0] });
}
