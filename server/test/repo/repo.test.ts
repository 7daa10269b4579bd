/** What must hold of the repository as a whole: generated files fresh, import walls, sizes, names, settings in one place. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { DEFAULT_CONFIG, parseConfig, SETTINGS } from '../../src/engine/base/config.js';
import { RULES } from '../../src/engine/rules/registry.js';
import { dataTexts, derivedTexts, leftoverPages, ROOT, registryText, ruleFiles, stale } from '../../tools/generate.js';
import { loadEngine } from '../support/engine-for-tests.js';

const SKIPPED = new Set(['node_modules', 'dist', 'out', '.git', 'fixtures', '.vscode-test']);
/** Lines a hand-written source file may have. */
const BUDGET = 250;
/** Files that are longer for a reason; the number is their ceiling. */
const LONGER: Readonly<Record<string, number>> = {
  'server/src/engine/workspace/workspace.ts': 310,
  'server/src/lsp/compiler/verified-fixes.ts': 256,
  'server/src/engine/go/package/go-package.ts': 270,
};

/** Repository paths, `/`-separated, of our own source files. */
function sources(under: string): string[] {
  const walk = (dir: string): string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap(e => {
      if (SKIPPED.has(e.name)) return [];
      if (e.isDirectory()) return walk(join(dir, e.name));
      return /\.(ts|mjs)$/.test(e.name) ? [relative(ROOT, join(dir, e.name)).split(sep).join('/')] : [];
    });
  return walk(join(ROOT, under));
}

/** Text of a source file; a rule without its examples, which are its tests and its page. */
function codeOf(file: string): string {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return file.startsWith('server/src/engine/rules/') ? text.replace(/^ {2}examples: \[\n[\s\S]*?^ {2}\],\n/m, '') : text;
}

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

function imports(under: string): Import[] {
  return sources(under).flatMap(file =>
    [
      ...readFileSync(join(ROOT, file), 'utf8').matchAll(
        /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm,
      ),
    ].map(m => ({
      file,
      from: m[2] ?? m[3] ?? '',
      typeOnly: m[1] !== undefined,
    })),
  );
}

/** Who may import what, beyond its own folder. A relative import is named by the box it leads to. */
const WALLS: readonly { readonly box: string; readonly may: RegExp }[] = [
  { box: 'server/src/engine', may: /^(web-tree-sitter|dockerfile-ast|yaml|jsonc-parser)$/ },
  {
    box: 'server/src/lsp',
    may: /^(server\/src\/engine\/.*|vscode-languageserver|vscode-languageserver-textdocument|vscode-languageserver-protocol|vscode-uri)$/,
  },
  {
    box: 'server/src/node',
    may: /^(server\/src\/(engine|lsp)\/.*|node:.*|vscode-languageserver(\/node)?|vscode-uri|commander|picocolors|sarif)$/,
  },
  { box: 'server/src/browser', may: /^(server\/src\/(engine|lsp)\/.*|vscode-languageserver(\/browser)?)$/ },
  { box: 'client/src', may: /^(server\/src\/lsp\/core\/messages\.js|vscode|vscode-languageclient(\/node|\/browser)?|node:.*)$/ },
];

function target({ file, from }: Import): string {
  if (!from.startsWith('.')) return from;
  return relative(ROOT, join(ROOT, file, '..', from))
    .split(sep)
    .join('/');
}

describe('repository', () => {
  it('has fresh generated files', async function () {
    this.timeout(60_000);
    const plan = derivedTexts(RULES, await loadEngine());
    plan.set('server/src/engine/rules/registry.generated.ts', registryText(ruleFiles()));
    for (const [path, text] of dataTexts()) plan.set(path, text);
    assert.deepEqual([...stale(plan), ...leftoverPages(RULES)], [], 'stale: run `npm run generate`');
  });

  it('has a rule in each rule file, under the id that is its path', () => {
    assert.deepEqual(RULES.map(r => r.id).sort(), ruleFiles());
  });

  for (const { box, may } of WALLS) {
    it(`lets ${box} import only what lies below it`, () => {
      const wrong = imports(box).filter(i => !target(i).startsWith(`${box}/`) && !may.test(target(i)));
      assert.deepEqual(
        wrong.map(i => `${i.file} imports ${target(i)}`),
        [],
      );
    });
  }

  it('lets only syntax/ touch the parsers of others', () => {
    const parsers = imports('server/src').filter(i => /^(web-tree-sitter|dockerfile-ast|yaml|jsonc-parser)$/.test(i.from));
    assert.deepEqual(
      parsers.filter(i => !i.file.startsWith('server/src/engine/syntax/')).map(i => i.file),
      [],
    );
    assert.ok(parsers.length > 0, 'the pattern must find what it looks for');
  });

  it('keeps rules away from syntax nodes', () => {
    const wrong = imports('server/src/engine/rules').filter(i => /\/syntax\//.test(i.from) && !i.typeOnly);
    assert.deepEqual(
      wrong.map(i => `${i.file} imports ${i.from}`),
      [],
    );
  });

  it('keeps files small', () => {
    const long = ['server', 'client']
      .flatMap(sources)
      .filter(f => !f.endsWith('.generated.ts'))
      .map(f => ({ f, lines: codeOf(f).split('\n').length - 1 }))
      .filter(({ f, lines }) => lines > (LONGER[f] ?? BUDGET));
    assert.deepEqual(
      long.map(({ f, lines }) => `${f}: ${lines} lines`),
      [],
    );
  });

  it('has no folder or file named for nothing', () => {
    const named = ['server', 'client'].flatMap(sources).filter(f => /(^|\/)(utils?|common|helpers?|misc)(\/|\.)/.test(f));
    assert.deepEqual(named, []);
  });

  it('names no test that is left out', () => {
    const left = sources('server/test').filter(f => /\b(describe|it)\.only\(|\bx(describe|it)\(/.test(readFileSync(join(ROOT, f), 'utf8')));
    assert.deepEqual(left, []);
  });
});

interface Property {
  readonly default?: unknown;
  readonly scope: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly contributes?: { readonly configuration?: { readonly properties: Record<string, Property> } };
}

describe('settings', () => {
  let properties: Record<string, Property>;
  before(() => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
    properties = manifest.contributes?.configuration?.properties ?? {};
  });

  it('in package.json are those of config.ts', () => {
    assert.deepEqual(Object.keys(properties).sort(), SETTINGS.map(s => `goPreflight.${s.key}`).sort());
  });

  it('have the defaults that the server uses', () => {
    const section: Record<string, unknown> = {};
    for (const [key, { default: value }] of Object.entries(properties)) {
      const [group = '', name] = key.replace('goPreflight.', '').split('.');
      section[group] = name === undefined ? value : { ...(section[group] as object | undefined), [name]: value };
    }
    assert.deepEqual(parseConfig(section), DEFAULT_CONFIG);
    assert.deepEqual(parseConfig(undefined), DEFAULT_CONFIG);
  });

  it('offer every rule and family', () => {
    const offered = Object.keys(properties['goPreflight.rules']?.properties ?? {});
    for (const rule of RULES) {
      assert.ok(offered.includes(rule.id), rule.id);
      assert.ok(offered.includes(rule.id.split('/')[0]!), rule.id);
    }
  });

  it('take paths of programs from the machine only', () => {
    for (const [key, { scope }] of Object.entries(properties)) if (/path$/i.test(key)) assert.equal(scope, 'machine', key);
  });
});
