import type { RelativeFix, RelativeStep, Span } from '../../base/finding.js';
import { followedBy } from '../../base/message.js';
import { table } from '../../base/table.js';
import type { DockerfileFacts, StageFacts } from '../../builds/dockerfile/facts.js';
import {
  declaresTarget,
  fixedArch,
  followsTarget,
  isOnBuilder,
  pinnedTarget,
  usesCrossHelpers,
} from '../../builds/dockerfile/platforms.js';
import { goCommands, lineage, rootStage } from '../../builds/dockerfile/stages.js';
import { givenTo } from '../../builds/image-arguments.js';
import type { ImageBuild } from '../../builds/image-builds.js';
import type { Artifact } from '../../builds/program-walk.js';
import { artifactsIn } from '../../program/image-build.js';
import type { PlacedImageBuild } from '../../program/image-builds.js';
import { archOf, mayStartOn } from '../../program/platforms.js';
import type { Setting } from '../../shell/environment.js';
import { type GoCommand, goSetting } from '../../shell/go-command.js';
import type { Report, RuleContext } from '../report.js';
import { inBuildFiles, rule } from '../rule.js';
import { assuming, say as words } from '../words.js';
import { PLATFORM_ARCH_EXAMPLES } from './platform-arch.examples.js';
import { checkFunctions, FUNCTION_EXAMPLES } from './platform-arch.functions.js';
import { outsideReports } from './platform-arch.outside.js';
import { RELEASE_EXAMPLES } from './platform-arch.release-examples.js';
import { say } from './platform-arch.words.js';

/** Variants that exist, for architectures where they are few (containerd platforms; Go's GOAMD64). */
const VARIANTS = table<RegExp>({ amd64: /^v[1-4]$/, arm64: /^v[89](?:\.\d)?$/ });

function check(context: RuleContext<DockerfileFacts>): void {
  const { file, report } = context;
  const seen = new Set<number>();
  for (const stage of file.stages) {
    for (const found of [...impossible(stage), ...lowLevel(file, stage)]) {
      if (!seen.has(found.span.start)) report(found);
      seen.add(found.span.start);
    }
  }
  for (const found of [...wrongTarget(context), ...outsideReports(context)]) {
    if (!seen.has(found.span.start)) report(found);
    seen.add(found.span.start);
  }
}

interface Platform {
  readonly arch: string;
  readonly variant: string;
  /** Of the variant. */
  readonly span: Span;
}

/** `os/arch/variant` where `--platform` says it in so many words. */
function constantPlatform(stage: StageFacts): Platform | undefined {
  const { platform } = stage.from;
  if (!platform || platform.variables.length > 0) return undefined;
  const m = /^linux\/(\w+)\/([\w.]+)$/.exec(platform.value.text ?? '');
  return m ? { arch: m[1]!, variant: m[2]!, span: { start: platform.span.end - m[2]!.length, end: platform.span.end } } : undefined;
}

function impossible(stage: StageFacts): Report[] {
  const platform = constantPlatform(stage);
  const variants = platform && VARIANTS[platform.arch];
  if (!platform || !variants || variants.test(platform.variant)) return [];
  const { arch, variant, span } = platform;
  return [
    {
      span,
      severity: 'error',
      message: say.noVariant({ arch, variant }),
      fixes: [
        {
          title: words.removeFix({ text: `/${variant}` }),
          safe: false,
          edits: [{ span: { start: span.start - 1, end: span.end }, newText: '' }],
        },
      ],
    },
  ];
}

/** `linux/amd64/v3` is what the image says; the program is v1 unless GOAMD64 says otherwise. */
function lowLevel(file: DockerfileFacts, stage: StageFacts): Report[] {
  const platform = constantPlatform(stage);
  if (platform?.arch !== 'amd64' || !/^v[2-4]$/.test(platform.variant)) return [];
  const command = file.stages
    .filter(s => rootStage(file, s) === stage)
    .flatMap(goCommands)
    .find(c => isBuild(c) && goSetting(c, 'GOAMD64') === undefined && goSetting(c, 'GOARCH') === undefined);
  if (!command) return [];
  const { variant, span } = platform;
  return [
    {
      span,
      severity: 'information',
      message: say.lowLevel({ level: variant }),
      steps: [{ message: say.levelStep, span: command.span }],
    },
  ];
}

