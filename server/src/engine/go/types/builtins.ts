/** Calls of predeclared functions and of package unsafe (Go spec, "Built-in functions"). */
import type { Node } from '../../syntax/flat-tree.js';
import { giveArguments } from './arguments.js';
import { type Call, done, give } from './builtin-call.js';
import { length, measured, offset } from './builtin-measures.js';
import { type Checker, Operand } from './checking.js';
import { imag, makeComplex, real, toFloat } from './constant.js';
import { compare } from './constant-operations.js';
import { indexOf } from './elements.js';
import { identical } from './identity.js';
import { type Builtin, Is, Mode, Pointer, Signature, Slice, type Type, UNKNOWN, Var } from './model.js';
import { allAre, coreOfBytes, coreType, holdsString, isBytes, isNilType, isUnknown, isUntyped, under } from './predicates.js';
import { alignmentOf, sizeOf } from './sizes.js';
import {
  COMPLEX64,
  COMPLEX128,
  defaultType,
  EMPTY_INTERFACE,
  FLOAT32,
  FLOAT64,
  INT,
  STRING,
  UINT8,
  UINTPTR,
  UNSAFE_POINTER,
  UNTYPED_COMPLEX,
  UNTYPED_FLOAT,
} from './universe.js';

/** What they give where an argument is unknown: the type does not hang on it. */
const RESULTS: Readonly<Record<string, Type>> = {
  cap: INT,
  copy: INT,
  len: INT,
  recover: EMPTY_INTERFACE,
  'unsafe.Add': UNSAFE_POINTER,
  'unsafe.Alignof': UINTPTR,
  'unsafe.Offsetof': UINTPTR,
  'unsafe.Sizeof': UINTPTR,
  'unsafe.String': STRING,
  'unsafe.StringData': new Pointer(UINT8),
};
const NO_RESULT = new Set(['clear', 'close', 'delete', 'panic', 'print', 'println']);

export function builtin(c: Checker, x: Operand, node: Node, nodes: readonly Node[], { name, pkg }: Builtin, spread: boolean): void {
  const full = pkg ? `${pkg}.${name}` : name;
  x.forget();
  x.builtin = undefined;
  const special = SPECIAL[full];
  if (special) {
    special({ c, x, node, nodes, args: [], spread });
    return;
  }
  const args = c.list(nodes, 1);
  if (args.some(a => !a.isKnown)) {
    for (const a of args) c.decide(a.node, UNKNOWN, true);
    const result = full === 'append' && args[0]?.isKnown ? args[0].type : RESULTS[full];
    if (NO_RESULT.has(full)) x.set(Mode.NoValue, UNKNOWN);
    else if (result) x.set(Mode.Value, result);
    return;
  }
  READERS[full]?.({ c, x, node, nodes, args, spread });
}

const READERS: Readonly<Record<string, (call: Call) => void>> = {
  append,
  cap: call => length(call, false),
  len: call => length(call, true),
  clear: ({ c, x, node, args: [a] }) => done(c, x, node, a ? [a.type] : []),
  close: ({ c, x, node, args: [a] }) => done(c, x, node, a ? [a.type] : []),
  complex,
  copy: ({ c, x, node, args: [a, b] }) => give(c, x, node, INT, a && b ? [a.type, defaultType(b.type)] : []),
  delete: ({ c, x, node, args: [m, key] }) => {
    const core = m && coreType(m.type);
    if (m && key && core?.kind === 'map') {
      c.assignment(key, core.key);
      done(c, x, node, [m.type, core.key]);
    } else x.set(Mode.NoValue, UNKNOWN);
  },
  imag: call => part(call, false),
  real: call => part(call, true),
  max: call => extreme(call, '>'),
  min: call => extreme(call, '<'),
  panic: ({ c, x, node, args: [a] }) => {
    if (a) c.assignment(a, EMPTY_INTERFACE);
    done(c, x, node, [EMPTY_INTERFACE]);
  },
  print: printed,
  println: printed,
  recover: ({ c, x, node }) => give(c, x, node, EMPTY_INTERFACE, []),
  'unsafe.Add': ({ c, x, node, args: [p, n] }) => {
    if (p) c.assignment(p, UNSAFE_POINTER);
    if (n) c.convertUntyped(n, INT);
    give(c, x, node, UNSAFE_POINTER, n ? [UNSAFE_POINTER, n.type] : []);
  },
  'unsafe.Alignof': call => measured(call, alignmentOf),
  'unsafe.Sizeof': call => measured(call, sizeOf),
  'unsafe.Slice': ({ c, x, node, args: [p, n] }) => {
    const core = p && coreType(p.type);
    if (n) c.convertUntyped(n, INT);
    if (core?.kind === 'pointer' && n) give(c, x, node, new Slice(core.elem), [core, n.type]);
  },
  'unsafe.SliceData': ({ c, x, node, args: [s] }) => {
    const core = s && coreType(s.type);
    if (core?.kind === 'slice') give(c, x, node, new Pointer(core.elem), [core]);
  },
  'unsafe.String': ({ c, x, node, args: [p, n] }) => {
    if (p) c.assignment(p, new Pointer(UINT8));
    if (n) c.convertUntyped(n, INT);
    give(c, x, node, STRING, n ? [new Pointer(UINT8), n.type] : []);
  },
  'unsafe.StringData': ({ c, x, node, args: [s] }) => {
    if (s) c.assignment(s, STRING);
    give(c, x, node, new Pointer(UINT8), [STRING]);
  },
};

