/** Nodes of the Bash grammar -> small records of commands. */
import type { Node } from 'web-tree-sitter';
import type { Sliced } from '../base/slices.js';
import { readAssignment, readWord, type Source, spanOf } from './bash-words.js';
import { forgiven, goesOn, type Statement, withStops } from './failing-commands.js';
import type { ShellAssignment, ShellNode } from './shell-node.js';
import { ShellTests } from './shell-tests.js';
import type { Word } from './word.js';

/** Deeper nesting is not read: nobody writes it, and a recursive walk must end. */
const MAX_DEPTH = 100;
/** Statements that are read before the reader rests. */
const STATEMENTS_PER_SLICE = 20;
/** Of a command, a pipeline or a body with more parts nothing is read: a step must be short. */
const MAX_PARTS = 3000;
/** Words of a command, then the reader rests. */
const WORDS_PER_SLICE = 50;

/** Reads one script. */
export class ScriptReader {
  private readonly tests = new ShellTests();
  private read = 0;
  complete = true;

  constructor(private readonly source: Source) {}

  /** The whole of it. */
  *script(root: Node): Sliced<ShellNode[]> {
    return withStops(yield* this.statements(root, 0));
  }

  private *body(node: Node, depth: number): Sliced<ShellNode[]> {
    return (yield* this.statements(node, depth)).flatMap(s => s.nodes);
  }

  private *statements(node: Node, depth: number): Sliced<Statement[]> {
    const out: Statement[] = [];
    const children = node.children;
    for (let i = 0; i < children.length; i++) {
      const child = children[i];
      if (!child?.isNamed) continue;
      const read = yield* this.statement(child, depth + 1);
      const isLeft = children[i + 1]?.type === '&';
      out.push({ nodes: isLeft ? [{ kind: 'subshell', body: read }] : read, isPlain: !isLeft && isPlainList(child) });
    }
    return out;
  }

  private *statement(node: Node, depth: number): Sliced<ShellNode[]> {
    if (++this.read % STATEMENTS_PER_SLICE === 0) yield;
    if (depth > MAX_DEPTH || node.isError || node.isMissing || node.childCount > MAX_PARTS) {
      this.complete = false;
      return [];
    }
    switch (node.type) {
      case 'command':
      case 'unset_command':
        return [yield* this.command(node, [], undefined)];
      case 'redirected_statement':
        return yield* this.redirected(node, depth);
      case 'variable_assignment':
      case 'variable_assignments':
      case 'declaration_command':
        return [this.assignment(node)];
      case 'list':
        return yield* this.list(node, depth);
      case 'pipeline':
        return yield* this.pipeline(node, depth);
      case 'subshell':
        return [{ kind: 'subshell', body: yield* this.body(node, depth) }];
      case 'compound_statement':
      case 'do_group':
        return yield* this.body(node, depth);
      case 'if_statement':
      case 'elif_clause':
      case 'while_statement':
        return yield* this.conditional(node, depth);
      case 'for_statement':
        return yield* this.loop(node, depth);
      case 'negated_command':
      case 'else_clause':
      case 'c_style_for_statement':
      case 'case_statement':
      case 'case_item':
        return [{ kind: 'maybe', body: yield* this.body(node, depth) }];
      case 'function_definition':
        return [{ kind: 'function', name: node.childForFieldName('name')?.text ?? '', body: yield* this.body(node, depth) }];
      case 'test_command': {
        const words = [readWord(node.child(0) ?? node, this.source)];
        return [{ kind: 'command', span: spanOf(node, this.source), assignments: [], words, writes: [] }];
      }
      default:
        return [];
    }
  }

  private *pipeline(node: Node, depth: number): Sliced<ShellNode[]> {
    const out: ShellNode[] = [];
    for (const child of node.namedChildren) out.push({ kind: 'subshell', body: child ? yield* this.statement(child, depth + 1) : [] });
    return out;
  }

  private *command(node: Node, writes: readonly Word[], input: Word | undefined): Sliced<ShellNode> {
    const assignments: ShellAssignment[] = [];
    const words: Word[] = [];
    for (const [i, child] of node.children.entries()) {
      if (i % WORDS_PER_SLICE === WORDS_PER_SLICE - 1) yield;
      if (!child) continue;
      if (child.isError) this.complete = false;
      else if (child.type === 'variable_assignment') assignments.push(readAssignment(child, this.source));
      else if (child.type === 'command_name') words.push(readWord(child.child(0) ?? child, this.source));
      else if (child.isNamed || words.length === 0) {
        if (!child.type.endsWith('_redirect')) words.push(readWord(child, this.source));
      }
    }
    return { kind: 'command', span: spanOf(node, this.source), assignments, words, writes, ...(input && { input }) };
  }

  private *redirected(node: Node, depth: number): Sliced<ShellNode[]> {
    const writes: Word[] = [];
    let input: Word | undefined;
    const visit = (redirects: readonly (Node | null)[]): void => {
      for (const child of redirects) {
        if (child?.type === 'file_redirect') {
          const to = child.childForFieldName('destination');
          if (to && child.children.some(c => c?.type === '>' || c?.type === '>>')) writes.push(readWord(to, this.source));
        } else if (child?.type === 'heredoc_redirect') {
          visit(child.children);
          const body = child.children.find(c => c?.type === 'heredoc_body');
          if (body) input = readWord(body, this.source);
        }
      }
    };
    visit(node.children);
    const body = node.childForFieldName('body');
    if (!body) return [];
    if (body.type === 'command') return [yield* this.command(body, writes, input)];
    return yield* this.statement(body, depth + 1);
  }

