import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { followedBy, type Message, messages } from '../../base/message.js';
import { type ExperimentUse, experimentUse } from '../../builds/dockerfile/experiment-use.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { experimentPlaces, strongest } from '../../builds/experiment-places.js';
import type { BuildFileFacts, BuildUnit } from '../../builds/facts.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { releaseInForce } from '../../program/release-in-force.js';
import { type ExperimentItem, experimentItems, experimentName } from '../../shell/experiment-items.js';
import type { GoCommand } from '../../shell/go-command.js';
import { didYouMean } from '../../tables/did-you-mean.js';
import { allExperiments, experimentLife, experimentRelease, knows, NEWEST, OLDEST, releaseAfter } from '../../tables/experiments.js';
import { imageEntry } from '../../tables/images.js';
import type { ExperimentRelease } from '../../tables/tables.js';
import type { Report, RuleContext } from '../report.js';
import { inBuildFiles, rule } from '../rule.js';
import { assuming, say as shared } from '../words.js';
import { UNKNOWN_EXPERIMENT_EXAMPLES } from './unknown.examples.js';

const say = messages('experiment/unknown', {
  removed: '`{name}` is no longer an experiment in Go {release} (removed in {removed}).\nRemove `{name}`, or use a Go release that has it.',
  notYet: '`{name}` is not an experiment in Go {release} yet (added in {first}).\nUse a Go release that has it, or remove `{name}`.',
  never: 'Go {release} has no experiment `{name}`, and no release from {oldest} to {newest} has one.',
  noRelease: 'No Go release from {oldest} to {newest} has an experiment `{name}`.',
  everyFails: 'Every go command that reads it fails with “go: unknown GOEXPERIMENT {name}”.',
  anyFails: 'A go command that reads it fails with “go: unknown GOEXPERIMENT {name}”.',
  everyFailsWithout: 'In a release without it every go command fails with “go: unknown GOEXPERIMENT {name}”.',
  removedTag: 'No build sets this tag: `{name}` was removed in Go {removed}, and go.mod requires Go {release} or newer.',
  unknownTag: 'No Go release from {oldest} to {newest} sets this tag: none has an experiment `{name}`.',
  stepImage: '`golang:{tag}` ships this Go version; its `GOTOOLCHAIN=local` prevents switching.',
});

const RELEASES = { oldest: OLDEST, newest: NEWEST };
const PREFIX = 'goexperiment.';
/** Experiments of other distributions of Go (microsoft/go, the Red Hat toolset): their builds know them. */
const OF_FORKS = new Set(['systemcrypto', 'opensslcrypto', 'cngcrypto', 'darwincrypto', 'allowcryptofallback', 'strictfipsruntime']);

/** Valid items only: `experiment/syntax` reports the others. */
const WELL_FORMED = /^[a-z0-9]+$/;

function checkDockerfile({ file, report }: RuleContext<DockerfileFacts>): void {
  for (const setting of file.experiments) {
    const use = experimentUse(file, setting);
    if (!use.go || use.idle) continue;
    for (const item of experimentItems(setting.value)) {
      const name = experimentName(item.text);
      if (item.text === 'none' || !WELL_FORMED.test(item.text)) continue;
      const finding = use.go.version ? inRelease(item, name, use, use.go.version) : inAnyRelease(item, name, use);
      if (finding) report(finding);
    }
  }
}

function inRelease(item: ExperimentItem, name: string, use: ExperimentUse, version: GoVersion): Report | undefined {
  const release = experimentRelease(version);
  if (!release || knows(release, name)) return undefined;
  const go = formatGoVersion(version);
  const life = experimentLife(name);
  const guess = life ? undefined : guessFrom(name, release);
  const what = describe(name, go, `${version.major}.${version.minor}`);
  const decided = use.go!.args.length === 0 || !life;
  return {
    span: item.span,
    message: followedBy(what, hint(guess), failing(name, use.command), assuming(use.go!.args)),
    severity: use.command?.certain && decided ? 'error' : 'warning',
    steps: steps(use),
    fixes: fixes(item, name, guess, life !== undefined),
  };
}

/** `golang:latest` and the like: only names that no release ever knew. */
function inAnyRelease(item: ExperimentItem, name: string, use: ExperimentUse): Report | undefined {
  if (allExperiments().has(name)) return undefined;
  const guess = didYouMean(name, allExperiments());
  return {
    span: item.span,
    message: followedBy(say.noRelease({ ...RELEASES, name }), hint(guess), say.everyFailsWithout({ name })),
    severity: 'warning',
    steps: steps(use),
    fixes: fixes(item, name, guess, false),
  };
}

