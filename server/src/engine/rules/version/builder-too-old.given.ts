/** `version/builder-too-old` where a file gives the release to a Dockerfile or to another workflow. */

import { formatGoVersion, type GoVersion, parseGoVersion } from '../../base/go-version.js';
import { dirName, joinPath } from '../../base/paths.js';
import { goCommands, goInForce, rootStage, stagesFor } from '../../builds/dockerfile/stages.js';
import type { BuildFileFacts, BuildUnit } from '../../builds/facts.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import { givenTo, type ImageArgument } from '../../builds/image-arguments.js';
import type { ImageBuild } from '../../builds/image-builds.js';
import { releaseOf } from '../../builds/release-tag.js';
import { contextsOfFile } from '../../program/contexts-of-file.js';
import { moduleInImage } from '../../program/image-build.js';
import { isNewer } from '../../program/release-in-force.js';
import type { WorkspaceView } from '../../program/view.js';
import { goSetting } from '../../shell/go-command.js';
import type { Report, RuleContext } from '../report.js';
import { say as shared } from '../words.js';
import { checkCalled } from './builder-too-old.called.js';
import { CHECKS, inModule, keepsToolchain } from './builder-too-old.commands.js';
import { say } from './builder-too-old.words.js';

/** Builds that nothing of this file or another one knows otherwise. */
export function checkGiven(context: RuleContext<BuildFileFacts>): void {
  checkCalled(context);
  if (context.file.kind === 'compose') {
    checkServices(context);
    return;
  }
  const seen = new Set<number>();
  for (const build of context.file.images) {
    const found = givenTooOld(build, context);
    if (found && !seen.has(found.span.start)) context.report(found);
    if (found) seen.add(found.span.start);
  }
}

/** True where a build of the image is known that gives one of the arguments its own value. */
export function isGivenElsewhere(dockerfile: string, args: readonly string[], workspace: WorkspaceView): boolean {
  return args.length > 0 && workspace.imageBuilds(dockerfile).some(({ args: given = [] }) => args.some(name => givenTo(name, given)));
}

function givenTooOld(build: ImageBuild, { file, workspace }: RuleContext<BuildFileFacts>): Report | undefined {
  const old = (build.args ?? []).filter(a => a.value !== undefined && releaseOf(a.value) !== undefined);
  if (old.length === 0) return undefined;
  const path = joinPath(dirName(file.path), build.dockerfile);
  const plain = workspace.dockerfileFacts(path);
  const module = workspace.module(path);
  // Of another context it may be another module.
  if (build.context === undefined || workspace.module(joinPath(dirName(file.path), `${build.context}/_`)) !== module) return undefined;
  if (!plain || !module?.go || !old.some(a => isOlder(a, module))) return undefined;
  const facts = workspace.dockerfileWith(path, new Map((build.args ?? []).map(a => [a.name, a.value])));
  for (const stage of facts ? stagesFor(facts, build.target) : []) {
    const { from } = rootStage(facts!, stage);
    const command = goCommands(stage).find(c => inModule(c) && moduleInImage(plain, c, workspace) === module);
    const version = command && goInForce(facts!, stage, command)?.version;
    const argument = old.find(a => from.word.parts.some(p => p.kind === 'variable' && p.name === a.name) && isOlder(a, module));
    if (!argument || !version || !isNewer(module.go.version, version) || isNewer(CHECKS, version)) continue;
    if (!keepsToolchain(command)) continue;
    const wanted = formatGoVersion(module.go.version);
    return {
      span: argument.span,
      severity: command.certain ? 'error' : 'warning',
      message: say.given({ name: argument.name, value: argument.value!, release: formatGoVersion(version), wanted }),
      steps: [
        { message: shared.moduleRequires({ release: wanted }), file: module.path, span: module.go.span },
        { message: say.stepImage, span: from.imageSpan, file: path },
      ],
    };
  }
  return undefined;
}

function isOlder({ value }: ImageArgument, { go }: GoModFacts): boolean {
  const release: GoVersion | undefined = parseGoVersion(releaseOf(value ?? '') ?? '');
  return release !== undefined && go !== undefined && isNewer(go.version, release);
}

/** A release that a compose file gives to the Dockerfile of a service. */
function checkServices({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  const module = workspace.module(file.path);
  if (!module?.go) return;
  const seen = new Set<BuildUnit>();
  for (const { unit, command, release, goVersion } of contextsOfFile(file.path, workspace)) {
    if (!unit?.imageBuild || !command || !release || seen.has(unit) || !inModule(command)) continue;
    const argument = unit.imageBuild.args.find(a => a.text && a.span && goVersion.value?.startsWith(a.text));
    if (
      !argument?.span ||
      goSetting(command, 'GOTOOLCHAIN') === undefined ||
      !keepsToolchain(command) ||
      !isNewer(module.go.version, release) ||
      isNewer(CHECKS, release)
    )
      continue;
    seen.add(unit);
    const wanted = formatGoVersion(module.go.version);
    report({
      span: argument.span,
      severity: command.certain ? 'error' : 'warning',
      message: say.service({ name: argument.name, value: argument.text ?? '', release: formatGoVersion(release), wanted }),
      steps: [
        { message: shared.moduleRequires({ release: wanted }), file: module.path, span: module.go.span },
        ...(goVersion.at ? [{ message: say.stepImage, ...goVersion.at }] : []),
      ],
    });
  }
}
