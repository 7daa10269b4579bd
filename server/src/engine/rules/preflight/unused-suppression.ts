/** Words, documentation and examples of what `suppress.ts` reports: suppressions are judged after every rule has spoken, so `checks` is empty. */
import { messages } from '../../base/message.js';
import { bad, good, rule, silent } from '../rule.js';

export const say = messages('preflight/unused-suppression', {
  noRule: 'This suppression names no rule, so it has no effect.\nWrite `preflight:ignore RULE reason`.',
  unknownRule: 'There is no rule `{rule}`, so this suppression has no effect.\nCorrect the name of the rule, or remove the comment.',
  unused: 'Unused suppression: `{rule}` reports nothing here.\nRemove the comment.',
  removeFix: 'Remove the comment',
});

export default rule({
  id: 'preflight/unused-suppression',
  messages: say,
  severity: 'warning',
  unnecessary: true,
  suppressible: false,
  since: '0.1.0',
  summary: 'A `preflight:ignore` comment that hides nothing',
  inTests: true,
  docs: {
    what: 'A `//preflight:ignore RULE reason` (Go) or `# preflight:ignore RULE reason` (Dockerfile) comment with no finding of that rule on its line or, when it stands alone, on the next line.',
    why: 'The code it excused has changed, or the rule is misspelled. Left in place it would hide the next, real finding.',
    fix: 'Remove the comment, or correct the name of the rule.',
    limits:
      'Suppressions of `escape/…` are judged only after the compiler has analysed the file, because only the compiler knows all of their findings. Suppressions of a rule that the settings switch off are left alone.',
    sources: ['server/src/engine/workspace/suppress.ts'],
  },
  examples: [
    bad('package app\n\n«//preflight:ignore pool/use-after-put moved away long ago»\nfunc f() {}\n', 'package app\n\nfunc f() {}\n'),
    bad('package app\n\nfunc f() {} «//preflight:ignore pool/no-such-rule»\n', 'package app\n\nfunc f() {}\n'),
    bad('-- Dockerfile --\n«# preflight:ignore experiment/unknown our fork knows it»\nFROM golang:1.26\n', 'FROM golang:1.26\n'),
    good('package app\n\nfunc f() {}\n'),
    silent('only the compiler can tell', 'package app\n\n//preflight:ignore escape/closure measured: cold path\nfunc f() {}\n'),
  ],
  checks: {},
});
