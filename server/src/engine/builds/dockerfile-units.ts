/** The stages of a Dockerfile that run go, in the shape of all other places that build. */

import { formatImageReference } from '../base/image-reference.js';
import type { DockerfileFacts, StageFacts } from './dockerfile/facts.js';
import { installedGo } from './dockerfile/installed-go.js';
import { baseImage, goCommands, goInForce, rootStage } from './dockerfile/stages.js';
import type { BuildSource, BuildUnit, GoRequest } from './facts.js';

const known = new WeakMap<DockerfileFacts, BuildSource>();

export function dockerfileSource(facts: DockerfileFacts): BuildSource {
  let source = known.get(facts);
  if (!source) {
    source = { path: facts.path, language: 'dockerfile', units: facts.stages.flatMap(stage => unitOf(facts, stage)) };
    known.set(facts, source);
  }
  return source;
}

function unitOf(facts: DockerfileFacts, stage: StageFacts): BuildUnit[] {
  const commands = goCommands(stage);
  const entry = baseImage(facts, stage);
  if (commands.length === 0 && !entry?.go && stage.index !== facts.stages.length - 1) return [];
  const { image, imageSpan } = rootStage(facts, stage).from;
  const go = goRequest(facts, stage);
  const experiments = facts.experiments
    .filter(e => e.stage === stage.index)
    .map(e => ({ ...e.expanded, name: 'GOEXPERIMENT', origin: 'ENV' as const, span: e.span, word: e.value }));
  return [
    {
      kind: 'dockerfile stage',
      name: stage.name ?? `stage ${stage.index}`,
      span: stage.from.imageSpan,
      ...(go && { go }),
      ...(image && { image: { reference: image, text: formatImageReference(image), span: imageSpan } }),
      environment: stage.environment,
      commands,
      experiments,
    },
  ];
}

/** An official image keeps its own release when GOTOOLCHAIN is local; otherwise go.mod may fetch another. An old one that is installed stays. */
function goRequest(facts: DockerfileFacts, stage: StageFacts): GoRequest | undefined {
  const go = goInForce(facts, stage, goCommands(stage)[0]);
  const installed = go ? undefined : installedGo(facts, stage);
  if (installed)
    return { text: installed.text, span: installed.span, fixed: true, args: [], version: installed.version, isInstalled: true };
  if (!go) return undefined;
  return { text: go.tag, span: go.span, fixed: true, args: go.args, ...(go.version && { version: go.version }) };
}
