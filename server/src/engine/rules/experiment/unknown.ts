import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { t } from '../../base/l10n.js';
import { type ExperimentUse, experimentUse } from '../../builds/dockerfile/experiment-use.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { experimentPlaces, strongest } from '../../builds/experiment-places.js';
import type { BuildFileFacts, BuildUnit } from '../../builds/facts.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { releaseInForce } from '../../program/release-in-force.js';
import { type ExperimentItem, experimentItems, experimentName } from '../../shell/experiment-items.js';
import { didYouMean } from '../../tables/did-you-mean.js';
import { allExperiments, experimentLife, experimentRelease, knows, NEWEST, OLDEST, releaseAfter } from '../../tables/experiments.js';
import { imageEntry } from '../../tables/images.js';
import type { ExperimentRelease } from '../../tables/tables.js';
import type { Report, RuleContext } from '../report.js';
import { inBuildFiles, rule } from '../rule.js';
import { UNKNOWN_EXPERIMENT_EXAMPLES } from './unknown.examples.js';

const PREFIX = 'goexperiment.';
/** Experiments of other distributions of Go (microsoft/go, the Red Hat toolset): their builds know them. */
const OF_FORKS = new Set(['systemcrypto', 'opensslcrypto', 'cngcrypto', 'darwincrypto', 'allowcryptofallback', 'strictfipsruntime']);

/** Valid items only: `experiment/syntax` speaks about the others. */
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
  const what = describe(name, go, `${version.major}.${version.minor}`, guess);
  const fails = use.command
    ? t('Every go command that sees it stops with “go: unknown GOEXPERIMENT {0}”.', name)
    : t('A go command that sees it stops with “go: unknown GOEXPERIMENT {0}”.', name);
  const decided = use.go!.args.length === 0 || !life;
  return {
    span: item.span,
    message: `${what} ${fails}`,
    severity: use.command?.certain && decided ? 'error' : 'warning',
    steps: steps(use),
    fixes: fixes(item, name, guess, life !== undefined),
  };
}

/** `golang:latest` and the like: only names that no release ever knew. */
function inAnyRelease(item: ExperimentItem, name: string, use: ExperimentUse): Report | undefined {
  if (allExperiments().has(name)) return undefined;
  const guess = didYouMean(name, allExperiments());
  const what = t('No Go release from {0} to {1} knows GOEXPERIMENT {2}.', OLDEST, NEWEST, name);
  const fails = t('A release that does not know it stops every go command with “go: unknown GOEXPERIMENT {0}”.', name);
  return {
    span: item.span,
    message: `${what}${hint(guess)} ${fails}`,
    severity: 'warning',
    steps: steps(use),
    fixes: fixes(item, name, guess, false),
  };
}

/** Names that some release knows are the business of `experiment/not-yet`. */
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
      message: `${t('No Go release from {0} to {1} knows GOEXPERIMENT {2}.', OLDEST, NEWEST, name)}${hint(guess)} ${
        command
          ? t('Every go command that sees it stops with “go: unknown GOEXPERIMENT {0}”.', name)
          : t('A go command that sees it stops with “go: unknown GOEXPERIMENT {0}”.', name)
      }`,
      severity: certain ? 'error' : 'warning',
      steps: command ? [{ message: t('This command reads GOEXPERIMENT.'), span: command.span }] : [],
      fixes: fixes(item, name, guess, false),
    });
  }
}

/** An image from elsewhere may bring another distribution of Go, which knows names of its own. */
function hasOtherGo({ image, go }: BuildUnit): boolean {
  return image !== undefined && go === undefined && !(image.reference && imageEntry(image.reference)?.go);
}

function describe(name: string, go: string, release: string, guess: string | undefined): string {
  const life = experimentLife(name);
  if (!life)
    return t('Go {0} does not know GOEXPERIMENT {1}, and no release from {2} to {3} does.', go, name, OLDEST, NEWEST) + hint(guess);
  if (minor(life.last) < minor(release)) {
    return t('Go {0} does not know GOEXPERIMENT {1}: it was removed in {2}.', go, name, releaseAfter(life.last));
  }
  return t('Go {0} does not know GOEXPERIMENT {1}: it appears in {2}.', go, name, life.first);
}

