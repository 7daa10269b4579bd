/** Rules for protocol tests: simple, fixed, and independent of what the real ones say tomorrow. */
import { messages } from '../../src/engine/base/message.js';
import { type Rule, rule } from '../../src/engine/rules/rule.js';
import { said } from '../support/said.js';

const meta = (id: string): Omit<Rule, 'severity' | 'checks'> => ({
  id,
  since: '0.1.0',
  summary: 'For tests',
  docs: { what: 'It is imported.', why: 'It **hurts** in tests.', fix: 'Remove the import.', limits: 'None.', sources: [] },
  examples: [],
  messages: {},
});

const importSays = messages('test/import', {
  here: 'The import *{path}* is `here`.\nRemove *it*.',
  step: 'It is `this` one.',
  safeFix: 'Import safe',
  otherFix: 'Import nothing',
});

/** Every import of `unsafe`, with a safe fix (another path) and one that is not safe. */
export const importRule = rule({
  ...meta('test/import'),
  severity: 'warning',
  inTests: true,
  checks: {
    go({ file, report }) {
      for (const { path, span } of file.imports.filter(i => i.path === 'unsafe')) {
        report({
          span,
          message: importSays.here({ path }),
          steps: [{ span, message: importSays.step }],
          fixes: [
            { title: importSays.safeFix, safe: true, edits: [{ span, newText: '"safe"' }] },
            { title: importSays.otherFix, safe: false, edits: [{ span, newText: '"nothing"' }] },
          ],
        });
      }
    },
  },
});

/** Says how many files the package has: depends on other files. */
export const packageRule = rule({
  ...meta('test/package'),
  severity: 'information',
  inTests: true,
  checks: {
    go({ file, workspace, report }) {
      const others = [...workspace.goPackage(file.path).files].length - 1;
      if (others > 0) report({ span: { start: 0, end: 7 }, message: said(`The package has ${others} other files.`) });
    },
  },
});

export const stageRule = rule({
  ...meta('test/stage'),
  severity: 'hint',
  checks: {
    dockerfile({ report }) {
      report({ span: { start: 0, end: 4 }, message: said('It is a Dockerfile.') });
    },
  },
});

export const throwingRule = rule({
  ...meta('test/throwing'),
  severity: 'warning',
  inTests: true,
  checks: {
    go() {
      throw new Error('on purpose');
    },
  },
});

export const TEST_RULES: readonly Rule[] = [importRule, packageRule, stageRule];

/** Says what a Dockerfile knows about the programs beside it: depends on go.mod, Go files on disk and packages outside of the workspace. */
export const closureRule = rule({
  ...meta('test/closure'),
  severity: 'warning',
  checks: {
    dockerfile({ file, workspace, report }) {
      const dir = file.path.slice(0, file.path.lastIndexOf('/'));
      for (const main of workspace.mainPackages(dir)) {
        const { complete, needs } = workspace.cgoClosure(main);
        const chains = needs.filter(({ from }) => from !== 'std').map(({ chain }) => chain.join(' > '));
        report({
          span: { start: 0, end: 4 },
          message: said(`${main.slice(dir.length)}: ${complete ? 'complete' : 'incomplete'}, ${chains.join('; ')}.`),
        });
      }
    },
  },
});
