/** What types are made of. */
import { Budget } from './budget.js';
import type { Type, TypeParameter } from './model.js';

/** Types with more parts may be made of any. */
const MAX_STEPS = 5000;
const MAX_DEPTH = 60;

/** Whether a type is made of one of the parameters. */
export function mentions(type: Type, parameters: ReadonlySet<TypeParameter>, depth = 0, budget = new Budget(MAX_STEPS)): boolean {
  if (depth > MAX_DEPTH || !budget.step()) return true;
  const inner = (t: Type) => mentions(t, parameters, depth + 1, budget);
  switch (type.kind) {
    case 'basic':
      return false;
    case 'type parameter':
      return parameters.has(type);
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
