/** Types that have members: structs and interfaces as they are written (Go spec, "Struct types", "Interface types"). */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Checker } from './checking.js';
import { declaredAt } from './declared.js';
import { WrittenMember } from './members.js';
import { Func, Interface, Mode, Pointer, type Signature, Struct, type Type, UNKNOWN, Var } from './model.js';
import { isUnknown } from './predicates.js';

/** What has more is unknown: nobody writes it, and it is read in one step. */
const MAX_FIELDS = 5000;
/** The same of types that it embeds, each of which is looked up with it. */
const MAX_EMBEDDED = 500;

/** `struct { … }` */
export function structType(c: Checker, node: Node): Type {
  const { tree } = c.env.unit;
  const fields: (Var | WrittenMember<Var>)[] = [];
  const tags: string[] = [];
  let embeds = 0;
  const list = tree.first(node);
  for (const declaration of list === NONE ? [] : tree.children(list)) {
    if (tree.kind(declaration) !== K.FieldDeclaration) continue;
    const typeNode = tree.field(declaration, F.Type);
    const tagNode = tree.field(declaration, F.Tag);
    const tag = tagNode === NONE ? '' : tree.textOf(tagNode);
    const names = [...tree.children(declaration)].filter(n => tree.fields[n] === F.Name);
    if (names.length === 0) {
      if (++embeds > MAX_EMBEDDED) return UNKNOWN;
      fields.push(embeddedField(c, declaration, typeNode));
      tags.push(tag);
      continue;
    }
    if (fields.length > MAX_FIELDS) return UNKNOWN;
    const type = whenAsked<Type>(c, () => c.type(typeNode), UNKNOWN);
    for (const name of names) {
      fields.push(namedField(c, name, type));
      tags.push(tag);
    }
  }
  const struct = new Struct(fields, tags);
  if (isOutline(c)) c.putOff(() => void struct.fields);
  return struct;
}

function embeddedField(c: Checker, declaration: Node, typeNode: Node): Var {
  const { tree, types } = c.env.unit;
  let type = c.type(typeNode);
  if (tree.op(declaration) === '*') {
    type = isUnknown(type) ? UNKNOWN : new Pointer(type);
    types.set(declaration, Mode.Type, type);
  }
  const name = nameOfEmbedded(c, typeNode);
  return new Var(c.pkg, tree.textOf(name), type, 'field', declaredAt(c.env.unit, name), true);
}

function namedField(c: Checker, node: Node, type: () => Type): Var | WrittenMember<Var> {
  const { unit } = c.env;
  const name = unit.tree.textOf(node);
  const read = () => {
    const field = new Var(c.pkg, name, type(), 'field', declaredAt(unit, node));
    unit.types.objects.set(node, field);
    return field;
  };
  return isOutline(c) ? new WrittenMember(c.pkg, name, read) : read();
}

/** `interface { … }` */
export function interfaceType(c: Checker, node: Node): Type {
  const { tree, types } = c.env.unit;
  const methods: Func[] = [];
  const embedded: Type[] = [];
  const interfaceName = declaredName(c, node);
  for (const n of tree.children(node)) {
    if (tree.kind(n) === K.MethodElem) {
      const name = tree.field(n, F.Name);
      if (name === NONE) continue;
      const method = new Func(
        c.pkg,
        tree.textOf(name),
        whenAsked<Signature | typeof UNKNOWN>(c, () => c.signature(n), UNKNOWN),
        declaredAt(c.env.unit, name),
        () => false,
        undefined,
        interfaceName,
      );
      types.objects.set(name, method);
      methods.push(method);
    } else if (embedded.length === MAX_EMBEDDED) return UNKNOWN;
    else if (tree.kind(n) !== K.Error) embedded.push(c.constraintElement(n));
  }
  if (isOutline(c)) c.putOff(() => methods.forEach(m => void m.type));
  return new Interface(methods, embedded);
}

/** The name in `type Name interface { … }` of a package; undefined for an interface without one, and for those of functions. */
function declaredName(c: Checker, node: Node): string | undefined {
  const { tree } = c.env.unit;
  const spec = tree.parent(node);
  return tree.kind(spec) === K.TypeSpec && tree.kind(0) === K.TypeDeclaration ? tree.textOf(tree.field(spec, F.Name)) : undefined;
}

/** In a declared type of a package most members are never asked for, and what they are made of may be anywhere. */
function isOutline({ env }: Checker): boolean {
  return env.signature === undefined && env.unit.tree.kind(0) === K.TypeDeclaration;
}

/** Works something out where it stands: when somebody asks in an outline, else now. `meanwhile`: who is what it is made of. */
function whenAsked<T>(c: Checker, work: () => T, meanwhile: T): () => T {
  const { env } = c;
  let found = isOutline(c) ? undefined : work();
  let isUnderWay = false;
  return () => {
    if (found !== undefined) return found;
    if (isUnderWay) return meanwhile;
    isUnderWay = true;
    found = c.within(env, work);
    return found;
  };
}

/** The name that an embedded type has as a field. */
function nameOfEmbedded(c: Checker, typeNode: Node): Node {
  const { tree } = c.env.unit;
  let n = typeNode;
  for (;;) {
    const kind = tree.kind(n);
    if (kind === K.GenericType || kind === K.PointerType || kind === K.ParenthesizedType) n = tree.first(n);
    else if (kind === K.QualifiedType) n = tree.last(n);
    else return n;
  }
}
