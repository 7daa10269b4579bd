/**
 * A few types of the standard library that the static tier must know to be right: small, because everything else may stay unknown.
 * Compared by reflection with Go 1.26.8.
 */
import { table } from '../../base/table.js';
import { basic, pointerTo, type TypeRef, UNKNOWN } from './types.js';

const named = (pkg: string, name: string): TypeRef => ({ kind: 'named', pkg, name });
const returns = (...results: TypeRef[]): TypeRef => ({ kind: 'func', params: [], results, variadic: false });
const OPAQUE_STRUCT: TypeRef = UNKNOWN;
const EMPTY_STRUCT: TypeRef = { kind: 'struct', fields: [] };
const INTERFACE: TypeRef = { kind: 'interface', empty: false };
const STRING = basic('string');
const INT = basic('int');
const ERROR = basic('error');

/** Underlying types by `package.Name`. */
const TYPES = table<TypeRef>({
  'unsafe.Pointer': basic('unsafe.Pointer'),
  'time.Duration': basic('int64'),
  'time.Month': INT,
  'time.Weekday': INT,
  'reflect.Kind': basic('uint'),
  'go/token.Token': INT,
  'go/token.Pos': INT,
  'log/slog.Level': INT,
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
});

/** Integer types of which every value that occurs is from 0 to 255, so that an interface holds it without an allocation. */
const SMALL: ReadonlySet<string> = new Set(['reflect.Kind', 'go/token.Token', 'time.Month', 'time.Weekday']);

/** Functions and variables by `package.Name`, methods by `package.Type.Name`. */
const VALUES = table<TypeRef>({
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
  'unicode/utf8.DecodeRuneInString': returns(basic('rune'), INT),
  'unicode/utf8.DecodeRune': returns(basic('rune'), INT),
  'unicode/utf8.DecodeLastRuneInString': returns(basic('rune'), INT),
  'unicode/utf8.DecodeLastRune': returns(basic('rune'), INT),
  'encoding/binary.LittleEndian': EMPTY_STRUCT,
  'encoding/binary.BigEndian': EMPTY_STRUCT,
  'net/http.NoBody': EMPTY_STRUCT,
  'reflect.ValueOf': returns(named('reflect', 'Value')),
  'reflect.TypeOf': returns(named('reflect', 'Type')),
  'reflect.Indirect': returns(named('reflect', 'Value')),
  'reflect.Value.Kind': returns(named('reflect', 'Kind')),
  'reflect.Value.Type': returns(named('reflect', 'Type')),
  'reflect.Value.Elem': returns(named('reflect', 'Value')),
  'reflect.Value.Field': returns(named('reflect', 'Value')),
  'reflect.Value.Index': returns(named('reflect', 'Value')),
  'reflect.Value.MapIndex': returns(named('reflect', 'Value')),
  'reflect.Value.Int': returns(basic('int64')),
  'reflect.Value.Uint': returns(basic('uint64')),
  'reflect.Value.Float': returns(basic('float64')),
  'reflect.Value.Bool': returns(basic('bool')),
  'reflect.Value.Len': returns(INT),
  'reflect.Value.NumField': returns(INT),
  'reflect.Value.String': returns(STRING),
  'reflect.Value.Interface': returns(basic('any')),
  'reflect.Type.Kind': returns(named('reflect', 'Kind')),
  'reflect.Type.Elem': returns(named('reflect', 'Type')),
  'reflect.Type.Len': returns(INT),
  'reflect.Type.NumField': returns(INT),
  'reflect.Type.NumIn': returns(INT),
  'reflect.Type.NumOut': returns(INT),
  'reflect.Type.Name': returns(STRING),
  'reflect.Type.String': returns(STRING),
  'time.Time.Unix': returns(basic('int64')),
  'time.Time.UnixNano': returns(basic('int64')),
  'time.Time.Year': returns(INT),
  'time.Time.Month': returns(named('time', 'Month')),
  'time.Time.Day': returns(INT),
  'time.Time.Hour': returns(INT),
  'time.Time.Minute': returns(INT),
  'time.Time.Second': returns(INT),
  'time.Time.Weekday': returns(named('time', 'Weekday')),
  'time.Time.Format': returns(STRING),
  'time.Duration.String': returns(STRING),
  'bytes.Buffer.Len': returns(INT),
  'bytes.Buffer.String': returns(STRING),
  'strings.Builder.Len': returns(INT),
  'strings.Builder.String': returns(STRING),
  'net/http.ResponseWriter.Header': returns(named('net/http', 'Header')),
});

/** True for a std type whose values an interface holds without an allocation although its size alone does not tell. */
export function isSmallStdType(pkg: string, name: string): boolean {
  return SMALL.has(`${pkg}.${name}`);
}

/** The underlying type of a std type, or (`what` = 'value') the type of a std function or variable; undefined when not in the table. */
export function stdType(pkg: string, name: string, what: 'type' | 'value' = 'type'): TypeRef | undefined {
  return (what === 'type' ? TYPES : VALUES)[`${pkg}.${name}`];
}