/** Those whose arguments are no plain values. */
const SPECIAL: Readonly<Record<string, (call: Call) => void>> = { make, new: newOf, 'unsafe.Offsetof': offset };

function append({ c, x, node, args, spread }: Call): void {
  const [slice, ...rest] = args;
  if (!slice) return;
  const core = isNilType(slice.type) ? undefined : coreOfBytes(slice.type);
  if (core?.kind !== 'slice') return;
  const type = slice.type;
  const second = rest[0];
  if (spread && rest.length === 1 && second && isBytes(core) && holdsString(second.type)) {
    give(c, x, node, type, [type, defaultType(second.type)], true);
    return;
  }
  const signature = new Signature(
    [new Var(undefined, '', type, 'parameter'), new Var(undefined, '', new Slice(core.elem), 'parameter')],
    [new Var(undefined, '', type, 'result')],
    true,
  );
  giveArguments(c, signature, [], args, spread, node);
  give(c, x, node, type, [type, new Slice(core.elem)], true);
}

function complex({ c, x, node, args: [a, b] }: Call): void {
  if (!a || !b) return;
  const both = a.mode === Mode.Constant && b.mode === Mode.Constant;
  if (isUntyped(a.type) && isUntyped(b.type)) {
    if (both) {
      a.type = UNTYPED_FLOAT;
      b.type = UNTYPED_FLOAT;
    } else {
      c.convertUntyped(a, FLOAT64);
      c.convertUntyped(b, FLOAT64);
    }
  } else if (isUntyped(a.type)) c.convertUntyped(a, b.type);
  else if (isUntyped(b.type)) c.convertUntyped(b, a.type);
  if (!a.isKnown || !b.isKnown || !identical(a.type, b.type)) return;
  const u = under(a.type);
  const result = u === FLOAT32 ? COMPLEX64 : u === FLOAT64 ? COMPLEX128 : u === UNTYPED_FLOAT ? UNTYPED_COMPLEX : undefined;
  if (!result) return;
  if (!both) {
    give(c, x, node, result, [a.type, a.type]);
    return;
  }
  const [re, im] = [a.value && toFloat(a.value), b.value && toFloat(b.value)];
  x.set(Mode.Constant, result, re && im ? makeComplex(re, im) : undefined);
}

function part({ c, x, node, args: [a] }: Call, isReal: boolean): void {
  if (!a) return;
  if (isUntyped(a.type)) {
    if (a.mode === Mode.Constant) a.type = UNTYPED_COMPLEX;
    else c.convertUntyped(a, COMPLEX128);
    if (!a.isKnown) return;
  }
  const u = under(a.type);
  const result = u === COMPLEX64 ? FLOAT32 : u === COMPLEX128 ? FLOAT64 : u === UNTYPED_COMPLEX ? UNTYPED_FLOAT : undefined;
  if (!result) return;
  if (a.mode !== Mode.Constant) {
    give(c, x, node, result, [a.type]);
    return;
  }
  x.set(Mode.Constant, result, a.value && (isReal ? real(a.value) : imag(a.value)));
}

function extreme({ c, x, node, args }: Call, op: '<' | '>'): void {
  const [first, ...rest] = args;
  if (!first) return;
  x.become(first);
  for (const a of rest) {
    c.matchTypes(x, a);
    if (!x.isKnown || !a.isKnown || !identical(x.type, a.type)) {
      for (const each of args) c.decide(each.node, UNKNOWN, true);
      x.forget();
      return;
    }
    if (x.mode === Mode.Constant && a.mode === Mode.Constant) {
      if (x.value === undefined || a.value === undefined) x.value = undefined;
      else if (compare(op, a.value, x.value)) x.become(a);
    } else x.mode = Mode.Value;
  }
  if (!allAre(x.type, Is.Ordered)) {
    x.forget();
    return;
  }
  if (x.mode !== Mode.Constant) {
    x.value = undefined;
    if (isUntyped(x.type)) c.convertUntyped(x, defaultType(x.type));
  }
  const type = x.type;
  for (const a of args) c.decide(a.node, type, true);
  if (x.mode !== Mode.Constant) {
    give(
      c,
      x,
      node,
      type,
      args.map(() => type),
    );
  }
}

function printed({ c, x, node, args }: Call): void {
  for (const a of args) c.assignment(a, undefined);
  done(
    c,
    x,
    node,
    args.map(a => a.type),
  );
}

function make({ c, x, node, nodes: [first, ...sizes] }: Call): void {
  const type = first === undefined ? UNKNOWN : c.type(first);
  const params = sizes.map(s => {
    indexOf(c, s);
    return c.env.unit.types.typeOf(s) ?? UNKNOWN;
  });
  if (!isUnknown(type)) give(c, x, node, type, [type, ...params]);
}

/** `new(T)`, and from Go 1.26 on `new(value)`. */
function newOf({ c, x, node, nodes: [first] }: Call): void {
  if (first === undefined) return;
  const a = new Operand();
  c.exprOrType(a, first);
  if (a.mode !== Mode.Type) c.assignment(a, undefined);
  if (!a.isKnown || isUnknown(a.type)) return;
  give(c, x, node, new Pointer(a.type), [a.type]);
}