/** Names that some release knows are left to `experiment/not-yet`. */
function checkFile({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  for (const { item, name, uses } of experimentPlaces(file)) {
    if (item.text === 'none' || !WELL_FORMED.test(item.text) || allExperiments().has(name) || OF_FORKS.has(name)) continue;
    const own = uses.filter(u => !hasOtherGo(u.unit));
    if (own.length === 0) continue;
    const { unit, command } = strongest(own);
    const versions = own.map(u => releaseInForce(file.path, u.unit, workspace));
    // A release that is newer than the tables may know it.
    if (versions.some(v => v && !experimentRelease(v))) continue;
    const known = versions.find(v => v !== undefined);
    const guess = (known && guessFrom(name, experimentRelease(known)!)) ?? didYouMean(name, allExperiments());
    const certain = known !== undefined && command?.certain === true && unit.kind === 'ci job';
    report({
      span: item.span,
      message: followedBy(say.noRelease({ ...RELEASES, name }), hint(guess), failing(name, command)),
      severity: certain ? 'error' : 'warning',
      steps: command ? [{ message: shared.readsExperiments, span: command.span }] : [],
      fixes: fixes(item, name, guess, false),
    });
  }
}

/** An image from elsewhere may have another distribution of Go, which knows names of its own. */
function hasOtherGo({ image, go }: BuildUnit): boolean {
  const entry = image?.reference && imageEntry(image.reference);
  return image !== undefined && (entry?.ownExperiments === true || (go === undefined && !entry?.go));
}

/** Without a command that reads it, some other may. */
function failing(name: string, command: GoCommand | undefined): Message {
  return command ? say.everyFails({ name }) : say.anyFails({ name });
}

function describe(name: string, release: string, minorRelease: string): Message {
  const life = experimentLife(name);
  if (!life) return say.never({ ...RELEASES, release, name });
  if (minor(life.last) < minor(minorRelease)) return say.removed({ name, release, removed: releaseAfter(life.last) });
  return say.notYet({ name, release, first: life.first });
}

function hint(guess: string | undefined): Message | undefined {
  return guess === undefined ? undefined : shared.didYouMean({ name: guess });
}

function guessFrom(name: string, release: ExperimentRelease): string | undefined {
  return didYouMean(name, [...release.known, ...Object.keys(release.aliases)]);
}

function fixes(item: ExperimentItem, name: string, guess: string | undefined, wasKnown: boolean): NonNullable<Report['fixes']> {
  if (guess !== undefined) {
    if (!item.written) return [];
    const text = item.text.slice(0, item.text.length - name.length) + guess;
    return [{ title: shared.replaceFix({ text }), safe: false, edits: [{ span: item.span, newText: text }] }];
  }
  return wasKnown && item.written
    ? [{ title: shared.removeFix({ text: item.text }), safe: false, edits: [{ span: item.removal, newText: '' }] }]
    : [];
}

function steps(use: ExperimentUse): NonNullable<Report['steps']> {
  const image = use.go && {
    message: say.stepImage({ tag: use.go.tag }),
    span: use.go.span,
  };
  const command = use.command && { message: shared.readsExperiments, span: use.command.span };
  return [image, command].filter(s => s !== undefined);
}

function checkGo({ file, workspace, report }: RuleContext<GoFileFacts>): void {
  for (const tag of file.buildConstraint?.tags ?? []) {
    if (!tag.name.startsWith(PREFIX)) continue;
    const name = tag.name.slice(PREFIX.length);
    const span = { start: tag.span.end - name.length, end: tag.span.end };
    const life = experimentLife(name);
    if (life) {
      const go = workspace.module(file.path)?.go;
      if (!go || minor(life.last) >= go.version.minor || go.version.major !== 1) continue;
      const mod = workspace.module(file.path)!;
      report({
        span,
        severity: 'information',
        message: say.removedTag({ name, removed: releaseAfter(life.last), release: formatGoVersion(go.version) }),
        steps: [{ message: shared.moduleRequires({ release: formatGoVersion(go.version) }), span: go.span, file: mod.path }],
      });
      continue;
    }
    if (OF_FORKS.has(name) || allExperiments().has(name)) continue;
    const guess = didYouMean(name, allExperiments());
    report({
      span,
      message: followedBy(say.unknownTag({ ...RELEASES, name }), hint(guess)),
      fixes: guess === undefined ? [] : [{ title: shared.replaceFix({ text: guess }), safe: false, edits: [{ span, newText: guess }] }],
    });
  }
}

function minor(release: string): number {
  return Number(/1\.(\d+)/.exec(release)?.[1] ?? 0);
}

export default rule({
  id: 'experiment/unknown',
  messages: say,
  severity: 'warning',
  otherSeverities: {
    error: 'an image or a CI job cannot succeed without a go command that reads it, and its release is known',
    information: 'it is a build tag of an experiment that the go line of go.mod makes impossible',
  },
  since: '0.1.0',
  summary: 'GOEXPERIMENT name that the Go release in force does not know',
  inTests: true,
  docs: {
    what: 'Reports a name in `GOEXPERIMENT` that the Go release of the image does not know, a name in any other file that builds (CI, make, goreleaser, editor settings, …) that no release knows, and a build tag `goexperiment.NAME` that no release sets.',
    why: 'With an unknown name every go command except `go help` fails with `go: unknown GOEXPERIMENT NAME`, also `go version`. Most names are known to a few releases only. An unknown build tag is silent: the file is left out of every build.',
    fix: 'Use a name of the release in force. An experiment that was removed is usually part of the language or the runtime by then: drop the name.',
    limits:
      'The release is that of an official `golang` image, whose `GOTOOLCHAIN=local` prevents switching; for other images, and when GOTOOLCHAIN is set, the rule is silent. For a tag without a release, such as `latest`, it reports only names that no release knows. Releases before 1.18 and after 1.27 are not known to it, and build tags of other distributions of Go (microsoft/go, Red Hat) are left alone. A name in another build file that some release knows is left to `experiment/not-yet`; in a job or container whose image has a Go from elsewhere it is silent. In Go files it compares with the go line of go.mod. Values are looked at where they are written or where a known variable of the file is put in; others are not.',
    sources: [
      'internal/goexperiment/flags.go and internal/buildcfg/exp.go of Go 1.18 to 1.27',
      '`go list -f "{{context.ToolTags}}"` of each release',
      'docker-library/golang Dockerfile-linux.template: ENV GOTOOLCHAIN=local',
    ],
  },
  examples: UNKNOWN_EXPERIMENT_EXAMPLES,
  checks: { go: checkGo, dockerfile: checkDockerfile, builds: inBuildFiles(checkFile) },
});
