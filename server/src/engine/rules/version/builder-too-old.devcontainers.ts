/** Which Go `version/builder-too-old` takes a unit to have; of dev containers it may come from a Dockerfile of their own. */
import { dirName, joinPath } from '../../base/paths.js';
import { goInForce } from '../../builds/dockerfile/stages.js';
import type { BuildSource, BuildUnit, GoRequest } from '../../builds/facts.js';
import { contextOf } from '../../program/release-in-force.js';
import type { WorkspaceView } from '../../program/view.js';
import type { GoCommand } from '../../shell/go-command.js';
import type { StageStep } from '../../shell/shell-records.js';
import { bad, type Example, silent } from '../rule.js';
import { changesImage } from './builder-too-old.otherwise.js';

/** What the unit asks for, or the image brings that it is made from. */
export function requestOf(file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): GoRequest | undefined {
  if (unit.go?.file !== undefined) return requestOfFile(unit.go, unit.go.file, file, unit, workspace);
  if (unit.go || !unit.madeFrom || unit.environment.get('GOTOOLCHAIN') !== undefined) return unit.go;
  const { dockerfile, target, span } = unit.madeFrom;
  const facts = workspace.dockerfileFacts(joinPath(dirName(file.path), dockerfile));
  const stage = facts?.stages.findLast(s => target === undefined || s.name === target.toLowerCase());
  const go = facts && stage && goInForce(facts, stage);
  if (!facts || !go?.version || go.args.length > 0 || facts.stages.some(s => s.steps.some(step => changesImage(step) || installsGo(step))))
    return undefined;
  return { text: go.tag, span, version: go.version, fixed: true, args: [] };
}

/** The release that `.go-version` or another file names, unless a line besides may write it. */
function requestOfFile(go: GoRequest, named: string, file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): GoRequest {
  const lines = (workspace.text(file.path) ?? '').split('\n').filter(line => line.includes(named));
  const release = contextOf(file.path, unit, workspace)?.release;
  return release && lines.every(line => /^[ \t-]*go-version-file:/.test(line)) ? { ...go, version: release } : go;
}

/** `go install golang.org/dl/go1.26.0@latest`. */
const installsGo = (step: StageStep): boolean =>
  step.kind === 'go' && step.command.packages.some(p => p === undefined || p.startsWith('golang.org/dl/'));

/** Who opens the folder in such a container has the editor ask go for its packages. */
export function openedIn({ kind, environment, span }: BuildUnit): GoCommand[] {
  if (kind !== 'devcontainer') return [];
  const flags = { values: new Map(), written: [], complete: true };
  return [{ verb: 'list', span, certain: false, environment, written: new Map(), cwd: '/', flags, packages: ['./...'] }];
}

const container = (
  json: string,
  dockerfile = 'FROM golang:1.24-bookworm\nRUN apt-get update && apt-get install -y curl\n',
  mod = '1.26.0',
) =>
  `-- go.mod --
module example.com/app

go ${mod}
-- .devcontainer/Dockerfile --
${dockerfile}-- .devcontainer/devcontainer.json --
${json}
`;

export const DEVCONTAINER_EXAMPLES: readonly Example[] = [
  bad(container('{"build": {"dockerfile": "«Dockerfile»", "context": ".."}, "postCreateCommand": "go mod download"}')),
  bad(container('{"build": {"dockerfile": "«Dockerfile»"}}')),
  bad(container('{"dockerFile": "«Dockerfile»", "postCreateCommand": {"tools": ["go", "mod", "tidy"]}}')),
  bad(container('{"image": "«golang:1.24»", "onCreateCommand": "go build ./..."}', 'FROM alpine:3.22\n')),
  silent('the image may fetch a newer Go', container('{"build": {"dockerfile": "Dockerfile"}, "containerEnv": {"GOTOOLCHAIN": "auto"}}')),
  silent('the Dockerfile sets it', container('{"build": {"dockerfile": "Dockerfile"}}', 'FROM golang:1.24\nENV GOTOOLCHAIN=auto\n')),
  silent(
    'a feature installs another Go',
    container('{"build": {"dockerfile": "Dockerfile"}, "features": {"ghcr.io/devcontainers/features/go:1": {}}}'),
  ),
  silent(
    'the argument may be given',
    container('{"build": {"dockerfile": "Dockerfile", "args": {"V": "1.26"}}}', 'ARG V=1.24\nFROM golang:$V\n'),
  ),
  silent(
    'the image of that target has a newer Go',
    container('{"build": {"dockerfile": "Dockerfile", "target": "dev"}}', 'FROM golang:1.26 AS dev\nFROM golang:1.24 AS old\n'),
  ),
  silent('images for dev containers do not keep their Go', container('{"image": "mcr.microsoft.com/devcontainers/go:1-1.24"}')),
  silent(
    'the Dockerfile installs another Go',
    container(
      '{"build": {"dockerfile": "Dockerfile"}}',
      'FROM golang:1.24\nRUN go install golang.org/dl/go1.26.0@latest && go1.26.0 download\n',
    ),
  ),
];
