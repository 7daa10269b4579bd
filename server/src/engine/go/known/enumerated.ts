import { isEnumeration } from '../../tables/enumerations.js';
import type { Type } from '../types/model.js';

/** A type such as `reflect.Kind`, whose few small values the runtime has ready-made. */
export const isEnumerated = (type: Type | undefined): boolean =>
  type?.kind === 'named' && isEnumeration(type.object.pkg?.path ?? '', type.object.name);
