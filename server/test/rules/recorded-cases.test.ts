/**
 * Real situations as minimal setups, written anew: what is known to fail is reported with its cause, what is known to work is not. Each file
 * of `recorded-cases/` begins with `#` lines: the situation and where it was met, then for each finding `expect:` with the id of a message it
 * has, and the arguments that matter as `name=value` (in double quotes where the value has spaces); or `expect: nothing`. The setup follows as
 * `-- name --` sections. Only the families below count, information and above; in files named `runtime-…`
 * those of `runtime/`.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, type Finding } from '../../src/engine/base/finding.js';
import type { Message } from '../../src/engine/base/message.js';
import { readExample } from '../../src/engine/rules/examples.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { findingsOf } from '../../tools/run-examples.js';
import { loadEngine } from '../support/engine-for-tests.js';

const CASES = join(__dirname, 'recorded-cases');
const FAMILIES = /^(?:build|cgo|experiment|image|pool|version)\//;
/** Programs of other cases are as short as can be, and serve without timeouts. */
const WITH_RUNTIME = /^(?:cgo|runtime)\//;

interface Case {
  readonly name: string;
  /** `family/rule/key name=value`. */
  readonly expected: readonly string[];
  readonly source: string;
  readonly setup: string;
}

function readCase(name: string): Case {
  const text = readFileSync(join(CASES, name), 'utf8');
  const at = text.indexOf('-- ');
  const head = text
    .slice(0, at)
    .split('\n')
    .map(line => line.replace(/^# ?/, ''));
  const expected = head.flatMap(line => /^expect: (.+)$/.exec(line)?.[1] ?? []);
  return { name, expected, source: head.find(line => line.startsWith('from: ')) ?? '', setup: text.slice(at) };
}

describe('recorded cases', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const cases = readdirSync(CASES)
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(readCase);

  it('are at least 25, each with its source, and both kinds are there', () => {
    assert.ok(cases.length >= 25, `${cases.length}`);
    for (const c of cases) assert.ok(c.source !== '' && c.expected.length > 0, c.name);
    const silent = cases.filter(c => c.expected[0] === 'nothing').length;
    assert.ok(silent >= 10 && cases.length - silent >= 10, `${silent} silent`);
  });

  for (const { name, expected, setup } of cases) {
    it(`${name}: ${expected.join('; ')}`, () => {
      const files = readExample({ kind: 'bad', text: setup });
      const families = name.startsWith('runtime-') ? WITH_RUNTIME : FAMILIES;
      const found = findingsOf(engine, files).filter(f => families.test(f.rule) && atLeast(f.severity, 'information'));
      const said = found.map(f => messagesOf(f).map(shown).join(' + '));
      const wanted = expected.filter(e => e !== 'nothing');
      assert.equal(said.length, wanted.length, said.join('\n') || 'nothing is reported');
      for (const want of wanted)
        assert.ok(
          found.some(f => says(f, want)),
          `${want}\nsaid:\n${said.join('\n')}`,
        );
    });
  }
});

function says(finding: Finding, wanted: string): boolean {
  const [id, ...rest] = wanted.match(/\w+=(?:"[^"]*"|\S+)|\S+/g)!;
  const args = rest.map(a => /^(\w+)="?(.*?)"?$/.exec(a)!.slice(1));
  return messagesOf(finding).some(m => m.id === id && args.every(([name, value]) => String(m.args[name!]) === value));
}

/** The message and the sentences behind it. */
function messagesOf({ message }: Finding): readonly Message[] {
  return [message, ...(message.then ?? [])];
}

const shown = ({ id, args }: Message) => [id, ...Object.entries(args).map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' ');
