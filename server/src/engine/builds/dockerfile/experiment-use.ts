/** Which go commands a GOEXPERIMENT setting reaches, and by which Go release it is read. */

import type { GoCommand } from '../../shell/go-command.js';
import type { ExperimentSetting } from '../../shell/shell-records.js';
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

export function experimentUse(facts: DockerfileFacts, setting: ExperimentSetting): ExperimentUse {
  const readers = facts.stages.flatMap(stage =>
    goCommands(stage)
      .filter(c => reads(c, setting))
      .map(command => ({ stage, command })),
  );
  const reader = readers.find(r => r.command.certain) ?? readers[0];
  const stage: StageFacts | undefined = reader?.stage ?? (setting.stage === undefined ? undefined : facts.stages[setting.stage]);
  if (!stage) return { idle: true };
  const go = goInForce(facts, stage, reader?.command);
  const entry = baseImage(facts, stage);
  const idle = !reader && setting.place !== 'RUN' && entry !== undefined && !entry.go;
  return { idle, ...(reader && { command: reader.command }), ...(go && { go }) };
}

/** `go help` is the only one that does not look (go-facts §2.2). */
function reads(command: GoCommand, setting: ExperimentSetting): boolean {
  if (command.verb === 'help') return false;
  const variable = command.environment.get('GOEXPERIMENT');
  if (variable === 'unknown') return false;
  if (variable && variable.text !== '') {
    return variable.word === setting.value;
  }
  return command.written.get('GOEXPERIMENT')?.word === setting.value;
}
