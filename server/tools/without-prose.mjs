// An esbuild plugin that leaves the documentation and the examples of rules out of programs that show neither: they are a third of the text that a
// server would keep in memory.
import { readFile } from 'node:fs/promises';

const RULES = /[\\/]server[\\/]src[\\/]engine[\\/]rules[\\/].*\.ts$/;
/** As the formatter writes them in a rule, and what stands in for their values. */
const LEFT_OUT = { '\n  docs: ': 'NO_DOCS', '\n  examples: ': '[]' };
const NO_DOCS = "\nconst NO_DOCS = { what: '', why: '', fix: '', limits: '', sources: [] };\n";

export const withoutProse = {
  name: 'without-prose',
  setup(build) {
    // What only examples ask for is not bundled either.
    build.onResolve({ filter: /^\.{1,2}\// }, async ({ path, pluginData, ...args }) => {
      if (pluginData === withoutProse || !RULES.test(args.importer)) return undefined;
      const { importer, kind, resolveDir } = args;
      const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: withoutProse });
      return RULES.test(found.path) ? { ...found, sideEffects: false } : found;
    });
    build.onLoad({ filter: RULES }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.includes('\nexport default rule({') ? withoutExamples(text, path) : text, loader: 'ts' };
    });
  },
};

function withoutExamples(text, path) {
  let rest = text;
  for (const [begin, instead] of Object.entries(LEFT_OUT)) {
    const from = rest.indexOf(begin) + begin.length;
    if (from < begin.length) throw new Error(`${path}: no ${begin.trim()}`);
    rest = rest.slice(0, from) + instead + rest.slice(endOfValue(rest, from, path));
  }
  return rest + NO_DOCS;
}

/** Of an object, a list or a name that stands in an object. */
function endOfValue(text, from, path) {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === "'" || c === '"' || c === '`') i = endOfQuoted(text, i);
    else if (text.startsWith('//', i)) i = text.indexOf('\n', i);
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) return i;
  }
  throw new Error(`${path}: a bracket is not closed`);
}

function endOfQuoted(text, from) {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[from]) return i;
  }
  return text.length;
}