  private assignment(node: Node): ShellNode {
    const children = node.type === 'variable_assignment' ? [node] : node.children;
    const keyword = node.child(0)?.text ?? '';
    return {
      kind: 'assign',
      span: spanOf(node, this.source),
      exported: node.type === 'declaration_command' && (keyword === 'export' || (keyword !== 'readonly' && / -\w*x/.test(node.text))),
      assignments: children.flatMap(c => (c?.type === 'variable_assignment' ? [readAssignment(c, this.source)] : [])),
      names: children.flatMap(c => (c?.type === 'variable_name' ? [c.text] : [])),
    };
  }

  private *list(node: Node, depth: number): Sliced<ShellNode[]> {
    const [left, right] = [node.namedChildren[0], node.namedChildren[1]];
    if (!left) return [];
    const first = yield* this.statement(left, depth + 1);
    const second = right ? yield* this.statement(right, depth + 1) : [];
    if (node.children.some(c => c?.type === '||')) {
      // In `a && b || c` a failure of a or b is forgiven, unless c ends the run.
      const otherwise = right?.text ?? '';
      const tried = goesOn(otherwise) ? forgiven(first) : first;
      const mayFail = left.type === 'list' && !/^(?:exit|false|return)\b|\bexit\b/.test(otherwise);
      return [...(mayFail ? [{ kind: 'maybe', body: tried } as const] : tried), { kind: 'maybe', body: second }];
    }
    return this.tests.holds(left) ? [...first, { kind: 'maybe', body: second }] : [...first, ...second];
  }

  /** Over words that are written there it runs, with a variable that nobody asks for its value. */
  private *loop(node: Node, depth: number): Sliced<ShellNode[]> {
    const body = yield* this.body(node, depth);
    const values = node.childrenForFieldName('value');
    const name = node.childForFieldName('variable');
    const isRun = values.some(value => value && LITERAL.test(value.type) && !/[*?[]/.test(value.text));
    // `select` asks somebody.
    if (!name || !isRun || node.child(0)?.type !== 'for') return [{ kind: 'maybe', body }];
    const span = spanOf(node, this.source);
    const nameSpan = spanOf(name, this.source);
    // One of these words is one word.
    const isOneWord = values.every(value => value && (!value.isNamed || /^(?:word|number)$/.test(value.type)));
    const given = (value: Word): ShellNode => ({
      ...{ kind: 'assign', span, exported: false, assignments: [{ name: name.text, nameSpan, value }], names: [] },
    });
    const written = isOneWord && body.length <= MAX_UNROLLED ? wordsOf(values) : [];
    if (written.length > 0 && written.length <= MAX_VALUES && !this.isInLoop(node) && !body.some(leavesLoop))
      return written.flatMap(value => [given(readWord(value, this.source)), ...body]);
    const one = { kind: 'unknown', raw: name.text, quoted: false, span: nameSpan, ...(isOneWord && { isOneWord: true as const }) } as const;
    return [given({ span: nameSpan, parts: [one] }), ...body];
  }

  /** One that stands in another loop is not run once for each of its words: all of them would come to too many. */
  private isInLoop(node: Node): boolean {
    for (let at = node.parent; at; at = at.parent) if (/^(?:c_style_)?(?:for|while)_statement$|^until/.test(at.type)) return true;
    return false;
  }

  /** The first condition always runs; everything else may not. */
  private *conditional(node: Node, depth: number): Sliced<ShellNode[]> {
    const condition: ShellNode[] = [];
    const rest: ShellNode[] = [];
    let reached = false;
    for (const child of node.children) {
      if (!child) continue;
      if (child.type === 'then' || child.type === 'do_group') reached = true;
      if (child.isNamed) for (const one of yield* this.statement(child, depth + 1)) (reached ? rest : condition).push(one);
    }
    return node.type === 'elif_clause' ? [{ kind: 'maybe', body: [...condition, ...rest] }] : [...condition, { kind: 'maybe', body: rest }];
  }
}

/** Words of a loop, and nodes of its body, that are run one after the other. */
const MAX_VALUES = 8;
const MAX_UNROLLED = 20;

/** The values, where braces or a pattern may make no other words of one. */
function wordsOf(values: readonly (Node | null)[]): Node[] {
  const named = values.flatMap(value => (value?.isNamed ? [value] : []));
  return named.every(value => !/[*?[{}~\\]/.test(value.text)) ? named : [];
}

/** `break` and `continue`: the rest may not run for some of the words. */
const leavesLoop = (node: ShellNode): boolean =>
  node.kind === 'command'
    ? node.words[0]?.parts.some(part => part.kind === 'text' && /^(?:break|continue)$/.test(part.text)) === true
    : 'body' in node && node.body.some(leavesLoop);

/** A pattern may fit nothing, and a variable be empty. */
const LITERAL = /^(?:word|number|raw_string|string_content)$/;

const PLAIN = new Set(
  'command unset_command variable_assignment variable_assignments declaration_command test_command pipeline subshell'.split(' '),
);

/** Commands with nothing but `&&` between them. */
function isPlainList(node: Node): boolean {
  for (let at: Node | null = node; at; ) {
    if (at.type !== 'list') return isPlain(at);
    const [left, right]: readonly (Node | null)[] = at.namedChildren;
    if (at.children.some(c => c?.type === '||') || (right && !isPlain(right))) return false;
    at = left ?? null;
  }
  return false;
}

function isPlain(node: Node): boolean {
  const body = node.type === 'redirected_statement' ? node.childForFieldName('body') : node;
  return body !== null && PLAIN.has(body.type);
}
