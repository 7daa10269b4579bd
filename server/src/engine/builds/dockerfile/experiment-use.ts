/** Which go commands a GOEXPERIMENT setting reaches, and by which Go release it is read. */

import type { GoCommand } from '../../shell/go-command.js';
import type { ExperimentSetting } from '../../shell/shell-records.js';
import type { Word } from '../../syntax/word.js';
import type { DockerfileFacts, StageFacts } from './facts.js';
import { baseImage, type GoInForce, goCommands, goInForce } from './stages.js';

export interface ExperimentUse {
  /** The first certain go command that reads the setting, else an uncertain one. */
  readonly command?: GoCommand;
  /** Undefined: nobody knows which Go reads it. */
  readonly go?: GoInForce;
  /** True when the setting stands in a stage whose image has no Go and that runs none. */
  readonly idle: boolean;
}

interface Reader {
  readonly stage: StageFacts;
  readonly command: GoCommand;
}

export function experimentUse(facts: DockerfileFacts, setting: ExperimentSetting): ExperimentUse {
  const reader = readersOf(facts).get(setting.value);
  const stage: StageFacts | undefined = reader?.stage ?? (setting.stage === undefined ? undefined : facts.stages[setting.stage]);
  if (!stage) return { idle: true };
  const entry = baseImage(facts, stage);
  const go = entry?.ownExperiments ? undefined : goInForce(facts, stage, reader?.command);
  const idle = !reader && setting.place !== 'RUN' && entry !== undefined && !entry.go;
  return { idle, ...(reader && { command: reader.command }), ...(go && { go }) };
}

const known = new WeakMap<DockerfileFacts, ReadonlyMap<Word, Reader>>();

/** By the value that is read: looking for them takes a walk over all commands. */
function readersOf(facts: DockerfileFacts): ReadonlyMap<Word, Reader> {
  let found = known.get(facts);
  if (!found) {
    found = findReaders(facts);
    known.set(facts, found);
  }
  return found;
}

function findReaders({ stages }: DockerfileFacts): ReadonlyMap<Word, Reader> {
  const found = new Map<Word, Reader>();
  for (const stage of stages) {
    for (const command of goCommands(stage)) {
      const value = valueRead(command);
      if (value && (!found.has(value) || (command.certain && !found.get(value)!.command.certain))) found.set(value, { stage, command });
    }
  }
  return found;
}

/** `go help` is the only one that does not look (go-facts §2.2). */
function valueRead(command: GoCommand): Word | undefined {
  if (command.verb === 'help') return undefined;
  const variable = command.environment.get('GOEXPERIMENT');
  if (variable === 'unknown') return undefined;
  return variable && variable.text !== '' ? variable.word : command.written.get('GOEXPERIMENT')?.word;
}
