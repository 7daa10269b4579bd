/** Which code is worth a look for what it takes: only that is asked for its types. */
import type { GoVersion } from '../../base/go-version.js';
import { keepsTimers } from '../../tables/lifecycles.js';
import { hasAny } from '../flow/pool-names.js';

/** Names of what takes something, by the import that says so. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['net/http', ['Get', 'Head', 'Post', 'PostForm', 'Do', 'RoundTrip']],
  ['database/sql', ['Query', 'QueryContext', 'Prepare', 'PrepareContext', 'Begin', 'BeginTx']],
  ['github.com/jmoiron/sqlx', ['Beginx', 'BeginTxx', 'Queryx', 'QueryxContext', 'Query', 'Begin', 'BeginTx', 'Prepare']],
  ['github.com/jackc/pgx/v5/pgxpool', ['Begin', 'BeginTx', 'Query']],
  ['runtime', ['LockOSThread']],
  ['sync', ['Lock', 'RLock']],
  ['C', ['CString', 'CBytes']],
  ['time', ['NewTicker']],
  ...['bufio', 'encoding/csv', 'text/tabwriter', 'archive/zip', 'mime/multipart', 'mime/quotedprintable'].map(
    path => [path, ['NewWriter', 'NewWriterSize', 'Reset']] as const,
  ),
  ...['compress/gzip', 'compress/zlib', 'compress/flate'].map(path => [path, ['NewWriter', 'NewWriterLevel', 'Reset']] as const),
  ...['encoding/base64', 'encoding/base32'].map(path => [path, ['NewEncoder']] as const),
]);

/** One set for all files that import the same of these: looking for names is prepared by the set. */
const byImports = new Map<string, ReadonlySet<string>>();

/** What to look for in a file that imports these. */
export function namesBy(paths: readonly string[], language: GoVersion | undefined): ReadonlySet<string> {
  const isAsked = (path: string) => NAMES.has(path) && (path !== 'time' || keepsTimers(language));
  const unique = [...new Set(paths.filter(isAsked))].sort();
  const key = unique.join();
  const names = byImports.get(key) ?? new Set(unique.flatMap(path => NAMES.get(path) ?? []));
  byImports.set(key, names);
  return names;
}

const STARTS = /\bgo \w/;

/** A channel that is made matters only where a goroutine is started. */
export function mayTake(text: string, names: ReadonlySet<string>): boolean {
  return (
    hasAny(text, names) ||
    mayGetResponse(text) ||
    mayGetChannel(text) ||
    (text.includes('make(chan') && text.includes('<-') && (STARTS.test(text) || text.includes('AfterFunc(')))
  );
}

/** A `select` that receives from what a call gives, or from a variable. */
function mayGetChannel(text: string): boolean {
  if (!text.includes('select {') && !text.includes('select{')) return false;
  let looked = 0;
  for (let at = text.indexOf(RECEIVES); at >= 0; at = text.indexOf(RECEIVES, at + RECEIVES.length)) {
    if (++looked > MAX_RECEIVES) return true;
    let end = at + RECEIVES.length;
    while (end < text.length && (isOfName(text, end) || text[end] === '.')) end++;
    const received = text.slice(at + RECEIVES.length, end);
    // Contexts and times are not sent by a goroutine of the program, and the channel of a field or a parameter has others.
    if (text[end] === '(' ? !received.endsWith('.Done') && received !== 'time.After' : isOfCall(text, received)) return true;
  }
  return false;
}

/** `name := f(…)`, but for a channel that the function makes itself. */
function isOfCall(text: string, name: string): boolean {
  const declared = `${name} := `;
  const at = name === '' || name.includes('.') ? -1 : text.indexOf(declared);
  return at >= 0 && !text.startsWith('make(', at + declared.length);
}

const RECEIVES = '<-';
/** A text with more is worth a look in any case. */
const MAX_RECEIVES = 20;

/** `resp, err := fetch(…)`, and `resp.Body`: a helper may hand on a response. What else has a body of that name, as syntax trees do, is left out. */
function mayGetResponse(text: string): boolean {
  const held = new Set(['_']);
  for (const part of OF_RESPONSE)
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) held.add(nameBefore(text, at));
  if (held.size === 1) return false;
  for (const [, name] of text.matchAll(GOT)) if (held.has(name!)) return true;
  return false;
}

/** What is read of a response where nobody looks at its body, what reads rows, and what ends a transaction. */
const OF_RESPONSE: readonly string[] = ['.Body', '.StatusCode', '.Header', '.Scan(&', '.Commit(', '.Rollback('];

/** The name that ends there, or ''. A pattern that looks for names in front of it took a hundredth of what `check` takes (measured). */
function nameBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && isOfName(text, start - 1)) start--;
  return text.slice(start, end);
}

function isOfName(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c < 128) return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
  return LETTER.test(text[at]!);
}

/** Half of a letter of two units is taken for one. */
const LETTER = /[\p{L}\p{N}\ud800-\udfff]/u;
const NAME = '(?<![\\p{L}\\p{N}_])([\\p{L}\\p{N}_]+)';
/** The first of two variables that are given something. */
const GOT = new RegExp(`${NAME}\\s*,\\s*[\\p{L}\\p{N}_]+\\s*:?=(?!=|\\s*range\\b)`, 'gu');
