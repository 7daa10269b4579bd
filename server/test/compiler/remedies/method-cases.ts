/** Method values that are made once, before and after, and where they must be made each time. */
import type { Case } from './cases.js';

const queue = (maker: string, use: string, fields = '', more = '') =>
  `package a\n\ntype tree interface{ Each(func(int) bool) }\n\ntype queue struct {\n\ttree  tree\n\ttotal int\n${fields}}\n\n${maker}\n\nfunc (q *queue) visit(v int) bool { q.total += v; return true }\n\nfunc (q *queue) sum() { q.tree.Each(${use}) }\n${more}`;
const RETURN = 'func newQueue(t tree) *queue { return &queue{tree: t} }';
const TWO =
  'func newQueue(t tree) *queue {\n\tq := &queue{tree: t}\n\tq.total = 1\n\treturn q\n}\n\nfunc other() *queue {\n\treturn &queue{}\n}';

export const METHOD_CASES: readonly Case[] = [
  {
    remedy: 'method-value-once',
    name: 'a constructor of one line',
    before: queue(RETURN, '«q.visit»'),
    after: queue(
      'func newQueue(t tree) *queue {\n\tx := &queue{tree: t}\n\tx.visitFunc = x.visit\n\treturn x\n}',
      'q.visitFunc',
      '\n\tvisitFunc func(v int) bool\n',
    ),
  },
  {
    remedy: 'method-value-once',
    name: 'two places that make one',
    before: queue(TWO, '«q.visit»'),
    after: queue(
      'func newQueue(t tree) *queue {\n\tq := &queue{tree: t}\n\tq.visitFunc = q.visit\n\tq.total = 1\n\treturn q\n}\n\nfunc other() *queue {\n\tx := &queue{}\n\tx.visitFunc = x.visit\n\treturn x\n}',
      'q.visitFunc',
      '\n\tvisitFunc func(v int) bool\n',
    ),
  },
  {
    remedy: 'method-value-once',
    name: 'a field that holds it already, of an exported type',
    before: queue(
      'func newQueue(t tree) *queue {\n\tq := &queue{tree: t}\n\tq.fn = q.visit\n\treturn q\n}',
      '«q.visit»',
      '\tfn    func(int) bool\n',
    ).replaceAll('queue', 'Queue'),
    after: queue(
      'func newQueue(t tree) *queue {\n\tq := &queue{tree: t}\n\tq.fn = q.visit\n\treturn q\n}',
      'q.fn',
      '\tfn    func(int) bool\n',
    ).replaceAll('queue', 'Queue'),
  },
];

export const METHOD_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'the type is copied', text: queue(RETURN, '«q.visit»', '', '\nfunc (q *queue) copy() int { c := *q; return c.total }\n') },
  { why: 'the type is a value somewhere', text: queue(RETURN, '«q.visit»', '', '\ntype two struct{ a, b queue }\n') },
  { why: 'new makes one', text: queue(RETURN, '«q.visit»', '', '\nfunc empty() *queue { return new(queue) }\n') },
  {
    why: 'other packages can make one that works',
    text: `${queue(RETURN, '«q.visit»').replaceAll('queue', 'Queue').replace('q.tree.Each', 'each')}\nfunc each(func(int) bool) {}\n`,
  },
  {
    why: 'a method sets what the constructor left out',
    text: queue(RETURN, '«q.visit»', '', '\nfunc (q *queue) set(t tree) { q.tree = t }\n').replaceAll('queue', 'Queue'),
  },
];
