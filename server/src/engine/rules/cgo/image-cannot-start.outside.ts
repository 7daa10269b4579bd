/** Reports of `cgo/image-cannot-start` on programs that something outside of the image builds. */
import type { RelativeFix } from '../../base/finding.js';
import { followedBy, type Message } from '../../base/message.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { decisive } from '../../program/cgo-needs.js';
import type { OutsideCannotStart } from '../../program/outside-start.js';
import { kindName } from '../../program/words.js';
import { type GoCommand, goSetting } from '../../shell/go-command.js';
import type { Report } from '../report.js';
import { assuming } from '../words.js';
import { canDoWithoutCgo, chainSteps, glibcImage, helpFor, lackOf, needsShell, say } from './image-cannot-start.words.js';

/** All but its place. */
export function outsideReport(file: DockerfileFacts, found: OutsideCannotStart): Omit<Report, 'span'> {
  const { linkage, started, isAssumed, outside: by } = found;
  const { command } = started.artifact;
  const { native } = linkage;
  const isForLinux = isSet(command, 'GOOS');
  const condition = isAssumed
    ? isForLinux
      ? say.onLinuxOnly
      : say.onLinuxWithGlibc
    : native === undefined
      ? undefined
      : say.nativeBuildsOn({ arch: native });
  const assumption = assuming(found.root.from.args);
  const place = { file: by.file, span: command.recipe?.span ?? command.span };
  return {
    severity: condition || assumption ? 'warning' : 'error',
    message: followedBy(
      lackOf(file, found),
      outsideCause(found),
      condition,
      assumption,
      isAssumed && !isForLinux && canDoWithoutCgo(found) && linkage.libc !== 'any'
        ? say.useNoCgoForLinuxOrImage({ libc: linkage.libc, image: outsideImage(found)! })
        : helpFor(found, outsideImage(found)),
    ),
    steps: [
      { message: say.commandStep, ...place },
      ...chainSteps(found),
      { message: say.startStep({ program: started.path }), span: started.process.span },
    ],
    fixes: outsideFix(found, isForLinux),
  };
}

const isSet = (command: GoCommand, name: string) => {
  const setting = goSetting(command, name);
  return setting !== undefined && setting !== 'unknown' && !!setting.text;
};

function outsideCause({ outside: { kind, name }, linkage }: OutsideCannotStart): Message {
  const args = { place: kindName(kind), name, libc: linkage.libc };
  switch (linkage.why) {
    case 'race':
      return say.outsideBecauseOfRace(args);
    case 'pie':
      return say.outsideBecauseOfPie(args);
    case 'cgo':
      return say.outsideBecauseOfCgo({ ...args, package: decisive(linkage.closure!.needs)[0]!.importPath });
  }
}

/** The machine's glibc may be any: the newest image. */
function outsideImage({ linkage, started }: OutsideCannotStart): string | undefined {
  return linkage.libc === 'musl' ? 'alpine' : glibcImage('', linkage, needsShell(started));
}

/** In the recipe, where nothing is set before. */
function outsideFix(found: OutsideCannotStart, isForLinux: boolean): RelativeFix[] {
  const { started, isAssumed, linkage, outside: by } = found;
  const { command } = started.artifact;
  const at = command.prefixAt;
  if (at === undefined || command.recipe || linkage.explicit || !canDoWithoutCgo(found)) return [];
  const newText = isAssumed && !isForLinux ? 'CGO_ENABLED=0 GOOS=linux ' : 'CGO_ENABLED=0 ';
  return [{ title: say.noCgoFix, safe: false, edits: [{ file: by.file, span: { start: at, end: at }, newText }] }];
}
