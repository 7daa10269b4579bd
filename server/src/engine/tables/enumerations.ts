/**
 * Types of the standard library that number a few things: all of their constants are from 0 to 255, and hardly any value is none of them. Each row
 * is read from the library's source (`server/test/tables/enumerations.test.ts`).
 */
import { type Table, table } from '../base/table.js';

const ENUMERATIONS = table<Table<true>>({
  'go/ast': table({ ChanDir: true, ObjKind: true }),
  'go/constant': table({ Kind: true }),
  'go/token': table({ Token: true }),
  'go/types': table({ BasicKind: true, ChanDir: true }),
  reflect: table({ ChanDir: true, Kind: true }),
  'regexp/syntax': table({ EmptyOp: true, InstOp: true, Op: true }),
  'text/template/parse': table({ NodeType: true }),
  time: table({ Month: true, Weekday: true }),
});

/** All rows, as `package` and `name`. */
export const enumerations = (): (readonly [pkg: string, name: string])[] =>
  Object.entries(ENUMERATIONS).flatMap(([pkg, names]) => Object.keys(names ?? {}).map(name => [pkg, name] as const));

/** True for a type of the standard library that is such a list. */
export const isEnumeration = (pkg: string, name: string): boolean => ENUMERATIONS[pkg]?.[name] === true;
