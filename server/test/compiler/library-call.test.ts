/** Calls that have a sibling without allocations: which they are, and a run of each. The run is skipped, loudly, without go. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tempFolder } from '../support/cli-terminal.js';
import { found, sites } from './found.js';

interface Row {
  readonly call: string;
  /** Statements, of which `call` is a part. */
  readonly body: string;
  readonly instead: string;
}

const ROWS: readonly Row[] = [
  {
    call: 'strings.SplitN(s, "=", 2)',
    body: 'kv := strings.SplitN(s, "=", 2); if len(kv) == 2 { use(kv[0], kv[1]) }',
    instead: 'k, v, _ := strings.Cut(s, "="); use(k, v)',
  },
  { call: 'strings.Split(s, "=")', body: 'use(strings.Split(s, "=")[0], "")', instead: 'k, _, _ := strings.Cut(s, "="); use(k, "")' },
  {
    call: 'bytes.SplitN(p, []byte("="), 2)',
    body: 'kv := bytes.SplitN(p, []byte("="), 2); if len(kv) < 2 { return }; take(kv[1])',
    instead: '_, v, _ := bytes.Cut(p, []byte("=")); take(v)',
  },
  {
    call: 'strings.ToLower(s)',
    body: 'if strings.ToLower(s) == "abc" { use(s, s) }',
    instead: 'if strings.EqualFold(s, "abc") { use(s, s) }',
  },
  {
    call: 'strings.ToUpper(s)',
    body: 'if strings.ToUpper(s) != strings.ToUpper(t) { use(s, t) }',
    instead: 'if !strings.EqualFold(s, t) { use(s, t) }',
  },
  {
    call: 'bytes.ToLower(p)',
    body: 'if bytes.Equal(bytes.ToLower(p), bytes.ToLower(q)) { take(p) }',
    instead: 'if bytes.EqualFold(p, q) { take(p) }',
  },
  {
    call: 'binary.Write(w, binary.BigEndian, n)',
    body: '_ = binary.Write(w, binary.BigEndian, n)',
    instead: 'binary.BigEndian.PutUint32(room[:], n); w.Write(room[:])',
  },
  { call: 'long.String()', body: 'if m[long.String()] { use(s, s) }', instead: 'if m[string(long.Bytes())] { use(s, s) }' },
  { call: 'long.String()', body: 'if s == long.String() { use(s, s) }', instead: 'if s == string(long.Bytes()) { use(s, s) }' },
  {
    call: 'long.String()',
    body: 'switch long.String() {\ncase "a", "b": use(s, s) }',
    instead: 'switch string(long.Bytes()) {\ncase "a", "b": use(s, s) }',
  },
  {
    call: 'strings.Split(s, ".")',
    body: 'parts := strings.Split(s, "."); use(parts[len(parts)-1], s)',
    instead: 'use(s[strings.LastIndex(s, ".")+1:], s)',
  },
  { call: 'h.Sum(nil)', body: 'h.Reset(); take(h.Sum(nil))', instead: 'h.Reset(); take(h.Sum(sum[:0]))' },
  {
    call: 'h.Sum(nil)',
    body: 'h := sha256.New(); h.Write(p); take(h.Sum(nil))',
    instead: 'h := sha256.New(); h.Write(p); take(h.Sum(sum[:0]))',
  },
  {
    call: 'strings.Split(s, "=")',
    body: 'for _, part := range strings.Split(s, "=") { use(part, s) }',
    instead: 'for part := range strings.SplitSeq(s, "=") { use(part, s) }',
  },
  {
    call: 'strings.Fields(s)',
    body: 'parts := strings.Fields(s); for _, part := range parts { use(part, s) }',
    instead: 'for part := range strings.FieldsSeq(s) { use(part, s) }',
  },
  {
    call: 'bytes.Split(pp, sep)',
    body: 'for _, part := range bytes.Split(pp, sep) { take(part) }',
    instead: 'for part := range bytes.SplitSeq(pp, sep) { take(part) }',
  },
  { call: 'strings.ToLower(s)', body: 'if strings.ToLower(s) == t { use(s, t) }', instead: 'if strings.EqualFold(s, t) { use(s, t) }' },
  {
    call: 'hex.EncodeToString(sum[:])',
    body: 'if hex.EncodeToString(sum[:]) == s { use(s, t) }',
    instead: 'var buf [128]byte; if string(hex.AppendEncode(buf[:0], sum[:])) == s { use(s, t) }',
  },
  {
    call: 'strconv.Itoa(int(n))',
    body: 'if m[strconv.Itoa(int(n))] { use(s, t) }',
    instead: 'var buf [20]byte; if m[string(strconv.AppendInt(buf[:0], int64(n), 10))] { use(s, t) }',
  },
  {
    call: 'addr.String()',
    body: 'if m[addr.String()] { use(s, t) }',
    instead: 'if ms[addr] { use(s, t) }',
  },
  {
    call: 'addr.String()',
    body: 'if s == addr.String() { use(s, t) }',
    instead: 'var buf [64]byte; if s == string(addr.AppendTo(buf[:0])) { use(s, t) }',
  },
  ...[
    ['now.Format(time.RFC3339)', 'now.AppendFormat(room2, time.RFC3339)'],
    ['strconv.FormatInt(int64(n), 10)', 'strconv.AppendInt(room2, int64(n), 10)'],
    ['strconv.FormatUint(uint64(n), 10)', 'strconv.AppendUint(room2, uint64(n), 10)'],
    ['strconv.Quote(text)', 'strconv.AppendQuote(room2, text)'],
    ['hex.EncodeToString(sum[:])', 'hex.AppendEncode(room2, sum[:])'],
    ['base64.StdEncoding.EncodeToString(sum[:])', 'base64.StdEncoding.AppendEncode(room2, sum[:])'],
    ['addr.String()', 'addr.AppendTo(room2)'],
  ].map(([call = '', instead = '']) => ({ call, body: `take(append(room2, ${call}...))`, instead: `take(${instead})` })),
  {
    call: 'now.Format(time.RFC3339)',
    body: 'w.WriteString(now.Format(time.RFC3339))',
    instead: 'w.Write(now.AppendFormat(w.AvailableBuffer(), time.RFC3339))',
  },
  {
    call: 'binary.Read(r, binary.LittleEndian, &n)',
    body: '_ = binary.Read(r, binary.LittleEndian, &n)',
    instead: 'r.Read(room[:]); n = binary.LittleEndian.Uint32(room[:])',
  },
];

