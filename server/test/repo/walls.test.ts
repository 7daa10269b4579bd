/** The rooms and what each may import, type imports included (the design's "Rooms"). A breach names the file and what it reaches for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../tools/generate.js';
import { circles, type Import, imports, sources } from './imports.js';

const ENGINE = 'server/src/engine/';

/** Room -> the rooms right below it; it may import those, and all that they may. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  base: [],
  tables: ['base'],
  syntax: ['base'],
  shell: ['tables', 'syntax'],
  builds: ['shell'],
  go: ['syntax', 'tables'],
  sites: ['go'],
  compiler: ['sites'],
  binary: ['base'],
  program: ['go', 'builds', 'binary'],
  rules: ['program', 'compiler'],
  reports: ['rules'],
  settings: ['syntax'],
  workspace: ['reports'],
};

/** The parsers of others, which only syntax/ may touch. */
const PARSERS = /^(web-tree-sitter|yaml|jsonc-parser)$/;

/** Outside of the engine: the folder, and what it may import besides itself. */
const OUTSIDE: readonly { readonly box: string; readonly may: RegExp }[] = [
  {
    box: 'server/src/lsp',
    may: /^(server\/src\/engine\/.*|vscode-languageserver|vscode-languageserver-protocol|vscode-uri)$/,
  },
  {
    box: 'server/src/node',
    may: /^(server\/src\/(engine|lsp)\/.*|node:.*|vscode-languageserver(\/node)?|vscode-uri|commander|picocolors|sarif|diff|@modelcontextprotocol\/sdk\/.*)$/,
  },
  { box: 'server/src/browser', may: /^(server\/src\/(engine|lsp)\/.*|vscode-languageserver(\/browser)?)$/ },
  {
    box: 'client/src',
    may: /^(server\/src\/(lsp\/core\/messages|engine\/base\/printable)\.ts|vscode|vscode-languageclient(\/node|\/browser)?|node:.*)$/,
  },
];

/** What reads or opens a file, by import from `node:fs` or `node:fs/promises`. */
const OPENS = /^import \{[^}]*\b(?:readFile|readFileSync|open|openSync|createReadStream)\b[^}]*\} from 'node:fs/m;

/** The bounded reader, and those that read files of our own and of the system only. */
const READERS = [
  'server/src/node/ends/folder-gone.ts',
  'server/src/node/ends/process-table.ts',
  'server/src/node/host/bounded-reader.ts',
  'server/src/node/host/bundles.ts',
  'server/src/node/host/grammars.ts',
  'server/src/node/host/std-pieces.ts',
  'server/src/node/host/version.ts',
];

const roomOf = (file: string) => (file.startsWith(ENGINE) ? file.slice(ENGINE.length).split('/')[0]! : undefined);
const names = (wrong: readonly Import[]) => wrong.map(i => `${i.file} imports ${i.to}`);

/** A room with all that lies below it. */
function reach(room: string): ReadonlySet<string> {
  const out = new Set([room]);
  for (const r of out) for (const below of BELOW[r] ?? []) out.add(below);
  return out;
}

/** Imports of a room that lead up, sideways or to somebody else's package. */
function breaches(room: string, all: readonly Import[]): Import[] {
  const may = reach(room);
  const own = all.filter(i => roomOf(i.file) === room);
  return own.filter(i => (i.to.startsWith('server/') ? !may.has(roomOf(i.to) ?? '') : !PARSERS.test(i.to)));
}

describe('walls', () => {
  const engine = imports('server/src/engine');

  it('have a room for each file of the engine', () => {
    const homeless = sources('server/src/engine').filter(f => BELOW[roomOf(f) ?? ''] === undefined);
    assert.deepEqual(homeless, []);
  });

  for (const room of Object.keys(BELOW)) {
    it(`let ${room}/ import only what lies below it`, () => {
      assert.ok(
        engine.some(i => roomOf(i.file) === room),
        `${room}/ is there and the pattern finds its imports`,
      );
      assert.deepEqual(names(breaches(room, engine)), []);
    });
  }

  for (const room of Object.keys(BELOW)) {
    it(`would show an import of ${room}/ that leads up or outside`, () => {
      const file = `${ENGINE}${room}/a.ts`;
      const may = reach(room);
      const above = Object.keys(BELOW).filter(r => !may.has(r));
      const wrong = [
        ...above.map(r => `${ENGINE}${r}/b.ts`),
        'node:fs',
        'vscode',
        'server/src/lsp/core/host.ts',
        'server/src/node/cli/check.ts',
      ];
      const right = [...may].map(r => `${ENGINE}${r}/b.ts`);
      const all = [...wrong, ...right].map(to => ({ file, to }));
      assert.deepEqual(
        breaches(room, all).map(i => i.to),
        wrong,
      );
    });
  }

  it('are those of the table in server/README.md', () => {
    const rows = readFileSync(join(ROOT, 'server/README.md'), 'utf8').matchAll(/^\| \[(\w+)\]\(src\/engine\/.*\|([^|]*)\|$/gm);
    assert.deepEqual(
      Object.fromEntries(
        [...rows].map(m => [
          m[1],
          m[2]!
            .split(',')
            .map(r => r.trim())
            .filter(r => r !== ''),
        ]),
      ),
      BELOW,
    );
  });

  for (const { box, may } of OUTSIDE) {
    it(`let ${box} import only what lies below it`, () => {
      const own = imports(box);
      assert.ok(own.length > 0);
      assert.deepEqual(names(own.filter(i => !i.to.startsWith(`${box}/`) && !may.test(i.to))), []);
    });
  }

  it('let only syntax/ touch the parsers of others', () => {
    const parsers = imports('server/src').filter(i => PARSERS.test(i.to));
    assert.deepEqual(names(parsers.filter(i => roomOf(i.file) !== 'syntax')), []);
    assert.ok(parsers.length > 0, 'the pattern must find what it looks for');
  });

  it('let only the bounded reader open files of strangers', () => {
    const opening = sources('server/src').filter(f => OPENS.test(readFileSync(join(ROOT, f), 'utf8')));
    assert.deepEqual(opening.sort(), [...READERS]);
  });

  it('keep checks of rules away from syntax nodes', () => {
    assert.deepEqual(names(engine.filter(i => roomOf(i.file) === 'rules' && roomOf(i.to) === 'syntax')), []);
  });

  it('let only workspace/ and what lies above know the workspace', () => {
    assert.deepEqual(names(engine.filter(i => roomOf(i.to) === 'workspace' && roomOf(i.file) !== 'workspace')), []);
  });

  it('stand where no file imports itself in a circle, types included', () => {
    const all = [...imports('server/src'), ...imports('client/src')];
    assert.deepEqual(
      circles(all).map(group => group.join(' -> ')),
      [],
    );
  });

  it('would show a circle', () => {
    const ring: Import[] = [
      { file: 'a.ts', to: 'b.ts' },
      { file: 'b.ts', to: 'c.ts' },
      { file: 'c.ts', to: 'a.ts' },
      { file: 'd.ts', to: 'a.ts' },
    ];
    assert.deepEqual(circles(ring), [['a.ts', 'b.ts', 'c.ts']]);
  });
});
