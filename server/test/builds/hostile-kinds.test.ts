/** A file of each kind that builds, laid out to hurt: it is read in time, nothing else is lost, and what is no map stays what it was. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import { buildFileKind } from '../../src/engine/builds/kinds.js';
import { readBuildFile } from '../../src/engine/builds/read.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { EVERY_FORM } from '../support/every-kind.js';

/** Milliseconds of CPU for one file; the fastest of five tries counts. */
const LIMIT = 200;

const DEPTH = 10_000;
const ALIASES = Array.from({ length: 30 }, (_, i) => `x${i}: &x${i} [${Array(9).fill(i === 0 ? 'go build .' : `*x${i - 1}`)}]`).join('\n');
const MERGES = Array.from({ length: 200 }, (_, i) => `m${i}: &m${i} {${i === 0 ? 'GOOS: linux' : `<<: *m${i - 1}`}, k${i}: v}`).join('\n');

/** What is put before the text of a kind, by what it does to who reads it. */
const YAML: Readonly<Record<string, string>> = {
  'aliases that multiply': `${ALIASES}\n`,
  'maps merged into each other': `${MERGES}\n`,
  'an anchor in itself': 'loop: &loop {again: *loop, list: [*loop, *loop]}\n',
  'an alias of nothing': 'nothing: *nowhere\n',
  'lists in lists': `deep: ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}\n`,
  'lists that nobody closes': `deep: ${'['.repeat(DEPTH)}\n`,
  'maps in maps': `deep: ${'{a: '.repeat(DEPTH)}1${'}'.repeat(DEPTH)}\n`,
  'indents in indents': `${Array.from({ length: 700 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}\n`,
  'a key many times': 'env: {GOOS: linux}\n'.repeat(500),
  'keys of every object': '__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\nhasOwnProperty: 1\ntoString: [1]\n',
  'many documents': '---\na: 1\n'.repeat(2000),
  'ten megabytes': 'a: 1\n'.repeat(2_000_000),
};

const JSONC: Readonly<Record<string, string>> = {
  'lists in lists': `{"deep": ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`,
  'lists that nobody closes': `{"deep": ${'['.repeat(DEPTH)}`,
  'maps in maps': `${'{"a": '.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`,
  'a key many times': `{${'"target": {"a": {"platforms": ["linux/amd64"]}},'.repeat(2000)}"z": 1}`,
  'ten megabytes': `{${'"a": 1,'.repeat(1_500_000)}"z": 1}`,
  'keys of every object':
    '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "target": {"__proto__": {"args": {"__proto__": "1"}}}}',
};

const HCL: Readonly<Record<string, string>> = {
  'lists in lists': `deep = ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}\n`,
  'lists that nobody closes': `deep = ${'['.repeat(DEPTH)}\n`,
  'ten megabytes': 'a = 1\n'.repeat(1_700_000),
  'blocks in blocks': `${'target "a" {\n'.repeat(DEPTH)}${'}\n'.repeat(DEPTH)}`,
  'brackets in brackets': `a = ${'('.repeat(DEPTH)}1${')'.repeat(DEPTH)}\n`,
  'templates in templates': `a = ${'"${'.repeat(DEPTH)}${'}"'.repeat(DEPTH)}\n`,
  'a key many times': 'target "a" {\n  platforms = ["linux/amd64"]\n}\n'.repeat(1000),
  'targets that ask for each other': Array.from(
    { length: 500 },
    (_, i) => `target "t${i}" {\n  inherits = ["t${(i + 1) % 500}", "t${(i + 7) % 500}"]\n}\n`,
  ).join(''),
  'variables that double': Array.from(
    { length: 60 },
    (_, i) => `variable "v${i}" {\n  default = "${i === 0 ? 'x' : `\${v${i - 1}}\${v${i - 1}}`}"\n}\n`,
  ).join(''),
  'keys of every object': 'variable "__proto__" {\n  default = "1"\n}\ntarget "constructor" {\n  args = {\n    __proto__ = "x"\n  }\n}\n',
};

const LINES: Readonly<Record<string, string>> = {
  'substitutions in substitutions': `all:\n\techo ${'$(echo '.repeat(DEPTH)}${')'.repeat(DEPTH)}\n`,
  'variables that double': `${Array.from({ length: 60 }, (_, i) => `V${i} = ${i === 0 ? 'go' : `$(V${i - 1})$(V${i - 1})`}`).join('\n')}\nall:\n\t$(V59) build\n`,
  'quotes that nobody closes': `x="${'$(('.repeat(3000)}\n`,
  'names of every object': '__proto__ = go\nexport __proto__\nconstructor:\n\t$(__proto__) build .\n\t$(constructor) build .\n',
};

function trapsOf(path: string): Readonly<Record<string, string>> {
  if (/\.ya?ml$/.test(path)) return YAML;
  if (path.endsWith('.json')) return JSONC;
  return path.endsWith('.hcl') ? HCL : LINES;
}

describe('hostile files of every kind that builds', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const kinds = EVERY_FORM.flatMap(([, path, text]) => (buildFileKind(path) ? [[path, text] as const] : []));

  for (const [path, text] of kinds) {
    const own = text.replaceAll('WORD', 'go');
    const isJson = path.endsWith('.json');
    const traps = Object.entries(trapsOf(path));
    it(`${path}: in time, and without a trace`, () => {
      for (const [name, trap] of traps) {
        const hostile = isJson ? trap : `${trap}${own}`;
        let spent = Number.POSITIVE_INFINITY;
        for (let i = 0; i < 5 && spent > LIMIT; i++) {
          const before = process.cpuUsage();
          const facts = whole(readBuildFile(path, buildFileKind(path)!, hostile, engine.bash));
          const { user, system } = process.cpuUsage(before);
          spent = Math.min(spent, (user + system) / 1000);
          for (const { span } of facts.units)
            assert.ok(span.start <= span.end && span.end <= hostile.length, `${name}: a place in the file`);
        }
        assert.ok(spent <= LIMIT, `${name}: ${Math.round(spent)} ms`);
        assert.equal(({} as { polluted?: unknown }).polluted, undefined, name);
      }
      const { units } = whole(readBuildFile(path, buildFileKind(path)!, own, engine.bash));
      const again = whole(readBuildFile(path, buildFileKind(path)!, own, engine.bash));
      assert.equal(again.units.length, units.length, 'what was read before leaves nothing behind');
    });
  }

  it('has a trap for each of them', () => {
    assert.ok(kinds.length >= 20, `${kinds.length} kinds`);
    for (const [path] of kinds) assert.ok(Object.keys(trapsOf(path)).length >= 4, path);
  });
});
