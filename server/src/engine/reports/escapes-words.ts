/** Words of the escape report. Its colours know them: `syntaxes/go-preflight-escapes.tmLanguage.json`. */
import { messages } from '../base/message.js';

export const say = messages('escape-report', {
  title: 'Go escape report, go{version}',
  titleWithoutVersion: 'Go escape report',
  none: '0 heap allocations',
  one: '1 heap allocation in 1 function',
  inOneFunction: '{count} heap allocations in 1 function',
  inFunctions: '{count} heap allocations in {functions} functions',
  oneOfPackages: '1 heap allocation in 1 function of {packages} packages',
  inOneFunctionOfPackages: '{count} heap allocations in 1 function of {packages} packages',
  inFunctionsOfPackages: '{count} heap allocations in {functions} functions of {packages} packages',
  inLoop: '({count} in a loop)',
  nothing: 'no heap allocations',
  packageLevel: 'package level',
  escapes: 'escapes to heap: {code}',
  escapesInLoop: 'escapes to heap in a loop: {code}',
  doesNotBuild: 'does not build: {error}',
});
