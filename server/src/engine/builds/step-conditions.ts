/** Whether a step of a workflow runs, as far as the values of its matrix say. */
import type { AskedCell } from './cell-memo.js';

export type Condition = 'always' | 'never' | 'unknown';

/** Of a step's `if`. `||`, calls and everything but the matrix is worked out by GitHub alone. */
export function conditionIn(text: string, cell: AskedCell): Condition {
  const inner = text.trim().startsWith('${{') && text.trim().endsWith('}}') ? text.trim().slice(3, -2) : text;
  if (inner.includes('||')) return 'unknown';
  const terms = inner.split('&&').map(term => termIn(term.trim(), cell));
  return terms.includes('never') ? 'never' : terms.includes('unknown') ? 'unknown' : 'always';
}

function termIn(term: string, cell: AskedCell): Condition {
  if (term === '' || term === 'always()' || term === 'success()') return 'always';
  const m = /^matrix\.([\w.-]+)\s*([!=]=)\s*'([^']*)'$/.exec(term);
  if (!m) return 'unknown';
  const [key, operator, literal] = [m[1]!, m[2], m[3]!];
  const value = cell.get(key);
  if (value === undefined || value.text.includes('${{')) return 'unknown';
  cell.name(key);
  const isEqual = value.text.toLowerCase() === literal.toLowerCase();
  // A number of YAML is compared as a number.
  if (!isEqual && !Number.isNaN(Number(value.text)) && !Number.isNaN(Number(literal))) return 'unknown';
  return isEqual === (operator === '==') ? 'always' : 'never';
}
