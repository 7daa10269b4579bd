/** How the file writes a type. */
import type { Type } from '../../go/types/model.js';
import { isBytes } from '../../go/types/predicates.js';
import { importedAs } from './imports.js';
import { isHidden } from './names.js';
import type { RemedyContext } from './remedy.js';
import { ownName } from './type-name.js';

/** `[]*time.Timer`, or undefined for types that have no short name here. */
export function writtenType(context: RemedyContext, type: Type): string | undefined {
  switch (type.kind) {
    case 'basic':
      return type.size === 0 || isHidden(context, type.name) ? undefined : type.name;
    case 'named': {
      const { pkg, name } = type.object;
      if (type.args.length > 0) return undefined;
      if (!pkg) return isHidden(context, name) ? undefined : name;
      if (ownName(context, type) !== undefined) return context.scopes.variables.some(v => v.name === name) ? undefined : name;
      const qualifier = importedAs(context.source, pkg.path);
      return qualifier === undefined || isHidden(context, qualifier) ? undefined : `${qualifier}.${name}`;
    }
    case 'pointer':
      return prefixed('*', writtenType(context, type.elem));
    case 'slice':
      return isBytes(type) && type.elem.kind === 'basic' && !isHidden(context, 'byte')
        ? '[]byte'
        : prefixed('[]', writtenType(context, type.elem));
    default:
      return undefined;
  }
}

const prefixed = (prefix: string, type: string | undefined) => (type === undefined ? undefined : `${prefix}${type}`);
