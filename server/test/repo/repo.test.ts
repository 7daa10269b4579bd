/** What must hold of the repository as a whole: generated files fresh, import walls, sizes, names, settings in one place. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProblems } from '../../src/engine/base/bundle-check.js';
import { DEFAULT_CONFIG, parseConfig, SETTINGS } from '../../src/engine/base/config.js';
import { RULES } from '../../src/engine/rules/registry.js';
import { dataTexts, derivedTexts, leftoverPages, ROOT, registryText, ruleFiles, stale } from '../../tools/generate.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { sources } from './imports.js';

/** Lines a hand-written source file may have. */
const BUDGET = 250;
/** Files that are longer for a reason; the number is their ceiling. */
const LONGER: Readonly<Record<string, number>> = {
  // Types and objects are made of each other, and no file may import itself in a circle.
  'server/src/engine/go/types/model.ts': 490,
  'server/src/engine/workspace/workspace.ts': 350,
  'server/src/engine/workspace/file-table.ts': 256,
  'server/src/engine/workspace/go-packages.ts': 260,
  'server/src/lsp/compiler/verified-fixes.ts': 256,
};

/** Text of a source file; a rule without its examples, which are its tests and its page. */
function codeOf(file: string): string {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return file.startsWith('server/src/engine/rules/') ? text.replace(/^ {2}examples: \[\n[\s\S]*?^ {2}\],\n/m, '') : text;
}

describe('repository', () => {
  it('has fresh generated files', async function () {
    this.timeout(60_000);
    const plan = derivedTexts(RULES, await loadEngine());
    plan.set('server/src/engine/rules/registry.generated.ts', registryText(ruleFiles()));
    for (const [path, text] of dataTexts()) plan.set(path, text);
    assert.deepEqual([...stale(plan), ...leftoverPages(RULES)], [], 'stale: run `npm run generate`');
  });

  it('has translations with the ids and the arguments of the English texts', () => {
    const texts = (name: string) => JSON.parse(readFileSync(join(ROOT, 'server/l10n', name), 'utf8')) as Record<string, string>;
    const english = new Map(Object.entries(texts('en.json')));
    for (const name of readdirSync(join(ROOT, 'server/l10n'))) assert.deepEqual(bundleProblems(texts(name), english), [], name);
  });

  it('has a rule in each rule file, under the id that is its path', () => {
    assert.deepEqual(RULES.map(r => r.id).sort(), ruleFiles());
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

  it('names files in kebab-case', () => {
    const named = ['server', 'client'].flatMap(sources).filter(f => /[A-Z_]/.test(f.slice(f.lastIndexOf('/') + 1)));
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
