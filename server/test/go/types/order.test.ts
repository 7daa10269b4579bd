/** What the resolver says depends neither on the order of files and questions nor on what has nothing to do with it, and follows edits. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { randomFrom } from '../../support/random.js';
import { type File, filesOf, Program } from './marked-code.js';

/** The code of the tables, each case a package of its own; those of one file. */
function cases(): string[] {
  const tables = ['method-sets', 'generics', 'constants', 'conversions', 'names', 'expressions'];
  return tables.flatMap(t => [...readFileSync(join(__dirname, `${t}.test.ts`), 'utf8').matchAll(/`\n([\s\S]*?)`[,;\n]/g)].map(m => m[1]!));
}

/** Each declaration in a file of its own, with the imports. */
function split({ path, text }: File, engine: Engine): File[] {
  const { declarations } = engine.go.parse(text);
  const head = declarations.filter(d => /^(package|import)\b/.test(d.tree.text)).map(d => `${d.tree.text}\n`);
  const rest = declarations.filter(d => !/^(package|import)\b/.test(d.tree.text));
  const end = (i: number) => rest[i + 1]?.offset ?? text.length;
  return rest.map((d, i) => ({ path: path.replace('.go', `${i}.go`), text: `${head.join('')}${text.slice(d.offset, end(i))}` }));
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map(item => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const says = (found: readonly string[]) => found.map(f => f.replace(/^\S+ /, '').replaceAll(/@\w+\.go:\d+/g, '@')).sort();

describe('types do not depend on', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const each = (work: (files: File[], expected: readonly string[], random: () => number) => void) => {
    const all = cases();
    assert.ok(all.length > 40);
    all.forEach((code, i) => {
      const files = filesOf(code);
      work(files, new Program(engine, files).found(), randomFrom(i));
    });
  };

  it('the order of files and declarations', () => {
    each((files, expected, random) => {
      const parts = files.flatMap(f => split(f, engine));
      for (let i = 0; i < 3; i++) assert.deepEqual(says(new Program(engine, shuffled(parts, random)).found()), says(expected));
    });
  });

  it('the order of questions', () => {
    each((files, expected, random) => {
      for (let i = 0; i < 3; i++) {
        const program = new Program(engine, files);
        for (const { file, declaration } of shuffled(program.declarations(), random)) {
          // Objects first, some of them; then whole declarations, some of them.
          if (random() < 0.5) for (const name of declaration.names) program.of(file.slice(0, file.lastIndexOf('/'))).object(name);
          else program.typesOf(file, declaration.tree);
        }
        assert.deepEqual(program.found(), expected);
      }
    });
  });

  it('declarations that nothing names', () => {
    each((files, expected) => {
      const more = files.map(({ path, text }) => ({
        path,
        text: `${text}\ntype Unrelated struct { Unrelated2; x int }\ntype Unrelated2 interface { Unrelated() Unrelated }\nfunc (Unrelated) unrelated() {}\nvar unrelated = Unrelated{}.x + none\n`,
      }));
      assert.deepEqual(new Program(engine, more).found(), expected);
    });
  });

  it('what bodies were before an edit', () => {
    each((files, expected) => {
      const before = files.map(({ path, text }) => ({ path, text: withoutBodies(text, engine) }));
      const program = new Program(engine, before);
      for (const { file, declaration } of program.declarations()) program.typesOf(file, declaration.tree);
      for (const { path, text } of files) program.edit(path, text);
      assert.deepEqual(program.found(), expected);
    });
  });
});

function withoutBodies(text: string, engine: Engine): string {
  let out = text;
  for (const { offset, tree } of [...engine.go.parse(text).declarations].reverse()) {
    const body = /^func\b/.test(tree.text) ? [...tree.children(0)].at(-1)! : -1;
    if (body >= 0 && tree.text[tree.starts[body]!] === '{')
      out = `${out.slice(0, offset + tree.starts[body]!)}{ panic("before") }${out.slice(offset + tree.ends[body]!)}`;
  }
  return out;
}
