/** `image/platform-arch` for programs that something outside of the image builds. */
import { followedBy, type Message } from '../../base/message.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { hasOwnDefault } from '../../builds/dockerfile/platforms.js';
import { type ForeignProgram, findForeignPrograms } from '../../program/outside-target.js';
import type { Report, RuleContext } from '../report.js';
import { assuming } from '../words.js';
import { say } from './platform-arch.words.js';

export function outsideReports({ file, workspace }: RuleContext<DockerfileFacts>): Report[] {
  return findForeignPrograms(file, workspace).map(found => {
    const { root, started, outside } = found;
    const { command } = started.artifact;
    const steps = [
      { message: say.outsideStep, span: command.recipe?.span ?? command.span, file: outside.file },
      { message: say.startStep({ program: started.path }), span: started.process.span },
    ];
    const pinned = ['TARGETPLATFORM', 'TARGETARCH'].find(name => hasOwnDefault(found.stage, name));
    const setting = pinned === undefined ? undefined : found.stage.environment.get(pinned);
    if (pinned !== undefined && setting && setting !== 'unknown' && found.arch !== undefined && found.system === undefined) {
      const message = say.archElsewhere({ arch: found.arch, platforms: found.platforms.join(', ') });
      return {
        span: setting.span!,
        severity: 'warning',
        message: followedBy(message, say.defaultOverrides({ name: pinned })),
        steps,
      };
    }
    return {
      span: root.from.imageSpan,
      severity: found.system !== undefined && root.from.args.length === 0 ? 'error' : 'warning',
      message: followedBy(messageOf(found), assuming(root.from.args)),
      steps,
    };
  });
}

function messageOf({ system, arch, platforms, outside }: ForeignProgram): Message {
  if (system !== undefined) return say.outsideSystem({ system });
  const text = platforms.join(', ');
  const message = arch === undefined ? say.builderElsewhere({ platforms: text }) : say.archElsewhere({ arch, platforms: text });
  const [only, ...more] = platforms;
  const help = arch === undefined || more.length > 0 ? undefined : { arch: only!.split('/')[1]!, own: arch };
  if (help && outside.kind === 'goreleaser build') return followedBy(message, say.goreleaserArch({ arch: help.arch }));
  return followedBy(message, help ? say.sameArch(help) : say.perPlatform);
}
