/** Rules with the faults that the fuzzer must find. Tests name this module in the place of the product's rules, and in `FUZZ_BROKEN` which. */
import { type Rule, rule } from '../../src/engine/rules/rule.js';
import { said } from '../support/said.js';

/** What a rule that is only there to be wrong has to say of itself. */
const meta = (id: string): Omit<Rule, 'severity' | 'checks'> => ({
  id,
  since: '0.1.0',
  summary: 'For tests',
  docs: { what: 'It is wrong.', why: 'For tests.', fix: 'None.', limits: 'None.', sources: [] },
  examples: [],
  messages: {},
});

/** Wrong about a Go file that imports `sync`; `calls` counts them, `text` is the file's. */
function broken(id: string, act: (calls: number, text: string) => boolean): Rule {
  let calls = 0;
  return rule({
    ...meta(id),
    severity: 'warning',
    inTests: true,
    checks: {
      go({ file, workspace, report }) {
        const found = file.imports.find(i => i.path === 'sync');
        if (found && act(++calls, workspace.text(file.path) ?? '')) report({ span: found.span, message: said('Here.') });
      },
    },
  });
}

const kept: unknown[] = [];

const ALL: Readonly<Record<string, Rule>> = {
  throws: broken('test/throws', () => {
    throw new TypeError('broken on purpose');
  }),
  hangs: broken('test/hangs', () => {
    for (;;) kept.length = 0;
  }),
  // Over some texts, always the same: an input of a hundred would take minutes.
  lingers: broken('test/lingers', (_, text) => {
    if (text.length % 4 !== 0) return false;
    const before = process.cpuUsage();
    while (process.cpuUsage(before).user < 550_000) kept.length = 0;
    return true;
  }),
  // Says something else each time, as a cache does that is not emptied.
  forgets: broken('test/forgets', calls => calls % 2 === 0),
  leaks: broken('test/leaks', () => kept.push(new Array(100_000).fill(kept.length)) < 0),
};

export const RULES: readonly Rule[] = Object.entries(ALL).flatMap(([name, own]) => (name === process.env.FUZZ_BROKEN ? [own] : []));
