/** Types that have members: structs and interfaces as they are written (Go spec, "Struct types", "Interface types"). */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Checker } from './checking.js';
import { declaredAt } from './declared.js';
import { Func, Interface, Mode, Pointer, Struct, type Type, UNKNOWN, Var } from './model.js';
import { isUnknown } from './predicates.js';

/** What has more is unknown: nobody writes it, and it is read in one step. */
const MAX_FIELDS = 5000;

/** `struct { … }` */
export function structType(c: Checker, node: Node): Type {
  const { tree, types } = c.env.unit;
  const fields: Var[] = [];
  const tags: string[] = [];
  const list = tree.first(node);
  for (const declaration of list === NONE ? [] : tree.children(list)) {
    if (tree.kind(declaration) !== K.FieldDeclaration) continue;
    const typeNode = tree.field(declaration, F.Type);
    const tagNode = tree.field(declaration, F.Tag);
    const tag = tagNode === NONE ? '' : tree.textOf(tagNode);
    const names = [...tree.children(declaration)].filter(n => tree.fields[n] === F.Name);
    let type = c.type(typeNode);
    if (names.length === 0) {
      if (tree.op(declaration) === '*') {
        type = isUnknown(type) ? UNKNOWN : new Pointer(type);
        types.set(declaration, Mode.Type, type);
      }
      const name = nameOfEmbedded(c, typeNode);
      const field = new Var(c.pkg, tree.textOf(name), type, 'field', declaredAt(c.env.unit, name), true);
      fields.push(field);
      tags.push(tag);
      continue;
    }
    if (fields.length > MAX_FIELDS) return UNKNOWN;
    for (const name of names) {
      const field = new Var(c.pkg, tree.textOf(name), type, 'field', declaredAt(c.env.unit, name));
      types.objects.set(name, field);
      fields.push(field);
      tags.push(tag);
    }
  }
  return new Struct(fields, tags);
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
      const signature = c.signature(n);
      const method = new Func(
        c.pkg,
        tree.textOf(name),
        () => signature,
        declaredAt(c.env.unit, name),
        () => false,
        undefined,
        interfaceName,
      );
      types.objects.set(name, method);
      methods.push(method);
    } else if (tree.kind(n) !== K.Error) embedded.push(c.constraintElement(n));
  }
  return new Interface(methods, embedded);
}

/** The name in `type Name interface { … }` of a package; undefined for an interface without one, and for those of functions. */
function declaredName(c: Checker, node: Node): string | undefined {
  const { tree } = c.env.unit;
  const spec = tree.parent(node);
  return tree.kind(spec) === K.TypeSpec && tree.kind(0) === K.TypeDeclaration ? tree.textOf(tree.field(spec, F.Name)) : undefined;
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
