/** What `build/ldflags-x` says. */
import { messages } from '../../base/message.js';

export const say = messages('build/ldflags-x', {
  namedByPath:
    '`-X {path}.{name}=…` has no effect: the linker calls the package of every program `main`. The linker ignores this silently.\nWrite `main.{name}`.',
  missingInMain:
    '`-X main.{name}=…` has no effect: no main package declares `{name}`. The linker ignores this silently.\nDeclare `var {name} string` in package main, or correct the name.',
  missingInPackage:
    '`-X {path}.{name}=…` has no effect: package `{path}` declares no variable `{name}`. The linker ignores this silently.\nDeclare `var {name} string` there, or correct the name.',
  constant: '`{variable}` is a constant, which `-X` cannot set. The linker ignores this silently.\nDeclare it with `var`.',
  computed: '`{variable}` is initialised at startup, which overwrites the value from `-X`.\nDeclare it without an initialiser.',
  notString:
    '`{variable}` is not a string variable. The linker fails with “cannot set with -X: not a var of type string”.\nDeclare it as `var {name} string`.',
  otherModule: '`-X {path}.{name}=…` has no effect: go.mod requires no module that has package `{path}`. The linker ignores this silently.',
  noPackage: '`-X {path}.{name}=…` has no effect: this module has no package `{path}`. The linker ignores this silently.',
  replaced:
    '`-X {path}.{name}=…` has no effect: the last `-ldflags` of a command replaces those before it.\nWrite one `-ldflags` with all its flags.',
  writePath: '\nWrite `{path}.{name}`.',
  correctPath: '\nCorrect the import path, or remove it.',
  stepDeclared: 'It is declared here.',
  stepModule: 'This is the path of the module.',
  stepReplaced: 'This `-ldflags` counts.',
  stepAgain: 'The same `-X` is here.',
  mainFix: 'Write `main.{name}`',
});
