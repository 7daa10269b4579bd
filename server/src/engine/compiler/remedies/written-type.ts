/** How the file writes a type. */
import type { TypeRef } from '../../go/types/types.js';
import { importedAs } from './imports.js';
import { isHidden } from './names.js';
import type { RemedyContext } from './remedy.js';

/** `[]*time.Timer`, or undefined for types that have no short name here. */
export function writtenType(context: RemedyContext, type: TypeRef): string | undefined {
  switch (type.kind) {
    case 'basic':
      return isHidden(context, type.name) ? undefined : type.name;
    case 'named': {
      if (type.args !== undefined && type.args.length > 0) return undefined;
      const isLocal = context.scopes.variables.some(v => v.name === type.name);
      if (type.pkg === '') return isLocal || !context.pkg.type(type.name) ? undefined : type.name;
      const qualifier = importedAs(context.source, type.pkg);
      return qualifier === undefined || isHidden(context, qualifier) ? undefined : `${qualifier}.${type.name}`;
    }
    case 'pointer':
      return prefixed('*', writtenType(context, context.pkg.resolve(type.elem)));
    case 'slice':
      return prefixed('[]', writtenType(context, context.pkg.resolve(type.elem)));
    default:
      return undefined;
  }
}

const prefixed = (prefix: string, type: string | undefined) => (type === undefined ? undefined : `${prefix}${type}`);