const HEAD = `import ("bytes"; "crypto/sha256"; "encoding/base64"; "encoding/binary"; "encoding/hex"; "net/netip"; "strconv"; "strings"; "time")
var addr = netip.MustParseAddr("2001:db8::1")
var ms = map[netip.Addr]bool{}
var now, text = time.Now(), strings.Repeat("quote", 20)
var sep, pp = []byte("="), []byte("a=b=c")
var room2 = make([]byte, 0, 256)
var room [4]byte
var sum [64]byte
var m = map[string]bool{}
var long = bytes.NewBufferString(strings.Repeat("long", 20))
var h = sha256.New()
func use(string, string) {}
func take([]byte) {}
`;
const PARAMETERS = '(s, t string, p, q []byte, w *bytes.Buffer, r *bytes.Reader, n uint32)';
const ARGUMENTS = '("ABC=d", "abc=D", []byte("ABC=d"), []byte("abc=D"), w, r, 70000)';
const func = (name: string, body: string) => `func ${name}${PARAMETERS} { ${body} }\n`;

describe('calls of the standard library that allocate inside', () => {
  for (const { call, body } of ROWS) {
    it(`is ${call}`, async () => {
      assert.deepEqual(await found(`${HEAD}${func('f', body)}`), [`heap-allocation ${call}`]);
    });
  }

  it('is none where the parts, the text or another type is what is wanted', async () => {
    for (const body of [
      'kv := strings.SplitN(s, "=", 3); if len(kv) == 2 { use(kv[0], kv[1]) }',
      'kv := strings.SplitN(s, t, 2); if len(kv) == 2 { use(kv[0], kv[1]) }',
      'for i, kv := range strings.Split(s, "=") { use(kv, t[i:]) }',
      'parts := strings.Split(s, "="); for _, kv := range parts { use(kv, parts[0]) }',
      'parts := strings.Split(s, "="); for range 2 { for _, kv := range parts { use(kv, t) } }',
      'if hex.EncodeToString(sum[:]) == "00" { use(s, t) }',
      'if hex.EncodeToString(p) == hex.EncodeToString(q) { use(s, t) }',
      'if now.Format(s) != strings.TrimSpace(now.Format(t)) { use(s, t) }',
      'for _, part := range bytes.Split(pp, sep) { pp[0] = 1; take(part) }',
      'parts := bytes.Fields(p); for _, part := range parts { copy(p, part) }',
      'key := addr.String(); if m[key] { use(key, t) }',
      'delete(m, addr.String())',
      'use(now.Format(time.RFC3339), s)',
      'var b strings.Builder; b.WriteString(now.Format(time.RFC3339))',
      'if strings.ToLower(s) == Default { use(s, t) }',
      'var addr other; if m[addr.String()] { use(s, t) }',
      'use(strings.ToLower(s), t)',
      'if strings.ToLower(s) == "ABC" { use(s, s) }',
      '_ = binary.Write(w, binary.BigEndian, p)',
      'var x struct{ A, B uint16 }; _ = binary.Read(r, binary.BigEndian, &x)',
      'use(long.String(), s)',
      'parts := strings.Split(s, "."); use(parts[len(parts)-1], parts[len(parts)-2])',
      'parts := strings.Split(s, "."); parts[len(parts)-1] = t',
      'slices.Sorted(seq)',
      'switch long.String() {\ncase s: use(s, s) }',
      'text := long.String(); if m[text] { use(s, s) }',
      'var other strings.Builder; if m[other.String()] { use(s, s) }',
      'take(h.Sum(p[:0]))',
      'h := sha256.Sum256(p); take(h[:])',
      'h := fnv.New32a(); h.Write(p); take(h.Sum(nil))',
      'strings := other; strings.ToLower(s) == "abc"',
    ])
      assert.deepEqual(await found(`${HEAD}${func('f', body)}`), [], body);
  });

  it('says which texts need no memory, and which release has the other form', async () => {
    const said = async (body: string) => (await sites(`${HEAD}${func('f', body)}`)).map(s => [s.instead, s.free, s.since]);
    assert.deepEqual(await said('if strconv.Itoa(int(n)) == s { use(s, t) }'), [['compared', 'small', undefined]]);
    assert.deepEqual(await said('if strconv.FormatInt(int64(n), 16) == s { use(s, t) }'), [['compared', 'digit', undefined]]);
    assert.deepEqual(await said('if hex.EncodeToString(p) == s { use(s, t) }'), [['compared', 'short', 22]]);
    assert.deepEqual(await said('take(append(room2, base64.StdEncoding.EncodeToString(p)...))'), [['onlyAppended', undefined, 22]]);
    assert.deepEqual(await said('if bytes.Equal(bytes.ToLower(p), bytes.ToLower(q)) { take(p) }'), [['foldedBytes', undefined, undefined]]);
  });

  it('allocates, and what is named instead does not', function () {
    this.timeout(120_000);
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('      SKIPPED: no go command, so no row was run');
      this.skip();
    }
    const runs = ROWS.map(
      (_, i) =>
        `	w.Reset(); r.Reset(room[:]); fmt.Println("row", ${i}, run(func() { w.Reset(); r.Reset(room[:]); before${i}${ARGUMENTS} }), run(func() { w.Reset(); r.Reset(room[:]); after${i}${ARGUMENTS} }))`,
    );
    const functions = ROWS.map(
      ({ body, instead }, i) => `//go:noinline\n${func(`before${i}`, body)}//go:noinline\n${func(`after${i}`, instead)}`,
    );
    const text = `package rows\n\n${HEAD.replace('import (', 'import ("fmt"; "testing"; ')}
${functions.join('')}
func run(f func()) float64 { return testing.AllocsPerRun(50, f) }

func TestRows(t *testing.T) {
	numbers := true
	for n := int64(0); n < 100; n++ {
		numbers = numbers && run(func() { use(strconv.Itoa(int(n)), strconv.FormatInt(n, 10)) }) == 0
	}
	digits := run(func() { use(strconv.FormatInt(int64(room[0])+15, 16), strconv.FormatUint(uint64(room[0])+1, 2)) }) == 0
	short := run(func() { if hex.EncodeToString(sum[:16]) == text { use("", "") } }) == 0
	beyond := run(func() { if hex.EncodeToString(sum[:17]) == text { use("", "") } }) > 0
	copied := run(func() { take(bytes.ToLower(pp)) }) > 0
	fmt.Println("free", numbers, digits, short, beyond, copied)
	w, r := bytes.NewBuffer(make([]byte, 0, 64)), bytes.NewReader(room[:])
${runs.join('\n')}
}
`;
    const folder = tempFolder({ 'go.mod': 'module example.com/rows\n\ngo 1.24\n', 'rows_test.go': text });
    try {
      const { stdout, stderr } = spawnSync('go', ['test', '-count=1', '-v', '.'], { cwd: folder.dir, encoding: 'utf8' });
      const counts = [...stdout.matchAll(/^row \d+ (\d+) (\d+)$/gm)].map(m => [Number(m[1]), Number(m[2])] as const);
      assert.equal(counts.length, ROWS.length, stdout + stderr);
      // Slices of unknown size have room on the stack from Go 1.25 on.
      assert.match(stdout, /^free true true (?:true|false) true true$/m);
      for (const [i, [before, after]] of counts.entries()) assert.ok(before > 0 && after === 0, `${ROWS[i]!.call}: ${before}, ${after}`);
    } finally {
      folder.remove();
    }
  });
});
