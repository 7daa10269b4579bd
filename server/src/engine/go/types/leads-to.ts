/** What a value can lead to, as far as its type tells. */
import { identical } from './identity.js';
import type { Type } from './model.js';
import { isUnknown, under } from './predicates.js';

/** More types than this are not looked through. */
const MAX_TYPES = 200;

/** False where nothing that a value of the type holds or refers to is of the type `wanted`. True also where that is not known. */
export function mayLeadTo(type: Type, wanted: Type): boolean {
  const seen = new Set<Type>();
  const open: Type[] = [type];
  for (let t = open.pop(); t !== undefined; t = open.pop()) {
    if (seen.has(t)) continue;
    if (seen.size > MAX_TYPES || isUnknown(t) || identical(t, wanted)) return true;
    seen.add(t);
    const u = under(t);
    switch (u.kind) {
      case 'basic':
        if (u.name === 'unsafe.Pointer') return true;
        break;
      case 'struct':
        open.push(...u.fields.map(f => f.type));
        break;
      case 'array':
      case 'slice':
      case 'pointer':
      case 'chan':
        open.push(u.elem);
        break;
      case 'map':
        open.push(u.key, u.elem);
        break;
      default:
        return true;
    }
  }
  return false;
}
