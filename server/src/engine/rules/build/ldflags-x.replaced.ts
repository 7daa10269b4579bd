/** `build/ldflags-x` where a command has several -ldflags. */
import type { GoCommand, WrittenFlag } from '../../shell/go-command.js';
import { type Definition, definitionsIn } from '../../shell/linker-variables.js';
import type { Report } from '../report.js';
import { say } from './ldflags-x.words.js';

/** A later -ldflags for all packages takes the place of this one (run: Go 1.26). */
export function replaced({ path, name, span }: Definition, flag: WrittenFlag, command: GoCommand): Report | undefined {
  const all = command.flags.written.filter(f => f.name === 'ldflags');
  const last = all.at(-1);
  if (!last || last.span.start <= flag.span.start || !all.every(isForAll)) return undefined;
  // The last one may set it again.
  const again = definitionsIn(last, command).some(d => d.path === path && d.name === name);
  if (again) return undefined;
  return { span, message: say.replaced({ path, name }), steps: [{ message: say.stepReplaced, span: last.span }] };
}

/** Without a pattern of packages before it. */
const isForAll = ({ value }: WrittenFlag): boolean =>
  /^\s*["']?-/.test(
    (value.text ?? value.word?.parts.map(p => (p.kind === 'text' ? p.text : '')).join('') ?? '').replace(/^--?ldflags=/, ''),
  );
