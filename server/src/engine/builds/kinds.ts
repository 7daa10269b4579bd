/**
 * The table of file kinds: what a file is by its path, how the editor finds such files, how their comments begin, what their language is
 * called elsewhere. Nothing else in the product knows names of files.
 */
import { baseName, dirName } from '../base/paths.js';
import type { CiKind } from './ci-formats.js';
import type { ContextFileKind } from './context-files.js';
import type { BuildFileKind } from './facts.js';

/** How a file is read. `context`: what other files' findings depend on and what has none of its own. */
export type Language = 'go' | 'dockerfile' | 'go.mod' | 'build' | 'context';

export interface FileKind {
  readonly id: 'go' | 'go.mod' | 'dockerfile' | BuildFileKind | ContextFileKind;
  readonly language: Language;
  /** What the file's name is like. */
  readonly name: RegExp;
  /** The folder that it must lie in, where the name alone does not tell: the end of the folder's path. */
  readonly folder?: RegExp;
  /** Other files have such names too: whether it is one its text says. */
  readonly saysItself?: true;
  /** Globs without braces: what an editor watches, sends and lists. They may say yes to more than `name` does. */
  readonly globs: readonly string[];
  /** How a comment begins. */
  readonly comment: '//' | '#';
  /** The language's name in SARIF's `sourceLanguage` and in Markdown's code fences. */
  readonly syntax: string;
}

const yaml = (...names: string[]) => ['yml', 'yaml'].flatMap(ending => names.map(name => `${name}.${ending}`));

const yamlKind = (
  id: BuildFileKind,
  name: RegExp,
  globs: readonly string[],
  where: Pick<FileKind, 'folder' | 'saysItself'> = {},
): FileKind => ({ id, language: 'build', name, globs, comment: '#', syntax: 'yaml', ...where });

type CiRow = readonly [id: CiKind, name: RegExp, folder: string | undefined, globs: readonly string[]];

const ciKinds = (...rows: readonly CiRow[]): FileKind[] =>
  rows.map(([id, name, folder, globs]) => ({
    ...{ id, language: 'build', name, globs, comment: '#', syntax: 'yaml' },
    ...(folder !== undefined && { folder: new RegExp(`(?:^|/)${folder.replace('.', '\\.')}$`) }),
  }));

