/** What a Go file is taken to be built for, and by whose word, for people. */

import { PROJECT_FILE } from '../base/config.js';
import type { Location } from '../base/finding.js';
import { formatGoVersion } from '../base/go-version.js';
import { type Message, messages } from '../base/message.js';
import type { BuildTarget } from '../go/package/build-target.js';
import type { TargetInForce, TargetSource } from './target-in-force.js';

const say = messages('target', {
  defaults: 'Types and estimates assume the default build: `{settings}`.',
  assumed: 'Types and estimates assume this build:',
  default: '`{setting}` by default',
  goEnv: '`{setting}` from `{name}` of the go command',
  project: '`{setting}` from `{file}`',
  build: '`{setting}` from {place}',
  toolchain: '`{setting}` from the installed Go',
  excluded: 'That build excludes this file, so the file is analyzed for `{settings}`.',
});

interface TargetWords {
  readonly title: Message;
  /** Each setting with its source; none where nothing but defaults counts. */
  readonly settings: readonly Message[];
  /** What a file is looked at in that the build does not take. */
  readonly excluded?: Message;
}

/** `own`: what the file is looked at in. `place`: how a reader finds a location. */
export function targetWords({ target, from }: TargetInForce, own: BuildTarget | undefined, place: (at: Location) => string): TargetWords {
  const settings = settingsOf(target);
  const told = settings.filter(([what]) => from[what].kind !== 'default');
  const excluded = settingsOf(own ?? target).filter(
    ([what, text]) => !settings.some(([other, before]) => other === what && before === text),
  );
  return {
    ...(told.length === 0
      ? { title: say.defaults({ settings: joined(settings) }), settings: [] }
      : { title: say.assumed, settings: settings.map(([what, setting]) => sourceOf(setting, from[what], place)) }),
    ...(excluded.length > 0 && { excluded: say.excluded({ settings: joined(excluded) }) }),
  };
}

type Setting = readonly [keyof TargetInForce['from'], string];

function settingsOf({ os = 'linux', arch, cgo, tags, experiment, release }: BuildTarget): readonly Setting[] {
  return [
    ['os', `GOOS=${os}`],
    ['arch', `GOARCH=${arch}`],
    ['cgo', `CGO_ENABLED=${cgo ? 1 : 0}`],
    ...(tags.length > 0 ? [['tags', `-tags=${tags.join(',')}`] as const] : []),
    ...(experiment !== undefined ? [['experiment', `GOEXPERIMENT=${experiment}`] as const] : []),
    ...(release !== undefined ? [['release', `go${formatGoVersion(release)}`] as const] : []),
  ];
}

const joined = (settings: readonly Setting[]) => settings.map(([, text]) => text).join(' ');

function sourceOf(setting: string, from: TargetSource, place: (at: Location) => string): Message {
  switch (from.kind) {
    case 'default':
      return say.default({ setting });
    case 'go env':
      return say.goEnv({ setting, name: from.name });
    case 'project':
      return say.project({ setting, file: PROJECT_FILE });
    case 'build':
      return say.build({ setting, place: place(from.at) });
    case 'toolchain':
      return say.toolchain({ setting });
  }
}
