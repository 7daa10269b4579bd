/** Faults in the engine. See ../mutants.mjs. */
export default [
  {
    name: 'foreign-unused',
    file: 'server/src/engine/workspace/suppress.ts',
    find: 'if (s.foreign || used.has(s)',
    replace: 'if (used.has(s)',
    test: 'server/test/workspace/suppress.test.ts',
    title: 'says nothing about a comment for another linter that hides nothing',
  },
  {
    name: 'throwing-rule-keeps',
    file: 'server/src/engine/workspace/analyze.ts',
    find: 'onRuleError(rule.id, file.path, error);',
    replace: 'out.push(...own);\n      onRuleError(rule.id, file.path, error);',
    test: 'server/test/workspace/workspace.test.ts',
    title: 'loses what a rule had reported before it threw',
  },
  {
    name: 'read-into-open',
    file: 'server/src/engine/workspace/file-table.ts',
    find: 'if (!this.entries.get(path)?.open) this.put(',
    replace: 'this.put(',
    test: 'server/test/lsp/late-reads.test.ts',
    title: 'bring nothing to a document that was opened meanwhile',
  },
  {
    name: 'remove-open',
    file: 'server/src/engine/workspace/file-table.ts',
    find: 'if (!entry || entry.open) return;',
    replace: 'if (!entry) return;',
    test: 'server/test/lsp/late-reads.test.ts',
    title: 'take nothing away from a document that was opened meanwhile',
  },
];
