/** `define NAME … endef` of a Makefile, and the lines that `$(eval $(call NAME,…))` makes of it. */
import type { LogicalText } from '../syntax/logical-text.js';
import { referenceEnd } from './makefile-references.js';
import type { Replacement } from './replacement.js';
import { substitute } from './shell-unit.js';

/** Lines that all templates of one file come to; what is beyond is not read. */
const MAX_LINES = 2000;
/** Longer lines call no template. */
const MAX_CALL = 1000;

const EACH = /^\s*\$[({]foreach\s+(\w+)\s*,([^,]*),\s*/;
/** The beginning of a reference to a function, and its name. */
const EVAL = /^\$[({]eval\s+/;
const CALL = /^\$[({]call\s+([\w.-]+)\s*,/;

export class MakeTemplates {
  private readonly lines = new Map<string, LogicalText[]>();
  private left = MAX_LINES;

  add(name: string, line: LogicalText): void {
    const known = this.lines.get(name);
    if (known) known.push(line);
    else this.lines.set(name, [line]);
  }

  /** What a line adds to the Makefile; undefined for one that is no such call, or where a part of it is not known. */
  called(code: string, expand: (text: string) => string | undefined): LogicalText[] | undefined {
    if (code.length > MAX_CALL) return undefined;
    const each = EACH.exec(code);
    const text = inside(EVAL, code.slice(each?.[0].length ?? 0));
    const call = CALL.exec(text ?? '');
    const given = inside(CALL, text ?? '');
    const template = call ? this.lines.get(call[1]!) : undefined;
    const words = each
      ? expand(each[2]!)
          ?.split(/\s+/)
          .filter(w => w !== '')
      : [''];
    if (given === undefined || !template || !words) return undefined;
    const out: LogicalText[] = [];
    for (const word of words) {
      const values = given
        .split(',')
        .map(argument => expand(each ? argument.replaceAll(`$(${each[1]})`, word).replaceAll(`\${${each[1]}}`, word) : argument));
      this.left -= template.length;
      if (this.left < 0 || values.includes(undefined)) return undefined;
      out.push(
        ...template.map(line =>
          substitute(
            line,
            holes(
              line.text,
              values.map(v => v!.trim()),
            ),
          ),
        ),
      );
    }
    return out;
  }
}

/** What stands between the beginning of a reference and its bracket at the end. */
function inside(begin: RegExp, text: string): string | undefined {
  const start = begin.exec(text);
  return start ? text.slice(start[0].length, referenceEnd(text, 0) - 1) : undefined;
}

/** `$(1)`, `$1` and `$$` of a template, also inside of other references. */
function holes(text: string, values: readonly string[]): Replacement[] {
  return [...text.matchAll(/\$\$|\$(?:\((\d)\)|\{(\d)\}|(\d))/g)].map(m => {
    const number = m[1] ?? m[2] ?? m[3];
    const filled = number === undefined ? '$' : (values[Number(number) - 1] ?? '');
    return { start: m.index, end: m.index + m[0].length, text: filled };
  });
}
