/** Composite literals (Go spec, "Composite literals"). */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type Checker, Operand } from './checking.js';
import { forgetOperand, indexOf } from './elements.js';
import { lookup } from './lookup.js';
import { ArrayType, Mode, type Struct, type Type, UNKNOWN, type Var } from './model.js';
import { coreType, isUnknown } from './predicates.js';

export function composite(c: Checker, x: Operand, node: Node, hint: Type | undefined): void {
  const { tree } = c.env.unit;
  const isElided = tree.kind(node) === K.LiteralValue;
  const body = isElided ? node : tree.last(node);
  const written = isElided ? NONE : tree.first(node);
  const isRead = tree.kind(body) === K.LiteralValue;
  const first = isRead ? tree.first(body) : NONE;
  if (written !== NONE && tree.kind(written) === K.ImplicitLengthArrayType) {
    const elem = c.type(tree.field(written, F.Element));
    const length = list(c, siblings(tree, first), elem);
    const type = new ArrayType(elem, length);
    c.env.unit.types.set(written, Mode.Type, type);
    if (isUnknown(elem)) x.forget();
    else x.set(Mode.Value, type);
    return;
  }
  const type = written !== NONE ? c.type(written) : hint;
  if (type === undefined || isUnknown(type)) {
    forgetElements(c, first);
    return;
  }
  // `{…}` in a []*T stands for &T{…}.
  const core = coreType(type);
  const base = isElided && core?.kind === 'pointer' ? core.elem : type;
  if (fill(c, first, coreType(base))) x.set(Mode.Value, type);
}

/** Reads the elements of a literal of the type, from the first on. False where nothing can be made of it. */
function fill(c: Checker, first: Node, base: Type | undefined): boolean {
  switch (base?.kind) {
    case 'struct':
      fields(c, first, base);
      return true;
    case 'array':
    case 'slice':
      inPortions(c, first, portion => void list(c, portion, base.elem));
      return true;
    case 'map':
      inPortions(c, first, portion => {
        for (const e of portion) {
          const [key, value] = keyAndValue(c, e);
          if (key !== NONE) elementWith(c, key, base.key);
          elementWith(c, value, base.elem);
        }
      });
      return true;
    default:
      forgetElements(c, first);
      // A declared type of which nobody knows what it is made of is still the type of the literal.
      return base !== undefined && isUnknown(base);
  }
}

/** Elements that are read at once: less than a millisecond. Tables have hundreds of thousands. */
const PORTION = 500;

/** The type of a literal does not hang on its elements, so that those of a long one may come later. */
function inPortions(c: Checker, first: Node, read: (portion: readonly Node[]) => void): void {
  const { tree } = c.env.unit;
  const portion: Node[] = [];
  let e = first;
  for (; e !== NONE && portion.length < PORTION; e = tree.next(e)) portion.push(e);
  read(portion);
  if (e !== NONE) c.putOff(() => inPortions(c, e, read));
}

function siblings(tree: FlatTree, first: Node): Node[] {
  const all: Node[] = [];
  for (let e = first; e !== NONE; e = tree.next(e)) all.push(e);
  return all;
}

function fields(c: Checker, first: Node, struct: Struct): void {
  const { types, tree } = c.env.unit;
  siblings(tree, first).forEach((e, i) => {
    const [key, value] = keyAndValue(c, e);
    let field: Var | undefined;
    if (key === NONE) field = struct.at(i);
    else {
      const name = tree.textOf(key);
      field = struct.named(name) ?? promotedField(c, struct, name);
      const identifier = deepest(c, key);
      if (field) types.objects.set(identifier, field);
    }
    if (value === NONE) return;
    elementWith(c, value, field?.type ?? UNKNOWN);
  });
}

/** From Go 1.27 on a key may be a field of an embedded struct; none behind an embedded pointer, which is nil then. */
function promotedField(c: Checker, struct: Struct, name: string): Var | undefined {
  const found = lookup(struct, c.pkg, name);
  return typeof found !== 'string' && found.object.kind === 'var' && !found.indirect ? found.object : undefined;
}

/** The element inside of the grammar's wrappers. */
function deepest(c: Checker, node: Node): Node {
  const { tree } = c.env.unit;
  let n = node;
  while (tree.kind(n) === K.LiteralElement && tree.first(n) !== NONE) n = tree.first(n);
  return n;
}

/** Elements of an array or slice; its length. */
function list(c: Checker, elements: readonly Node[], elem: Type): number | undefined {
  let next: bigint | undefined = 0n;
  let length = 0n;
  for (const e of elements) {
    const [key, value] = keyAndValue(c, e);
    if (key !== NONE) next = indexOf(c, deepest(c, key));
    elementWith(c, value, elem);
    if (next === undefined) continue;
    next++;
    if (next > length) length = next;
  }
  return next === undefined ? undefined : Number(length);
}

function elementWith(c: Checker, node: Node, type: Type): void {
  if (node === NONE) return;
  const inner = deepest(c, node);
  const x = new Operand();
  if (isUnknown(type)) {
    forgetOperand(c, inner);
    return;
  }
  c.exprWithHint(x, inner, type);
  c.assignment(x, type);
}

function keyAndValue(c: Checker, element: Node): [Node, Node] {
  const { tree } = c.env.unit;
  if (tree.kind(element) !== K.KeyedElement) return [NONE, element];
  const key = tree.first(element);
  const value = tree.next(key);
  return value === NONE ? [NONE, key] : [key, value];
}

function forgetElements(c: Checker, first: Node): void {
  const { tree } = c.env.unit;
  const open = siblings(tree, first).reverse();
  for (let e = open.pop(); e !== undefined; e = open.pop()) {
    const [key, value] = keyAndValue(c, e);
    for (const part of [key, value]) {
      const inner = part === NONE ? NONE : deepest(c, part);
      // A name before a colon may be a field.
      if (inner === NONE || (part === key && tree.kind(inner) === K.Identifier)) continue;
      if (tree.kind(inner) === K.LiteralValue) open.push(...[...tree.children(inner)].reverse());
      else forgetOperand(c, inner);
    }
  }
}
