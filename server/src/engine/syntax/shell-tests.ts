/** Which commands of a shell script only find something out: what follows on their success need not run. */
import type { Node } from 'web-tree-sitter';

const TESTS = new Set(['test', '[', 'grep', 'command', 'which', 'type', 'false']);

export class ShellTests {
  /** By node: a list of a thousand commands is a thousand lists, each in the next. */
  private readonly known = new Map<number, boolean>();

  /** A test, or a list with one among its commands. */
  holds(node: Node): boolean {
    const asked: number[] = [];
    let found = false;
    for (let at: Node | null | undefined = node; at && !found; ) {
      const before = this.known.get(at.id);
      if (before === undefined) asked.push(at.id);
      const [left, ...others]: readonly (Node | null)[] = before === undefined && at.type === 'list' ? at.namedChildren : [];
      found = before ?? (at.type === 'list' ? others.some(c => c !== null && this.holds(c)) : isTest(at));
      at = left;
    }
    for (const id of asked) this.known.set(id, found);
    return found;
  }
}

function isTest(node: Node): boolean {
  if (node.type === 'test_command' || node.type === 'negated_command') return true;
  return node.type === 'command' && TESTS.has(node.child(0)?.text ?? '');
}
