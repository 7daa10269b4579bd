/** The documents for who works on this: each room has one, and what they name is there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../tools/generate.js';

const ENGINE = 'server/src/engine';
const ROOMS = readdirSync(join(ROOT, ENGINE), { withFileTypes: true })
  .filter(e => e.isDirectory())
  .map(e => `${ENGINE}/${e.name}`);
const FOLDERS = [...ROOMS, 'server/src/lsp', 'server/src/node', 'server/src/browser', 'client/src', 'server/test'];
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'server/README.md', ...FOLDERS.map(f => `${f}/README.md`)];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Links to files, and code that is a path from the repository's root, from `server/src` or from the page's own folder. */
function named(page: string): { readonly name: string; readonly from: readonly string[] }[] {
  const text = read(page);
  const own = dirname(page);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(m => ({ name: m[1]!, from: [own] }));
  const code = [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|mjs|md|json|html))`/g)].map(m => ({
    name: m[1]!,
    from: ['', own, 'server/src', ENGINE],
  }));
  return [...links, ...code];
}

describe('documents', () => {
  it('are in each room and folder of sources', () => {
    assert.deepEqual(
      FOLDERS.filter(f => !existsSync(join(ROOT, f, 'README.md'))),
      [],
    );
    const missing = FOLDERS.filter(f => f !== 'server/test' && !/\*\*Not here:\*\*/.test(read(`${f}/README.md`)));
    assert.deepEqual(missing, [], 'a README says what must not be in its folder');
  });

  it('name files that are there', () => {
    const gone = PAGES.flatMap(page =>
      named(page)
        .filter(({ name, from }) => !from.some(folder => existsSync(join(ROOT, folder, name))))
        .map(({ name }) => `${page}: ${name}`),
    );
    assert.deepEqual(gone, []);
    assert.ok(PAGES.flatMap(named).length > 100, 'the patterns must find what they look for');
  });

  it('name functions that are in the file', () => {
    const steps = PAGES.flatMap(page =>
      [...read(page).matchAll(/\]\(([^)#]+\.ts)\)\s+`(\w+)`/g)].map(m => ({ page, file: join(dirname(page), m[1]!), name: m[2]! })),
    );
    const gone = steps.filter(({ file, name }) => existsSync(join(ROOT, file)) && !new RegExp(`\\b${name}\\b`).test(read(file)));
    assert.deepEqual(
      gone.map(({ page, file, name }) => `${page}: ${name} in ${file}`),
      [],
    );
    assert.ok(steps.length > 40, 'the pattern must find what it looks for');
  });
});