const isBuild = (c: GoCommand): boolean => (c.verb === 'build' || c.verb === 'install') && c.certain;

/** A program that does not follow the platforms of the image that takes it. */
function wrongTarget({ file, workspace }: RuleContext<DockerfileFacts>): Report[] {
  const last = file.stages.at(-1);
  if (!last || !followsTarget(file, last) || usesCrossHelpers(file)) return [];
  const builds = workspace
    .imageBuilds(file.path)
    .filter(b => b.platforms.length > 0 && (b.target === undefined || b.target.toLowerCase() === last.name));
  if (!declaresTarget(file) && builds.length === 0) return [];
  const found = artifactsIn(file, workspace)[last.index]!;
  const programs = [...new Map([...found.values()].map(a => [a.command, a])).values()];
  const architectures = new Set(programs.map(a => textOf(goSetting(a.command, 'GOARCH'))));
  // Programs for several machines in one image are meant for whoever copies them out.
  if (architectures.size > 1) return [];
  return programs.flatMap(a => {
    const own = declaresTarget(file) ? wrongProgram(file, last, a) : [];
    return own.length > 0 ? own : unlikeBuilds(file, last, a, builds);
  });
}

const textOf = (s: Setting | undefined | 'unknown'): string => (s === undefined ? '' : s === 'unknown' ? '?' : (s.text ?? '?'));

/** The file itself says that it is made for several platforms. */
function wrongProgram(file: DockerfileFacts, last: StageFacts, { stage: index, command }: Artifact): Report[] {
  const builder = file.stages[index ?? -1];
  if (!builder) return [];
  const root = rootStage(file, builder);
  if (lineage(file, last).includes(builder) || !isBuild(command) || !isOnBuilder(root)) return [];
  const arch = goSetting(command, 'GOARCH');
  if (arch === 'unknown' || (arch && (arch.text === undefined || arch.args.length > 0))) return [];
  const span = arch?.span ?? command.span;
  const steps: RelativeStep[] = [
    { message: say.builderStep, span: root.from.span },
    { message: say.everyPlatformStep, span: last.from.span },
  ];
  const message = arch ? say.alwaysArch({ arch: arch.text! }) : say.alwaysBuilder;
  return [{ span, message, steps, fixes: followTarget(command, arch) }];
}

/** Another file builds the image for platforms it names, and the program is always for the same one. */
function unlikeBuilds(
  file: DockerfileFacts,
  last: StageFacts,
  { stage: index, command }: Artifact,
  all: readonly PlacedImageBuild[],
): Report[] {
  const builder = file.stages[index ?? -1];
  if (!builder) return [];
  const root = rootStage(file, builder);
  const arch = goSetting(command, 'GOARCH');
  if (lineage(file, last).includes(builder) || !isBuild(command) || arch === 'unknown') return [];
  const pinned = arch && pinnedTarget(command, arch);
  const defaults = arch && !pinned ? arch.args : [];
  // Those of the builder itself are filled in by each platform.
  if (arch && (arch.text === undefined || defaults.some(name => /^(?:TARGET|BUILD)/.test(name)))) return [];
  const builds = all.filter(({ args = [] }) => defaults.every(name => !givenTo(name, args)));
  const own = arch?.text || fixedArch(root);
  // Without GOARCH and without a platform of its own the build stage is one of the target’s machine.
  if (own === undefined && !isOnBuilder(root)) return [];
  const others = (b: ImageBuild) => b.platforms.filter(p => !p.startsWith('linux/') || (own !== undefined && !mayStartOn(own, p)));
  const wrong =
    own === undefined ? builds.filter(b => new Set(b.platforms.map(archOf)).size > 1) : builds.filter(b => others(b).length > 0);
  const [first] = wrong;
  if (!first || first.platforms.some(p => !p.startsWith('linux/'))) return [];
  const steps: RelativeStep[] = wrong.map(b => ({
    message: say.platformsStep({ platforms: b.platforms.join(', ') }),
    span: b.span,
    file: b.file,
  }));
  const message =
    own === undefined
      ? say.builderElsewhere({ platforms: first.platforms.join(', ') })
      : say.archElsewhere({ arch: own, platforms: others(first).join(', ') });
  if (pinned)
    return [
      {
        span: pinned,
        message: followedBy(message, say.defaultWins),
        steps,
        fixes: [withoutDefault(pinned)],
      },
    ];
  const span = arch?.span ?? (own === undefined ? command.span : root.from.span);
  return [{ span, message: followedBy(message, assuming(defaults), say.followTarget), steps, fixes: followTarget(command, arch) }];
}

