/** Dockerfile text -> facts. */

import { parseImageReference } from '../../base/image-reference.js';
import { type Sliced, whole } from '../../base/slices.js';
import { Environment, type Setting, type Value } from '../../shell/environment.js';
import type { ExperimentSetting } from '../../shell/shell-records.js';
import type { BashParser } from '../../syntax/bash.js';
import { type Instruction, parsingDockerfile } from '../../syntax/dockerfile.js';
import type { Word } from '../../syntax/word.js';
import type { DockerfileFacts, FromFacts, StageFacts } from './facts.js';
import type { BuildArguments, FileContext } from './file-context.js';
import { readPairs, splitWords } from './instruction-words.js';
import { PLATFORM_ARGS, platformArg, StageReader, type StageState } from './stage-reader.js';

/** Bounds for what rules look at in pairs; far above any real file. */
const MAX_EXPERIMENTS = 100;
const MAX_STEPS = 1000;
const MAX_GLOBALS = 200;

/** What a builder sets by itself. */
const PLATFORM = PLATFORM_ARGS.map((name): Setting => ({ ...platformArg(name), name, origin: 'ARG' }));

const NOTHING_GIVEN: BuildArguments = new Map();

/** A file that cannot be read has no stages and `complete: false`. `given`: what the build gives to ARGs. */
export function readDockerfile(path: string, text: string, bash: BashParser, given = NOTHING_GIVEN): DockerfileFacts {
  return whole(readingDockerfile(path, text, bash, given));
}

/** The same in slices: an instruction each, or a part of a long one. */
export function* readingDockerfile(path: string, text: string, bash: BashParser, given = NOTHING_GIVEN): Sliced<DockerfileFacts> {
  const syntax = yield* parsingDockerfile(text);
  const { directives, comments, complete } = syntax;
  const experiments: ExperimentSetting[] = [];
  const stages: StageFacts[] = [];
  const globals = new Map<string, Setting>();
  const file: FileContext = {
    bash,
    escapeChar: syntax.escapeChar,
    globals,
    given,
    stages,
    experiment: e => void (experiments.length < MAX_EXPERIMENTS && experiments.push(e)),
    budget: { steps: MAX_STEPS },
  };
  yield* readStages(syntax.instructions, file, globals, stages);
  return { path, directives, comments, globalArgs: [...globals.values()], stages, experiments, complete };
}

function* readStages(
  instructions: readonly Instruction[],
  file: FileContext,
  globals: Map<string, Setting>,
  stages: StageFacts[],
): Sliced<void> {
  const states: StageState[] = [];
  let reader: StageReader | undefined;
  const finish = (): void => {
    if (!reader) return;
    stages.push(reader.finish());
    states.push(reader.state);
  };
  for (const instruction of instructions) {
    yield;
    if (instruction.keyword === 'FROM') {
      finish();
      const { from, name } = readFrom(instruction, file);
      const parent = from.parent === undefined ? undefined : states[from.parent];
      reader = new StageReader(file, stages.length, name, from, instruction.span.start, parent);
    } else if (reader) yield* reader.read(instruction);
    else if (instruction.keyword === 'ARG') readGlobal(instruction, file, globals);
  }
  finish();
}

function globalEnvironment(globals: ReadonlyMap<string, Setting>): Environment {
  return Environment.of([...PLATFORM, ...globals.values()], true);
}

function readGlobal(instruction: Instruction, file: FileContext, globals: Map<string, Setting>): void {
  for (const pair of readPairs('ARG', instruction.arguments, file.escapeChar)) {
    if (pair.name === '' || globals.size >= MAX_GLOBALS) continue;
    const isGiven = file.given.has(pair.name);
    const value: Value = isGiven
      ? { text: file.given.get(pair.name), args: [] }
      : pair.value
        ? globalEnvironment(globals).expand(pair.value)
        : { text: undefined, args: [] };
    const span = { start: pair.nameSpan.start, end: (pair.value?.span ?? pair.nameSpan).end };
    const platform = PLATFORM_ARGS.includes(pair.name) && !pair.value && !isGiven ? platformArg(pair.name) : undefined;
    globals.set(pair.name, {
      text: platform ? platform.text : value.text,
      args: isGiven ? [] : [...new Set([...value.args, pair.name])],
      name: pair.name,
      origin: 'ARG',
      span,
      ...(pair.value && { word: pair.value }),
    });
    if (pair.name === 'GOEXPERIMENT' && pair.value) file.experiment({ place: 'ARG', value: pair.value, expanded: value, span });
  }
}

function readFrom(instruction: Instruction, file: FileContext): { from: FromFacts; name: string | undefined } {
  const words = splitWords(instruction.arguments, file.escapeChar);
  const environment = globalEnvironment(file.globals);
  const flags = words.filter(w => w.parts[0]?.kind === 'text' && w.parts[0].text.startsWith('--'));
  const [image, as, alias] = words.filter(w => !flags.includes(w));
  const word: Word = image ?? { span: instruction.keywordSpan, parts: [] };
  const value = environment.expand(word);
  const isAs = as !== undefined && environment.expand(as).text?.toUpperCase() === 'AS';
  const name = isAs && alias ? environment.expand(alias).text?.toLowerCase() : undefined;
  const parent = value.text === undefined ? undefined : file.stages.findLast(s => s.name === value.text?.toLowerCase())?.index;
  const reference = value.text === undefined || parent !== undefined ? undefined : parseImageReference(value.text);
  const platform = flags.find(w => w.parts[0]?.kind === 'text' && w.parts[0].text.startsWith('--platform='));
  const from: FromFacts = {
    span: instruction.span,
    imageSpan: word.span,
    word,
    args: value.args,
    ...(platform && { platform: readPlatform(platform, environment) }),
    ...(reference && { image: reference }),
    ...(parent !== undefined && { parent }),
  };
  return { from, name };
}

function readPlatform(word: Word, environment: Environment): NonNullable<FromFacts['platform']> {
  const { text, args } = environment.expand(word);
  const variables = word.parts.flatMap(p => (p.kind === 'variable' ? [p.name] : []));
  return { value: { text: text?.slice('--platform='.length), args }, span: word.span, variables };
}
