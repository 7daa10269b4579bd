/** Containers that a script starts to run go in them: `docker run golang:1.26 go build`. */

import { parseImageReference } from '../base/image-reference.js';
import type { ContainerRun } from '../shell/container-run.js';
import type { Environment, Setting } from '../shell/environment.js';
import type { ExperimentSetting, StageStep } from '../shell/shell-records.js';
import type { BuildUnit } from './facts.js';
import { imageGo, imageSettings } from './image-go.js';
import { experimentsOf, goEnvironment, openEnvironment } from './values.js';

/** What programs of a container see; undefined for an image that brings no Go. */
export function containerEnvironment({ image, settings, isOpen }: ContainerRun): Environment | undefined {
  const ofImage = imageSettings(imageFacts(image.text!, image.word.span));
  if (ofImage.length === 0) return undefined;
  return isOpen ? openEnvironment(settings) : goEnvironment([...ofImage, ...settings]);
}

export function experimentSetting({ expanded, span, value }: ExperimentSetting): Setting {
  return { ...expanded, name: 'GOEXPERIMENT', origin: 'shell', span, word: value };
}

/** Those among the steps of a place, by whose name they go. */
export function containerUnits(name: string, steps: readonly StageStep[]): BuildUnit[] {
  return steps.flatMap((step): BuildUnit[] => {
    const container = step.kind === 'run' ? step.command.container : undefined;
    if (!container) return [];
    const { environment, steps: inner, settings } = container;
    const commands = inner.flatMap(s => (s.kind === 'go' ? [s.command] : []));
    const experiments = [...experimentsOf(settings), ...container.experiments.map(experimentSetting)];
    if (commands.length === 0 && experiments.length === 0) return [];
    const image = imageFacts(container.image.text, container.image.span);
    const go = imageGo(image, environment, commands);
    const common = { kind: 'container', name, span: container.image.span, image, system: 'linux' } as const;
    return [{ ...common, ...(go && { go }), environment, commands, steps: inner, experiments }];
  });
}

function imageFacts(text: string, span: NonNullable<BuildUnit['image']>['span']): NonNullable<BuildUnit['image']> {
  const reference = parseImageReference(text);
  return { text, span, ...(reference && { reference }) };
}