function withoutDefault(span: Span): RelativeFix {
  return { title: say.defaultFix, safe: false, edits: [{ span, newText: 'TARGETARCH' }] };
}

function followTarget(command: GoCommand, arch: Setting | undefined): RelativeFix[] {
  const target = command.environment.get('TARGETARCH');
  if (target === undefined || target === 'unknown' || target.origin !== 'ARG' || !target.span) return [];
  const title = say.followTargetFix;
  if (!arch) {
    const at = command.prefixAt;
    return at === undefined ? [] : [{ title, safe: false, edits: [{ span: { start: at, end: at }, newText: 'GOARCH=$TARGETARCH ' }] }];
  }
  const [part, more] = arch.word?.parts ?? [];
  if (part?.kind !== 'text' || more || part.quoted || part.span.start < target.span.end) return [];
  return [{ title, safe: false, edits: [{ span: part.span, newText: '$TARGETARCH' }] }];
}

export default rule({
  id: 'image/platform-arch',
  severity: 'warning',
  otherSeverities: { error: 'the variant does not exist', information: '`GOAMD64` does not match the platform' },
  since: '0.1.0',
  summary: 'Program for another machine than its image: fixed GOARCH in a multi-platform build, impossible variants',
  docs: {
    what: 'Reports a program that is built on `--platform=$BUILDPLATFORM` with a fixed GOARCH, or with none, and copied into an image that is made for every target platform; `ARG TARGETARCH=amd64`, whose default overrides the platform, in such a build; a program that make, a job or a script builds for another system or machine than that of the image which it is copied into; a `bootstrap` for another machine than that of its function in AWS Lambda; variants in `--platform` that do not exist, such as `arm64/v5`; and `amd64/v3` without GOAMD64.',
    why: 'A build for several platforms makes one image for each. A program that does not follow `TARGETARCH` is the same in all of them, and fails with “exec format error” on other machines. A variant that does not exist matches no base image. A level such as v3 is passed on as `TARGETVARIANT`; Go reads `GOAMD64` only.',
    fix: 'Declare `ARG TARGETOS TARGETARCH` in the stage that builds and set `GOOS=$TARGETOS GOARCH=$TARGETARCH`. Leave the variant of arm64 out.',
    limits:
      'A fixed GOARCH is reported only when the file declares TARGETARCH or TARGETPLATFORM, so that it is surely meant for several platforms, and when the final image has no platform of its own. It is silent for `xx` and `goxx`, and when programs for several machines go into one image. Without that word it is reported when a compose file (`build.platforms`, `platform`) or a step with docker/build-push-action builds this Dockerfile for platforms in so many words, of which one is not the program’s. The same counts for `docker-bake.hcl`, and for `docker buildx build --platform` in recipes of make, tasks and jobs. Platforms that an expression or a variable of the environment names are not known. Of programs that are built outside of the image all that builds it must be known, build them first, and agree.',
    sources: [
      'run: a program with GOARCH=arm64 started on amd64',
      'aws/aws-sam-cli#3338: fork/exec /var/task/bootstrap: exec format error; without Architectures a function runs on x86_64',
      'containerd platforms: variants of arm64 and amd64',
      'go-facts E22, E23',
      'artyomsv/marauder#79 (GOARCH fixed), Turbootzz/Vaultwarden-API#47 (ARG TARGETARCH=amd64), FriendsOfShopware/shopmon#770 (ARG before FROM)',
      'grafana/xk6#232, chainloop-dev/chainloop#3324, binwiederhier/ntfy#113: `goarch` of goreleaser’s `dockers`; jordigilh/kubernaut#422: `ARG GOARCH=amd64`',
      'cmd/go: GOAMD64 is v1 by default',
    ],
  },
  messages: say,
  examples: [...PLATFORM_ARCH_EXAMPLES, ...RELEASE_EXAMPLES, ...FUNCTION_EXAMPLES],
  checks: { dockerfile: check, builds: inBuildFiles(checkFunctions) },
});