const KINDS: readonly FileKind[] = [
  { id: 'go', language: 'go', name: /\.go$/, globs: ['*.go'], comment: '//', syntax: 'go' },
  { id: 'go.mod', language: 'go.mod', name: /^go\.mod$/, globs: ['go.mod'], comment: '//', syntax: 'go-mod' },
  {
    id: 'dockerfile',
    language: 'dockerfile',
    name: /^(?:[Dd]ockerfile|Containerfile)(?:[._-].+)?$/,
    globs: [
      'Dockerfile',
      'dockerfile',
      'Containerfile',
      'Dockerfile.*',
      'dockerfile.*',
      'Containerfile.*',
      'Dockerfile-*',
      'dockerfile-*',
      'Containerfile-*',
      'Dockerfile_*',
      'dockerfile_*',
      'Containerfile_*',
    ],
    comment: '#',
    syntax: 'dockerfile',
  },
  {
    id: 'dockerfile',
    language: 'dockerfile',
    name: /\.(?:dockerfile|containerfile)$/i,
    globs: ['*.Dockerfile', '*.dockerfile'],
    comment: '#',
    syntax: 'dockerfile',
  },
  yamlKind('github-actions', /\.ya?ml$/, yaml('.github/workflows/*'), { folder: /(?:^|\/)\.github\/workflows$/ }),
  yamlKind('github-composite', /^action\.ya?ml$/, yaml('action')),
  {
    id: 'vscode',
    language: 'build',
    name: /^settings\.json$/,
    folder: /(?:^|\/)\.vscode$/,
    globs: ['.vscode/settings.json'],
    comment: '//',
    syntax: 'jsonc',
  },
  { id: 'go.work', language: 'build', name: /^go\.work$/, globs: ['go.work'], comment: '//', syntax: 'go-work' },
  {
    id: 'makefile',
    language: 'build',
    // Those of automake are none.
    name: /^(?:GNUmakefile|[Mm]akefile(?:\.(?!(?:am|in|PL)$)[\w-]+)?)$|\.mk$/,
    globs: ['GNUmakefile', 'Makefile', 'makefile', 'Makefile.*', 'makefile.*', '*.mk'],
    comment: '#',
    syntax: 'makefile',
  },
  yamlKind('taskfile', /^[Tt]askfile(?:\.dist)?\.ya?ml$/, yaml('Taskfile', 'taskfile', 'Taskfile.dist', 'taskfile.dist')),
  { id: 'shell', language: 'build', name: /\.(?:sh|bash)$/, globs: ['*.sh', '*.bash'], comment: '#', syntax: 'shell' },
  {
    // Whether it is one its first line says.
    id: 'shell',
    language: 'build',
    name: /^[\w-]+$/,
    folder: /(?:^|\/)(?:hack|scripts?|ci)$/,
    globs: ['hack/*', 'script/*', 'scripts/*', 'ci/*'],
    comment: '#',
    syntax: 'shell',
  },
  {
    // The same, wherever it lies.
    id: 'shell',
    language: 'build',
    name: /^(?:build|compile|entrypoint|docker-entrypoint)$/,
    globs: ['build', 'compile', 'entrypoint', 'docker-entrypoint'],
    comment: '#',
    syntax: 'shell',
  },
  yamlKind('goreleaser', /^\.?goreleaser(?:[.-][\w.-]+)?\.ya?ml$/, yaml('goreleaser*', '.goreleaser*')),
  { id: 'ko', language: 'build', name: /^\.ko\.ya?ml$/, globs: yaml('.ko'), comment: '#', syntax: 'yaml' },
  { id: 'gitlab-ci', language: 'build', name: /^(?:.*\.)?\.?gitlab-ci\.ya?ml$/, globs: yaml('*gitlab-ci'), comment: '#', syntax: 'yaml' },
  ...ciKinds(
    ['circleci', /^config\.ya?ml$/, '.circleci', yaml('.circleci/config')],
    ['drone', /^\.drone\.ya?ml$/, undefined, yaml('.drone')],
    ['woodpecker', /^\.woodpecker\.ya?ml$/, undefined, yaml('.woodpecker')],
    ['woodpecker', /\.ya?ml$/, '.woodpecker', yaml('.woodpecker/*')],
    ['azure-pipelines', /^\.?azure-pipelines?(?:[.-][\w.-]+)?\.ya?ml$/, undefined, yaml('azure-pipeline*', '.azure-pipeline*')],
    ['buildkite', /\.ya?ml$/, '.buildkite', yaml('.buildkite/*')],
    ['travis', /^\.travis\.ya?ml$/, undefined, yaml('.travis')],
    ['bitbucket-pipelines', /^bitbucket-pipelines\.ya?ml$/, undefined, yaml('bitbucket-pipelines')],
    ['cloudbuild', /^cloudbuild(?:[.-][\w.-]+)?\.ya?ml$/, undefined, yaml('cloudbuild*')],
  ),
  yamlKind('compose', /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/, yaml('compose*', 'docker-compose*')),
  { id: 'bake', language: 'build', name: /^docker-bake(?:\.override)?\.hcl$/, globs: ['docker-bake*.hcl'], comment: '#', syntax: 'hcl' },
  {
    id: 'bake',
    language: 'build',
    name: /^docker-bake(?:\.override)?\.json$/,
    globs: ['docker-bake*.json'],
    comment: '//',
    syntax: 'json',
  },
  { id: 'skaffold', language: 'build', name: /^skaffold(?:[.-][\w.-]+)?\.ya?ml$/, globs: yaml('skaffold*'), comment: '#', syntax: 'yaml' },
  {
    id: 'devcontainer',
    language: 'build',
    name: /^\.?devcontainer\.json$/,
    globs: ['devcontainer.json', '.devcontainer.json'],
    comment: '//',
    syntax: 'jsonc',
  },
  yamlKind('helm', /^values(?:[.-][\w.-]+)?\.ya?ml$/, yaml('values', 'values-*', 'values.*')),
  yamlKind('helm', /\.ya?ml$/, yaml('templates/*', 'templates/*/*', 'templates/*/*/*'), {
    saysItself: true,
    folder: /(?:^|\/)templates(?:\/[\w.-]+){0,2}$/,
  }),
  yamlKind(
    'lambda',
    /^(?:template|sam|serverless)[\w.-]{0,40}\.ya?ml$|^[\w-]{1,40}[.-](?:template|sam)\.ya?ml$/,
    yaml('template*', 'sam*', 'serverless*', '*template', '*sam'),
    { saysItself: true },
  ),
  yamlKind('kubernetes', /^kustomization\.ya?ml$/, yaml('kustomization')),
  {
    id: 'kubernetes',
    language: 'build',
    name: /\.ya?ml$/,
    saysItself: true,
    folder: /(?:^|\/)(?:k8s|kubernetes|manifests?|deploy|deployments?|config|kustomize)(?:\/[\w.-]+){0,2}$/,
    globs: ['k8s', 'kubernetes', 'manifest', 'manifests', 'deploy', 'deployment', 'deployments', 'config', 'kustomize'].flatMap(dir =>
      yaml(`${dir}/*`, `${dir}/*/*`, `${dir}/*/*/*`),
    ),
    comment: '#',
    syntax: 'yaml',
  },
  { id: 'go-version', language: 'context', name: /^\.go-version$/, globs: ['.go-version'], comment: '#', syntax: 'text' },
  { id: 'tool-versions', language: 'context', name: /^\.tool-versions$/, globs: ['.tool-versions'], comment: '#', syntax: 'text' },
  { id: 'gitignore', language: 'context', name: /^\.gitignore$/, globs: ['.gitignore'], comment: '#', syntax: 'text' },
  { id: 'dockerignore', language: 'context', name: /\.dockerignore$/, globs: ['*.dockerignore'], comment: '#', syntax: 'text' },
];

