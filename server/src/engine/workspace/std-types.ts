/**
 * A few types of the standard library that the static tier must know to be right: small, because everything else may stay unknown.
 * Compared by reflection with Go 1.26.8.
 */
import { basic, pointerTo, type TypeRef, UNKNOWN } from '../facts/go/types.js';

const named = (pkg: string, name: string): TypeRef => ({ kind: 'named', pkg, name });
const returns = (...results: TypeRef[]): TypeRef => ({ kind: 'func', params: [], results, variadic: false });
const OPAQUE_STRUCT: TypeRef = UNKNOWN;
const INTERFACE: TypeRef = { kind: 'interface', empty: false };
const STRING = basic('string');
const INT = basic('int');
const ERROR = basic('error');

/** Underlying types by `package.Name`. */
const TYPES: Readonly<Record<string, TypeRef>> = {
  'unsafe.Pointer': basic('unsafe.Pointer'),
  'time.Duration': basic('int64'),
  'time.Month': INT,
  'time.Weekday': INT,
  'os.FileMode': basic('uint32'),
  'io/fs.FileMode': basic('uint32'),
  'context.CancelFunc': returns(),
  'net/http.HandlerFunc': returns(),
  'sync.Pool': OPAQUE_STRUCT,
  'encoding/json.RawMessage': { kind: 'slice', elem: basic('byte') },
  'net/http.Header': { kind: 'map', key: STRING, elem: { kind: 'slice', elem: STRING } },
  'net/url.Values': { kind: 'map', key: STRING, elem: { kind: 'slice', elem: STRING } },
  'net.IP': { kind: 'slice', elem: basic('byte') },
  ...Object.fromEntries(
    [
      'io.Reader',
      'io.Writer',
      'io.Closer',
      'io.ReadCloser',
      'io.WriteCloser',
      'io.ReadWriter',
      'io.ReadWriteCloser',
      'io.ReaderAt',
      'io.WriterTo',
      'io.ReaderFrom',
      'io.Seeker',
      'io.ByteReader',
      'fmt.Stringer',
      'context.Context',
      'net/http.Handler',
      'net/http.ResponseWriter',
      'net/http.RoundTripper',
      'net.Conn',
      'net.Listener',
      'net.Addr',
      'sort.Interface',
      'hash.Hash',
      'os.Signal',
      'os.FileInfo',
      'io/fs.FS',
      'io/fs.File',
      'io/fs.FileInfo',
      'reflect.Type',
      'sync.Locker',
      'error',
    ].map(n => [n, INTERFACE]),
  ),
};

/** Functions and variables by `package.Name`. */
const VALUES: Readonly<Record<string, TypeRef>> = {
  'strconv.Itoa': returns(STRING),
  'strconv.Atoi': returns(INT, ERROR),
  'strconv.Quote': returns(STRING),
  'strconv.FormatInt': returns(STRING),
  'strconv.ParseInt': returns(basic('int64'), ERROR),
  'strconv.ParseFloat': returns(basic('float64'), ERROR),
  'strconv.ParseBool': returns(basic('bool'), ERROR),
  'strings.ToLower': returns(STRING),
  'strings.ToUpper': returns(STRING),
  'strings.TrimSpace': returns(STRING),
  'strings.Join': returns(STRING),
  'strings.Replace': returns(STRING),
  'strings.ReplaceAll': returns(STRING),
  'strings.Repeat': returns(STRING),
  'strings.Index': returns(INT),
  'strings.Split': returns({ kind: 'slice', elem: STRING }),
  'strings.Fields': returns({ kind: 'slice', elem: STRING }),
  'fmt.Sprintf': returns(STRING),
  'fmt.Sprint': returns(STRING),
  'fmt.Sprintln': returns(STRING),
  'fmt.Errorf': returns(ERROR),
  'errors.New': returns(ERROR),
  'errors.Join': returns(ERROR),
  'time.Now': returns(named('time', 'Time')),
  'time.Since': returns(named('time', 'Duration')),
  'os.Getenv': returns(STRING),
  'os.Args': { kind: 'slice', elem: STRING },
  'os.ReadFile': returns({ kind: 'slice', elem: basic('byte') }, ERROR),
  'io.ReadAll': returns({ kind: 'slice', elem: basic('byte') }, ERROR),
  'bytes.NewBuffer': returns(pointerTo(named('bytes', 'Buffer'))),
  'bytes.NewReader': returns(pointerTo(named('bytes', 'Reader'))),
  'strings.NewReader': returns(pointerTo(named('strings', 'Reader'))),
  'path/filepath.Join': returns(STRING),
  'path.Join': returns(STRING),
  'unicode/utf8.RuneCountInString': returns(INT),
};

/** The underlying type of a std type, or (`what` = 'value') the type of a std function or variable; undefined when not in the table. */
export function stdType(pkg: string, name: string, what: 'type' | 'value' = 'type'): TypeRef | undefined {
  return (what === 'type' ? TYPES : VALUES)[`${pkg}.${name}`];
}
