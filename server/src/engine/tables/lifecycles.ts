/** Things that a program takes and has to give back: the calls that take them, and those that give them back. */
import type { GoVersion } from '../base/go-version.js';
import { table } from '../base/table.js';

export type HeldKind =
  | 'response'
  | 'rows'
  | 'interfaceRows'
  | 'statement'
  | 'transaction'
  | 'thread'
  | 'lock'
  | 'cString'
  | 'sender'
  | 'ticker'
  | 'writer'
  | 'encoder';

/** What holds for everything of one kind. */
export interface Protocol {
  readonly kind: HeldKind;
  /** The field of the result that is given back; absent: the result itself. */
  readonly part?: string;
  /** Methods of it that give it back. */
  readonly releases: ReadonlySet<string>;
  /** Methods of the result that give its part back. */
  readonly releasesWhole?: ReadonlySet<string>;
  /** A method that has given it back by itself once it says false (`database/sql/sql.go`, Rows.Next). */
  readonly endsOnFalse?: string;
  /** It is there as soon as it is taken, whatever comes with it. */
  readonly isSure?: true;
}

/** Of a request, whose body is given back. */
export const RESPONSE: Protocol = { kind: 'response', part: 'Body', releases: new Set(['Close']), releasesWhole: new Set(['Write']) };
/** Of a query. */
export const ROWS: Protocol = { kind: 'rows', releases: new Set(['Close']), endsOnFalse: 'Next' };
/** The same of an interface of the program, which may stand for a transaction, too. */
export const INTERFACE_ROWS: Protocol = { ...ROWS, kind: 'interfaceRows' };

/** Prepared by a database or one of its connections; a transaction closes its own. */
const STATEMENT: Protocol = { kind: 'statement', releases: new Set(['Close']) };
/** Of a database, until it is committed or rolled back. */
export const TRANSACTION: Protocol = { kind: 'transaction', releases: new Set(['Commit', 'Rollback']) };

/** From this release on timers and tickers that nobody refers to are collected (go-facts §8.3). */
const COLLECTED_TIMERS: GoVersion = { major: 1, minor: 23 };

/** False where nobody knows the release. */
export const keepsTimers = (language: GoVersion | undefined): boolean =>
  language !== undefined && language.major === COLLECTED_TIMERS.major && language.minor < COLLECTED_TIMERS.minor;

/** Of a program whose runtime keeps it until it is stopped. */
const TICKER: Protocol = { kind: 'ticker', releases: new Set(['Stop']), isSure: true };

/**
 * Calls whose first result has to be given back when their last, an error, is nil. The body of `Head` is `http.NoBody`, and a transaction closes its
 * rows when it ends (`database/sql/sql.go`, Tx): nothing stays open.
 */
export const ACQUIRING = table<Protocol>({
  'net/http.Get': RESPONSE,
  'net/http.Post': RESPONSE,
  'net/http.PostForm': RESPONSE,
  'net/http.Client.Do': RESPONSE,
  'net/http.Client.Get': RESPONSE,
  'net/http.Client.Post': RESPONSE,
  'net/http.Client.PostForm': RESPONSE,
  'net/http.RoundTripper.RoundTrip': RESPONSE,
  'net/http.Transport.RoundTrip': RESPONSE,
  'database/sql.DB.Query': ROWS,
  'database/sql.DB.QueryContext': ROWS,
  'database/sql.Stmt.Query': ROWS,
  'database/sql.Stmt.QueryContext': ROWS,
  'database/sql.Conn.QueryContext': ROWS,
  'database/sql.DB.Prepare': STATEMENT,
  'database/sql.DB.PrepareContext': STATEMENT,
  'database/sql.Conn.PrepareContext': STATEMENT,
  'database/sql.DB.Begin': TRANSACTION,
  'database/sql.DB.BeginTx': TRANSACTION,
  'database/sql.Conn.BeginTx': TRANSACTION,
  'github.com/jmoiron/sqlx.DB.Beginx': TRANSACTION,
  'github.com/jmoiron/sqlx.DB.BeginTxx': TRANSACTION,
  'github.com/jmoiron/sqlx.DB.Queryx': ROWS,
  'github.com/jmoiron/sqlx.DB.QueryxContext': ROWS,
  'github.com/jackc/pgx/v5/pgxpool.Pool.Begin': TRANSACTION,
  'github.com/jackc/pgx/v5/pgxpool.Pool.BeginTx': TRANSACTION,
  'github.com/jackc/pgx/v5/pgxpool.Pool.Query': ROWS,
  'time.NewTicker': TICKER,
});

/** Calls without a result that take something, and the call that gives it back. */
export const LOCKING = table<{ readonly protocol: Protocol; readonly release: string }>({
  'runtime.LockOSThread': { protocol: { kind: 'thread', releases: new Set() }, release: 'runtime.UnlockOSThread' },
  'sync.Mutex.Lock': { protocol: { kind: 'lock', releases: new Set() }, release: 'sync.Mutex.Unlock' },
  'sync.RWMutex.Lock': { protocol: { kind: 'lock', releases: new Set() }, release: 'sync.RWMutex.Unlock' },
  'sync.RWMutex.RLock': { protocol: { kind: 'lock', releases: new Set() }, release: 'sync.RWMutex.RUnlock' },
});

/** A string of the C heap, which `C.free` gives back. */
export const C_STRING: Protocol = { kind: 'cString', releases: new Set(), isSure: true };

/** A goroutine that waits for somebody who receives what it sends. */
export const SENDER: Protocol = { kind: 'sender', releases: new Set(), isSure: true };

/** Packages of std that keep, wrap or close what they are given. */
const KEEPING = /^(?:net\/http(?:\/.*)?|sync|sync\/atomic|context|container\/.*|reflect|runtime|testing)$/;

/** True when functions of a package of std only use what they are given, or hand it on in their result. */
export const onlyUses = (path: string): boolean => !KEEPING.test(path);