const [GO] = KINDS as [FileKind];

/** Folders with a dot that hold build files. */
export const BUILD_FOLDERS: ReadonlySet<string> = new Set([
  '.github',
  '.vscode',
  '.devcontainer',
  '.circleci',
  '.buildkite',
  '.woodpecker',
]);

/** What a file is, by its path; undefined for files that are not read. */
export function kindOf(path: string): FileKind | undefined {
  if (path.endsWith('.go')) return GO;
  const name = baseName(path);
  return KINDS.find(kind => kind.name.test(name) && (kind.folder?.test(dirName(path)) ?? true));
}

/** One that others include: it runs where the file stands that includes it. */
export const isIncludedMakefile = (path: string): boolean =>
  buildFileKind(path) === 'makefile' && !/^(?:GNUm|[Mm])akefile$/.test(baseName(path));

export function languageOf(path: string): Language | undefined {
  return kindOf(path)?.language;
}

/** Which build file a path is; undefined when it is none that is read. */
export function buildFileKind(path: string): BuildFileKind | undefined {
  const kind = kindOf(path);
  return kind?.language === 'build' ? (kind.id as BuildFileKind) : undefined;
}

/** Which file around a build a path is; undefined when it is none that is read. */
export function contextFileKind(path: string): ContextFileKind | undefined {
  const kind = kindOf(path);
  return kind?.language === 'context' ? (kind.id as ContextFileKind) : undefined;
}

/** Globs of all files that are read in one of these ways. */
export function globsOf(...languages: readonly Language[]): string[] {
  return KINDS.filter(kind => languages.includes(kind.language)).flatMap(kind => kind.globs);
}

/** True where a comment begins with `//`; elsewhere it begins with `#`. */
export function hasSlashComments(path: string): boolean {
  return kindOf(path)?.comment === '//';
}
