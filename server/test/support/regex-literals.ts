/** Regular expression literals of TypeScript sources, found by their place: a slash where a value begins. */

export interface RegexLiteral {
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

const SKIPPED = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const REGEX = /\/((?:[^/[\\\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)/y;
const BEFORE_VALUE = /(?:^|[=(,:;[!&|?{}+\-*%~^<>]|=>|\b(?:return|typeof|case|in|of|yield|await|else))\s*$/;

export function regexLiterals(text: string): RegexLiteral[] {
  const out: RegexLiteral[] = [];
  /** Depths of braces at which templates go on. */
  const templates: number[] = [];
  let depth = 0;
  let before = '';
  let line = 1;
  const template = (from: number): number => {
    for (let i = from; i < text.length; i++) {
      if (text[i] === '\\') i++;
      else if (text[i] === '`') return i + 1;
      else if (text[i] === '$' && text[i + 1] === '{') {
        templates.push(depth++);
        return i + 2;
      }
    }
    return text.length;
  };
  for (let i = 0; i < text.length; ) {
    const c = text[i]!;
    let end = i + 1;
    let isCode = true;
    SKIPPED.lastIndex = REGEX.lastIndex = i;
    if (c === '/' && (text[i + 1] === '/' || text[i + 1] === '*')) {
      end = SKIPPED.test(text) ? SKIPPED.lastIndex : end;
      isCode = false;
    } else if (c === "'" || c === '"') {
      end = SKIPPED.test(text) ? SKIPPED.lastIndex : end;
      before = 'x';
    } else if (c === '`') {
      end = template(i + 1);
      before = text[end - 1] === '`' ? 'x' : '(';
    } else if (c === '}' && templates.at(-1) === depth - 1) {
      depth = templates.pop()!;
      end = template(i + 1);
      before = text[end - 1] === '`' ? 'x' : '(';
    } else if (c === '/' && BEFORE_VALUE.test(before)) {
      const m = REGEX.exec(text);
      if (m) {
        out.push({ line, source: m[1]!, flags: m[2]! });
        end = i + m[0].length;
      }
      before = 'x';
    } else {
      if (c === '{') depth++;
      if (c === '}') depth--;
      before = (before + c).slice(-12);
    }
    if (!isCode) before = `${before} `.slice(-12);
    for (let k = i; k < end; k++) if (text[k] === '\n') line++;
    i = end;
  }
  return out;
}
