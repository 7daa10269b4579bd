/** Words of the build matrix, for the command line and the editor's view. */
import { messages } from '../base/message.js';
import { plain } from '../base/wording.js';
import type { MatrixColumn } from './matrix-model.js';

export const say = messages('matrix', {
  oneForEach: 'One build for each value.',
  setAtRunTime: 'Set at run time: `{text}`',
  fetches: 'Go {installed} is installed; go downloads the newer release that go.mod requires.',
  sameAsDefault: 'Same as the default of Go {version}.',
  unlikeDefault: 'Differs from the default of Go {version}: {experiments}.',
  pie: '`-buildmode=pie` needs a dynamic loader.',
  race: '`-race` needs cgo.',
  glibcTooOld: 'The program cannot start in this image: its glibc is too old.',
  loaderMissing: 'The program cannot start in this image: its dynamic loader is missing.',
  libcLoaderMissing: 'The program cannot start in this image: the {libc} loader is missing.',
  byMachine: 'The machine that builds decides: with a C compiler and for its own architecture, cgo is on by default.',
  jobs: '{name} ({count} jobs)',
  target: 'Target',
  tags: 'Tags',
  linkage: 'Linkage',
  image: 'Final image',
});

/** Columns that are headed by the name of what they show, the same in every language. */
const NAMES: Readonly<Partial<Record<MatrixColumn, string>>> = {
  go: 'Go',
  goexperiment: 'GOEXPERIMENT',
  cgo: 'CGO_ENABLED',
  ldflags: 'ldflags',
  buildmode: 'buildmode',
};

const HEADINGS = { target: say.target, tags: say.tags, linkage: say.linkage, image: say.image };

export function heading(column: MatrixColumn): string {
  return NAMES[column] ?? plain(HEADINGS[column as keyof typeof HEADINGS]);
}
