/** What is mutated: projects that the repository has anyway, and single files of the machine's Go. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { kindOf } from '../../src/engine/builds/kinds.js';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import { EVERY_FORM } from '../support/every-kind.js';
import { SHAPES } from '../support/shapes/all.js';

export interface CorpusFile {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

/** Files that belong together. */
export type Project = readonly CorpusFile[];

/** Where a file of a kind stands, in whichever project. */
export interface Seed {
  readonly project: Project;
  readonly file: CorpusFile;
}

export interface Corpus {
  /** By id of a file kind. */
  readonly seeds: ReadonlyMap<string, readonly Seed[]>;
  /** What could not be had, for a person. */
  readonly skipped: readonly string[];
}

/** A larger one makes a slow test of the parser, not a better one of the engine. */
const MAX_TEXT = 8000;
/** Of a tree of thousands. */
const MAX_OF_GOROOT = 300;
const ROOT = join(__dirname, '../../..');

/** `more`: folders whose subfolders are projects too. */
export function loadCorpus(more: readonly string[] = []): Corpus {
  const src = join(process.env.GOROOT ?? '/usr/local/go', 'src');
  const missing = [src, ...more].filter(dir => !existsSync(dir));
  const projects = [
    ...RULES.flatMap(rule => rule.examples.map(example => readExample(example).map(({ name, text }) => ({ path: name, text })))),
    filesBelow(join(ROOT, 'test-workspace')),
    ...EVERY_FORM.map(([, path, text]) => [{ path, text: text.replaceAll('WORD', 'word') }]),
    ...SHAPES.map(({ path, text }) => [{ path, text: text(3) }]),
    ...(existsSync(src) ? singles(src) : []),
    ...more.filter(existsSync).flatMap(projectsBelow),
  ];
  const seeds = new Map<string, Seed[]>();
  for (const project of projects) {
    for (const file of project) {
      const id = kindOf(`/w/${file.path}`)?.id;
      if (id === undefined || file.text.length > MAX_TEXT) continue;
      const known = seeds.get(id);
      if (known) known.push({ project, file });
      else seeds.set(id, [{ project, file }]);
    }
  }
  return { seeds, skipped: missing.map(dir => `${dir} is not there`) };
}

/** Files of that many folders alike. */
function singles(src: string): Project[] {
  const all = listed(src).filter(path => path.endsWith('.go') && !path.includes('vendor/'));
  const stride = Math.max(1, Math.floor(all.length / MAX_OF_GOROOT));
  return all.flatMap((path, i) => {
    const text = i % stride === 0 ? readable(join(src, path)) : undefined;
    return text === undefined ? [] : [[{ path: path.endsWith('_test.go') ? 'a_test.go' : 'a.go', text }]];
  });
}

function projectsBelow(dir: string): Project[] {
  const folders = listed(dir).filter(path => path.split('/').length > 2);
  const heads = [...new Set(folders.map(path => path.split('/').slice(0, 2).join('/')))];
  return heads.map(head => filesBelow(join(dir, head)));
}

function filesBelow(dir: string): Project {
  return listed(dir).flatMap(path => {
    const text = kindOf(`/w/${path}`) && readable(join(dir, path));
    return text === undefined ? [] : [{ path, text }];
  });
}

function listed(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(e => e.isFile());
  return entries.map(e => relative(dir, join(e.parentPath, e.name)).replaceAll('\\', '/')).sort();
}

function readable(path: string): string | undefined {
  return statSync(path).size <= 4 * MAX_TEXT ? readFileSync(path, 'utf8') : undefined;
}
