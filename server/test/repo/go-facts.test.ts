/** Citations of the facts about Go: each leads to a place in server/docs/go-facts.md, wherever it stands. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../tools/generate.js';
import { anchorOf, anchorsOf, citations, linkedCitations } from '../../tools/go-facts.js';

const DOCUMENT = readFileSync(join(ROOT, 'server/docs/go-facts.md'), 'utf8');
const ANCHORS = new Set(anchorsOf(DOCUMENT));
const SKIPPED = new Set(['node_modules', 'dist', 'out', '.git']);
/** The document, and what speaks of citations as such. */
const ABOUT = /(^|\/)go-facts\.(md|ts|test\.ts)$/;
const READ = /\.(ts|mjs|json|md|txt)$/;

/** Repository paths of the texts that may cite. */
function texts(under: string): string[] {
  return readdirSync(join(ROOT, under), { withFileTypes: true }).flatMap(entry => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (SKIPPED.has(entry.name) || ABOUT.test(path)) return [];
    if (entry.isDirectory()) return texts(path);
    return READ.test(entry.name) ? [path] : [];
  });
}

/** What is wrong with the citations of one line. */
function problems(line: string): string[] {
  const labels = citations(line);
  if (!labels) return /§\d/.test(line) ? [`a section of what? ${line.trim()}`] : [];
  if (labels.length === 0) return [`go-facts without a place: ${line.trim()}`];
  return labels.filter(label => !ANCHORS.has(anchorOf(label))).map(label => `go-facts has no ${label}`);
}

describe('citations of go-facts', () => {
  it('lead to a place of the document', () => {
    const cited = ['server', 'client', 'test-workspace'].flatMap(texts).flatMap(file =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .map((line, i) => ({ at: `${file}:${i + 1}`, line })),
    );
    assert.deepEqual(
      cited.flatMap(({ at, line }) => problems(line).map(problem => `${at}: ${problem}`)),
      [],
    );
    assert.ok(cited.filter(({ line }) => citations(line)).length > 60, 'the pattern must find what it looks for');
  });

  it('are told from what cites nothing, or a place that is not there', () => {
    assert.deepEqual(problems('as go-facts C20 and §4.4 say, `E999`'), ['go-facts has no E999']);
    assert.deepEqual(problems('(go-facts §99.1)'), ['go-facts has no §99.1']);
    assert.deepEqual(problems('see go-facts for more'), ['go-facts without a place: see go-facts for more']);
    assert.deepEqual(problems('(§2.2)'), ['a section of what? (§2.2)']);
    assert.deepEqual(problems('[the facts](../../go-facts.md)'), []);
  });

  it('become links on the pages of rules', () => {
    assert.equal(
      linkedCitations('Run (§1). go-facts A3 and §4.2: `x §4.2` costs 1', '../go-facts.md'),
      'Run (§1). go-facts [A3](../go-facts.md#a3) and [§4.2](../go-facts.md#s4-2): `x §4.2` costs 1',
    );
  });

  it('find each anchor of the document once, and its own links lead to one', () => {
    assert.equal(anchorsOf(DOCUMENT).length, ANCHORS.size);
    const led = [...DOCUMENT.matchAll(/\]\(#([^)]+)\)/g)].map(m => m[1]!);
    assert.deepEqual(
      led.filter(anchor => !ANCHORS.has(anchor)),
      [],
    );
  });
});