function hint(guess: string | undefined): string {
  return guess === undefined ? '' : ` ${t('Did you mean {0}?', guess)}`;
}

function guessFrom(name: string, release: ExperimentRelease): string | undefined {
  return didYouMean(name, [...release.known, ...Object.keys(release.aliases)]);
}

function fixes(item: ExperimentItem, name: string, guess: string | undefined, wasKnown: boolean): NonNullable<Report['fixes']> {
  if (guess !== undefined) {
    if (!item.written) return [];
    const text = item.text.slice(0, item.text.length - name.length) + guess;
    return [{ title: t('Replace it with {0}', text), safe: false, edits: [{ span: item.span, newText: text }] }];
  }
  return wasKnown && item.written ? [{ title: t('Remove {0}', item.text), safe: false, edits: [{ span: item.removal, newText: '' }] }] : [];
}

function steps(use: ExperimentUse): NonNullable<Report['steps']> {
  const image = use.go && {
    message: t('The image golang:{0} brings this Go, and GOTOOLCHAIN=local keeps it.', use.go.tag),
    span: use.go.span,
  };
  const command = use.command && { message: t('This command reads GOEXPERIMENT.'), span: use.command.span };
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
        message: t(
          'The experiment {0} was removed in Go {1}, and go.mod asks for Go {2} or newer, so no build sets this tag.',
          name,
          releaseAfter(life.last),
          formatGoVersion(go.version),
        ),
        steps: [{ message: t('The module asks for Go {0}.', formatGoVersion(go.version)), span: go.span, file: mod.path }],
      });
      continue;
    }
    if (OF_FORKS.has(name) || allExperiments().has(name)) continue;
    const guess = didYouMean(name, allExperiments());
    report({
      span,
      message:
        t('No Go release from {0} to {1} knows the experiment {2}, so none of them sets this tag.', OLDEST, NEWEST, name) + hint(guess),
      fixes: guess === undefined ? [] : [{ title: t('Replace it with {0}', guess), safe: false, edits: [{ span, newText: guess }] }],
    });
  }
}

function minor(release: string): number {
  return Number(/1\.(\d+)/.exec(release)?.[1] ?? 0);
}

export default rule({
  id: 'experiment/unknown',
  severity: 'warning',
  since: '0.1.0',
  summary: 'GOEXPERIMENT name that the Go release in force does not know',
  inTests: true,
  docs: {
    what: 'Reports a name in `GOEXPERIMENT` that the Go release of the image does not know, a name in any other file that builds (CI, make, goreleaser, editor settings, …) that no release knows, and a build tag `goexperiment.NAME` that no release sets.',
    why: 'With an unknown name every go command except `go help` stops with `go: unknown GOEXPERIMENT NAME`, also `go version`. Experiments come and go: most names are known to a few releases only. An unknown build tag is silent: the file is left out of every build.',
    fix: 'Use a name of the release in force. An experiment that was removed is usually part of the language or the runtime by then: drop the name.',
    limits:
      'The release is that of an official `golang` image, where `GOTOOLCHAIN=local` keeps it; for other images, and when GOTOOLCHAIN is set, the rule is silent. For a tag without a release, such as `latest`, it reports only names that no release knows. Releases before 1.18 and after 1.27 are not known to it, and build tags of other distributions of Go (microsoft/go, Red Hat) are left alone. A name in another build file that some release knows is left to `experiment/not-yet`; in a job or container whose image brings a Go from elsewhere it is silent. In Go files it compares with the go line of go.mod. Values are looked at where they are written or where a known variable of the file is put in; others are not.',
    sources: [
      'internal/goexperiment/flags.go and internal/buildcfg/exp.go of Go 1.18 to 1.27',
      '`go list -f "{{context.ToolTags}}"` of each release',
      'docker-library/golang Dockerfile-linux.template: ENV GOTOOLCHAIN=local',
    ],
  },
  examples: UNKNOWN_EXPERIMENT_EXAMPLES,
  checks: { go: checkGo, dockerfile: checkDockerfile, builds: inBuildFiles(checkFile) },
});
