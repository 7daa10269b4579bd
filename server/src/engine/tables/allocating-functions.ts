/**
 * Functions of the standard library that allocate in each call where `-m` of the caller prints nothing, since it happens inside of them. Each row is
 * run (`server/test/tables/allocating-functions.test.ts`).
 */
import { type Table, table } from '../base/table.js';

/** Objects that one call allocates at least, with arguments that need more than nothing. */
const ALLOCATES = table<Table<number>>({
  context: table({ WithCancel: 1, WithDeadline: 1, WithTimeout: 1 }),
  'encoding/json': table({ Marshal: 1, MarshalIndent: 1 }),
  fmt: table({ Errorf: 1, Sprint: 1, Sprintf: 1, Sprintln: 1 }),
  regexp: table({ Compile: 1, MustCompile: 1 }),
  sort: table({ Slice: 1, SliceStable: 1 }),
  strings: table({ Fields: 1, Join: 1, Repeat: 1, Split: 1 }),
  time: table({ After: 2, AfterFunc: 1, NewTicker: 2, NewTimer: 2, Tick: 2 }),
});

/** Timers among them: a new one in each iteration could be one that is reset. */
const TIMERS: ReadonlySet<string> = new Set(['After', 'NewTicker', 'NewTimer', 'Tick']);

/** How many objects a call of the function allocates at least; 0 where that is not known. */
export const allocatesInside = (pkg: string, name: string): number => ALLOCATES[pkg]?.[name] ?? 0;

export const makesTimer = (pkg: string, name: string): boolean => pkg === 'time' && TIMERS.has(name);

/**
 * Functions that the compiler inlines and that allocate in few calls: at the first one of an object, or for an error (read from GOROOT/src by
 * `allocating-functions.test.ts`).
 */
const RARELY: ReadonlySet<string> = new Set(
  (
    'bufio.Reader.Reset bufio.Writer.Reset archive/zip.Reader.RegisterDecompressor archive/zip.Writer.RegisterCompressor ' +
    'os.Mkdir os.Chown os.Lchown os.Truncate os.Link os.Symlink'
  ).split(' '),
);

/** `name` with its package and receiver: `bufio.Writer.Reset`. */
export const allocatesRarely = (name: string | undefined): boolean => name !== undefined && RARELY.has(name);

export const RARE_MAKERS: readonly string[] = [...RARELY];
