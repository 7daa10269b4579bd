/** The predeclared names (Go spec, "Predeclared identifiers") and those of package unsafe. */
import {
  Basic,
  type BasicName,
  Builtin,
  Const,
  Func,
  Interface,
  Is,
  Named,
  Nil,
  NO_METHODS,
  Scope,
  Signature,
  type Type,
  TypeName,
  UNKNOWN,
  Var,
} from './model.js';

const basics = new Map<BasicName, Basic>([['unknown', UNKNOWN]]);
function basic(name: BasicName, is: number, size: number, rank = 0): Basic {
  const type = new Basic(name, is, size, rank);
  basics.set(name, type);
  return type;
}

export const BOOL = basic('bool', Is.Boolean, 1);
export const INT = basic('int', Is.Integer, 8);
basic('int8', Is.Integer, 1);
basic('int16', Is.Integer, 2);
export const INT32 = basic('int32', Is.Integer, 4);
basic('int64', Is.Integer, 8);
export const UINT = basic('uint', Is.Integer | Is.Unsigned, 8);
export const UINT8 = basic('uint8', Is.Integer | Is.Unsigned, 1);
basic('uint16', Is.Integer | Is.Unsigned, 2);
basic('uint32', Is.Integer | Is.Unsigned, 4);
basic('uint64', Is.Integer | Is.Unsigned, 8);
export const UINTPTR = basic('uintptr', Is.Integer | Is.Unsigned, 8);
export const FLOAT32 = basic('float32', Is.Float, 4);
export const FLOAT64 = basic('float64', Is.Float, 8);
export const COMPLEX64 = basic('complex64', Is.Complex, 8);
export const COMPLEX128 = basic('complex128', Is.Complex, 16);
export const STRING = basic('string', Is.String, 16);
export const UNSAFE_POINTER = basic('unsafe.Pointer', 0, 8);
export const UNTYPED_BOOL = basic('untyped bool', Is.Boolean | Is.Untyped, 0);
export const UNTYPED_INT = basic('untyped int', Is.Integer | Is.Untyped, 0, 1);
export const UNTYPED_RUNE = basic('untyped rune', Is.Integer | Is.Untyped, 0, 2);
export const UNTYPED_FLOAT = basic('untyped float', Is.Float | Is.Untyped, 0, 3);
export const UNTYPED_COMPLEX = basic('untyped complex', Is.Complex | Is.Untyped, 0, 4);
export const UNTYPED_STRING = basic('untyped string', Is.String | Is.Untyped, 0);
export const UNTYPED_NIL = basic('untyped nil', Is.Untyped, 0);

const DEFAULTS: Partial<Record<BasicName, Basic>> = {
  'untyped bool': BOOL,
  'untyped int': INT,
  'untyped rune': INT32,
  'untyped float': FLOAT64,
  'untyped complex': COMPLEX128,
  'untyped string': STRING,
};

/** The type that an untyped constant gets where nothing else says one. `untyped nil` stays. */
export function defaultType(type: Type): Type {
  return type.kind === 'basic' ? (DEFAULTS[type.name] ?? type) : type;
}

export const UNIVERSE = new Scope(undefined);
export const UNSAFE = new Scope(undefined);

for (const type of basics.values()) {
  if (!type.name.startsWith('un')) UNIVERSE.declare(new TypeName(undefined, type.name, type));
}
UNIVERSE.declare(new TypeName(undefined, 'byte', UINT8));
UNIVERSE.declare(new TypeName(undefined, 'rune', INT32));

export const EMPTY_INTERFACE = new Interface([], []);
UNIVERSE.declare(new TypeName(undefined, 'any', EMPTY_INTERFACE));

const errorName = new TypeName(undefined, 'error', undefined);
export const ERROR = new Named(
  errorName,
  () => {
    const result = new Var(undefined, '', STRING, 'result');
    const signature = new Signature([], [result], false, [], new Var(undefined, '', ERROR, 'receiver'));
    return new Interface(
      [
        new Func(
          undefined,
          'Error',
          () => signature,
          undefined,
          () => false,
        ),
      ],
      [],
    );
  },
  NO_METHODS,
);
errorName.type = ERROR;
UNIVERSE.declare(errorName);

const comparableName = new TypeName(undefined, 'comparable', undefined);
const comparableSet = new Interface([], []);
comparableSet.set = { methods: new Map(), sorted: [], terms: undefined, comparable: true, partial: false };
const COMPARABLE = new Named(comparableName, () => comparableSet, NO_METHODS);
comparableName.type = COMPARABLE;
UNIVERSE.declare(comparableName);

UNIVERSE.declare(new Const(undefined, 'true', UNTYPED_BOOL, { kind: 'bool', value: true }));
UNIVERSE.declare(new Const(undefined, 'false', UNTYPED_BOOL, { kind: 'bool', value: false }));
/** Its value is that of the constant declaration around it. */
export const IOTA = new Const(undefined, 'iota', UNTYPED_INT, { kind: 'int', value: 0n });
UNIVERSE.declare(IOTA);
UNIVERSE.declare(new Nil());

const FUNCTIONS = 'append cap clear close complex copy delete imag len make max min new panic print println real recover';
for (const name of FUNCTIONS.split(' ')) UNIVERSE.declare(new Builtin(name));
for (const name of 'Add Alignof Offsetof Sizeof Slice SliceData String StringData'.split(' ')) UNSAFE.declare(new Builtin(name, 'unsafe'));
UNSAFE.declare(new TypeName({ path: 'unsafe' }, 'Pointer', UNSAFE_POINTER));

/** The name of a predeclared type or function, where nothing shadows it. */
export const isPredeclaredType = (name: string): boolean => UNIVERSE.own(name)?.kind === 'type';
export const isBuiltin = (name: string): boolean => UNIVERSE.own(name)?.kind === 'builtin';
