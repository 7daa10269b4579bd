/** Calls that have a sibling without allocations: which they are, and a run of each. The run is skipped, loudly, without go. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tempFolder } from '../support/cli-terminal.js';
import { found, sites } from './found.js';
import { ROWS } from './library-rows.js';

const HEAD = `import ("bufio"; "bytes"; "compress/flate"; "compress/gzip"; "compress/zlib"; "crypto/aes"; "crypto/cipher"; "crypto/hmac"; "crypto/sha256"; "encoding/base64"; "encoding/binary"; "encoding/hex"; "fmt"; "io"; "net"; "net/netip"; "strconv"; "strings"; "time")
var addr = netip.MustParseAddr("2001:db8::1")
var ms = map[netip.Addr]bool{}
var now, text = time.Now(), strings.Repeat("quote", 20)
var sep, pp = []byte("="), []byte("a=b=c")
var room2 = make([]byte, 0, 256)
var room [4]byte
var zip, unzip = gzip.NewWriter(io.Discard), flate.NewReader(bytes.NewReader(nil))
var key = make([]byte, 16)
var block, _ = aes.NewCipher(key)
var gcm, _ = cipher.NewGCM(block)
var cbc = cipher.NewCBCEncrypter(block, key)
var sum [64]byte
var m = map[string]bool{}
var long = bytes.NewBufferString(strings.Repeat("long", 20))
var h = sha256.New()
var mac = hmac.New(sha256.New, pp)
var ip = net.IPv4(192, 168, 100, 200)
var sc = scanned()
func scanned() *bufio.Scanner { sc := bufio.NewScanner(strings.NewReader(text)); sc.Scan(); return sc }
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
      'use(sc.Text(), s)',
      'if strings.HasPrefix(s, long.String()) { use(s, s) }',
      'if strings.Trim(long.String(), "x") == s { use(s, s) }',
      'delete(m, ip.String())',
      'if m[sc.Text()] { use(s, s) }',
      'mac := hmac.New(sha256.New, p); keep(mac)',
      'one.mac = hmac.New(sha256.New, p)',
      'zw := gzip.NewWriter(w); keep(zw)',
      'one.zw = gzip.NewWriter(w)',
      'zw := gzip.NewWriter(w); go func() { zw.Close() }()',
      'b, _ := aes.NewCipher(p); keep(b)',
      'b, _ := aes.NewCipher(p); c, _ := cipher.NewGCM(b); one.c = c',
      'take(gcm.Seal(sum[:0], p, q, nil))',
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

  it('is a query that is parsed once more on the same way', async () => {
    const parsed = (body: string) => found(`import ("net/http"; "net/url")\nfunc f(r *http.Request, u *url.URL) string { ${body} }`);
    assert.deepEqual(await parsed('a := r.URL.Query().Get("a"); if a == "" { return a }; return r.URL.Query().Get("b")'), [
      'heap-allocation r.URL.Query()',
      'heap-allocation r.URL.Query()',
    ]);
    assert.deepEqual(await parsed('return r.URL.Query().Get("a")'), []);
    assert.deepEqual(await parsed('q := r.URL.Query(); return q.Get("a") + q.Get("b") + u.Query().Get("c")'), []);
    assert.deepEqual(await parsed('if u == nil { return r.URL.Query().Get("a") }; { return r.URL.Query().Get("b") }'), []);
    assert.deepEqual(await parsed('a := u.Query().Get("a"); u, _ = url.Parse(a); return u.Query().Get("a")'), []);
    assert.deepEqual(await parsed('a := u.Query().Get("a"); u.RawQuery = a; return u.Query().Get("a")'), []);
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
    const text = `package rows\n\n${HEAD.replace('import (', 'import ("testing"; ')}
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
