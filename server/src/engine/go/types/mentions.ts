/** What types are made of. */
import { Budget } from './budget.js';
import type { Type, TypeParameter } from './model.js';

/** Types with more parts may be made of any. */
const MAX_STEPS = 5000;
const MAX_DEPTH = 60;

/** Whether it holds for the type or for one of its parts. Types with too many parts may hold anything. */
export function hasPart(type: Type, holds: (part: Type) => boolean, depth = 0, budget = new Budget(MAX_STEPS)): boolean {
  if (depth > MAX_DEPTH || !budget.step() || holds(type)) return true;
  const inner = (t: Type) => hasPart(t, holds, depth + 1, budget);
  switch (type.kind) {
    case 'basic':
    case 'type parameter':
      return false;
    case 'named':
      return type.args.some(inner);
    case 'pointer':
    case 'slice':
    case 'array':
    case 'chan':
      return inner(type.elem);
    case 'map':
      return inner(type.key) || inner(type.elem);
    case 'func':
      return type.params.some(p => inner(p.type)) || type.results.some(r => inner(r.type));
    case 'struct':
      return type.fields.some(f => inner(f.type));
    case 'tuple':
      return type.vars.some(v => inner(v.type));
    case 'interface':
      return type.methods.some(m => inner(m.type)) || type.embedded.some(inner);
    case 'union':
      return type.terms.some(t => inner(t.type));
  }
}

/** Whether a type is made of one of the parameters. */
export const mentions = (type: Type, parameters: ReadonlySet<TypeParameter>): boolean =>
  hasPart(type, t => t.kind === 'type parameter' && parameters.has(t));
