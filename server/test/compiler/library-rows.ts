/** Calls that allocate inside, with what allocates nothing in their place: `library-call.test.ts` finds and runs them. */
interface Row {
  readonly call: string;
  /** Statements, of which `call` is a part. */
  readonly body: string;
  readonly instead: string;
}

export const ROWS: readonly Row[] = [
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
  {
    call: 'long.String()',
    body: 'if strings.HasPrefix(long.String(), "abc") { use(s, s) }',
    instead: 'if bytes.HasPrefix(long.Bytes(), []byte("abc")) { use(s, s) }',
  },
  { call: 'sc.Text()', body: 'if sc.Text() == s { use(s, s) }', instead: 'if string(sc.Bytes()) == s { use(s, s) }' },
  {
    call: 'sc.Text()',
    body: 'if strings.IndexByte(sc.Text(), 1) > 0 { use(s, s) }',
    instead: 'if bytes.IndexByte(sc.Bytes(), 1) > 0 { use(s, s) }',
  },
  { call: 'ip.String()', body: 'if m[ip.String()] { use(s, t) }', instead: 'if ms[addr] { use(s, t) }' },
  {
    call: 'hmac.New(sha256.New, p)',
    body: 'mac := hmac.New(sha256.New, p); mac.Write(pp); take(mac.Sum(sum[:0]))',
    instead: 'mac.Reset(); mac.Write(pp); take(mac.Sum(sum[:0]))',
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
  ...['gzip', 'zlib'].map(pkg => ({
    call: `${pkg}.NewWriter(w)`,
    body: `zw := ${pkg}.NewWriter(w); defer zw.Close(); fmt.Fprint(zw, "a")`,
    instead: `zip.Reset(w); defer zip.Close(); fmt.Fprint(zip, "a")`,
  })),
  {
    call: 'flate.NewReader(r)',
    body: 'zr := flate.NewReader(r); io.ReadFull(zr, room[:])',
    instead: 'unzip.(flate.Resetter).Reset(r, nil); io.ReadFull(unzip, room[:])',
  },
  {
    call: 'aes.NewCipher(key)',
    body: 'b, err := aes.NewCipher(key); if err == nil { b.Encrypt(key, key) }',
    instead: 'block.Encrypt(key, key)',
  },
  {
    call: 'aes.NewCipher(key)',
    body: 'b, _ := aes.NewCipher(key); c := cipher.NewCBCEncrypter(b, key); c.CryptBlocks(key, key)',
    instead: 'cbc.CryptBlocks(key, key)',
  },
  {
    call: 'cipher.NewGCM(block)',
    body: 'c, err := cipher.NewGCM(block); if err == nil { take(c.Seal(sum[:0], key[:12], key, nil)) }',
    instead: 'take(gcm.Seal(sum[:0], key[:12], key, nil))',
  },
  {
    call: 'binary.Read(r, binary.LittleEndian, &n)',
    body: '_ = binary.Read(r, binary.LittleEndian, &n)',
    instead: 'r.Read(room[:]); n = binary.LittleEndian.Uint32(room[:])',
  },
];
