import { messages } from '../../base/message.js';
import { bad, good, rule, silent } from '../rule.js';
import { WHERE_HOT } from './hot.js';
import { byCause } from './words.js';

const say = messages('escape/conversion', {
  copied: '`{text}` copies its bytes to the heap.',
  returned: '`{text}` copies its bytes to the heap, because the copy is returned.\nAppend to a buffer that the caller reuses.',
  stored: '`{text}` copies its bytes to the heap, because the copy is stored in `{to}`.\nKeep one of the two types from end to end.',
  key: '`{text}` copies its bytes to the heap, because the map `{to}` keeps the copy as a key.\nLook the key up first, which needs no copy, and store only new ones: a map of pointers lets you change what is there.',
  lookedUp:
    '`{text}` copies its bytes to the heap, even where the map has the key already.\nConvert in the index for the look-up, `[{text}]`, which needs no copy, and into a variable for new keys only.',
  rune: '`{text}` makes a new string on the heap.\nOn a hot path, append the letter to a buffer with `utf8.AppendRune`.',
  runes:
    '`{text}` copies its runes for the loop, to the heap when there are more than 32.\nRange over the string itself, which gives the same runes.',
  runesBeyond:
    '`{text}` copies the text as runes, to the heap when there are more than 32.\nRange over the string itself where that will do.',
  keyAgain:
    '`{text}` copies its bytes to the heap, because the map `{to}` keeps the copy as a key.\nConvert it once, into a variable: the maps can share the copy.',
  argument:
    '`{text}` copies its bytes to the heap. The copy is passed to `{to}`, through which it can outlive the function.\nAppend to a buffer that is reused.',
  beyond:
    '`{text}` copies its bytes for this call, to the heap when there are more than 32.\nCall the function of the same name in package `bytes`.',
});

/** The compiler says it, or the escape graph does: there is nothing to check here. */
export default rule({
  id: 'escape/conversion',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A conversion between a string and bytes or runes copies to the heap',
  inTests: false,
  messages: say,
  compiler: {
    only: true,
    names(found) {
      if (found.site.kind !== 'conversion' || found.cause === 'tooLarge') return undefined;
      if (found.taker === 'rune') return say.rune({ text: found.text });
      if (found.taker === 'keyAgain' && found.via === '') return say.keyAgain({ text: found.text, to: found.to });
      if (found.taker === 'mapKey' && found.via === '') return say.key({ text: found.text, to: found.to });
      if (found.taker === 'lookedUp' && found.cause !== 'outgrown') return say.lookedUp({ text: found.text });
      if (found.taker === 'runes') return say.runes({ text: found.text });
      if (found.cause === 'outgrown' && /rune\)*\(/.test(found.text)) return say.runesBeyond({ text: found.text });
      return found.cause === 'outgrown' ? say.beyond({ text: found.text }) : byCause(found, say, say.copied({ text: found.text }));
    },
  },
  docs: {
    what: 'A conversion `string(b)`, `[]byte(s)` or `[]rune(s)`, also by a named type, whose copy may outlive the function.',
    why: 'Strings never change and slices may, so the conversion copies every byte. A copy that outlives the function is allocated on the heap: one allocation of that length each time.',
    fix: 'Keep one type from end to end. Write a string with `io.WriteString` or the `WriteString` method instead of `Write([]byte(s))`. Append to a reused buffer: `buf = append(buf[:0], s...)`. The functions of `bytes` and `strings` come in pairs, and many of `strconv` have an `Append` form.',
    limits:
      'Silent where the compiler needs no copy: comparisons, `m[string(b)]` as a look-up, `switch string(b)`, `range []byte(s)`, operands of a concatenation, from Go 1.22 on `[]byte(s)` that is only read, and `string([]byte{c})` or `string(b[i:i+1])`, whose text of one byte the runtime has ready. Silent too about a copy that stays in the function, which needs the heap only beyond 32 bytes, unless it is made for a function of package strings that package bytes has too, or it is `[]rune(s)`; and about constants and `len([]rune(s))`. Before the compiler has run the rule speaks from the escape graph: hints in the editor, and with `check --hints`.',
    sources: [
      'go-facts §4.2: `[]byte(s) kept` 1 allocation, `map[string(b)] lookup long` 0, `range []byte(s) long` 0, measured with Go 1.18 to 1.27',
      'cmd/compile/internal/walk/convert.go: walkStringToBytes, walkBytesToString; runtime/string.go: slicebytetostring',
    ],
  },
  examples: [
    bad(`package app

var keep string

//go:noinline
func store(text []byte) {
	keep = «string(text)»
}
`),
    bad(`package app

import "io"

//go:noinline
func write(w io.Writer, line string) error {
	_, err := w.Write(«[]byte(line)»)
	return err
}

//go:noinline
func runes(text string) []rune {
	return «[]rune(text)»
}
`),
    bad(`package app

import "strings"

//go:noinline
func isStyle(path []byte) bool {
	return strings.HasSuffix(«string(path)», ".css")
}
`),
    bad(`package app

//go:noinline
func sum(text string) int {
	n := 0
	for _, r := range «[]rune(text)» {
		n += int(r)
	}
	return n
}
`),
    bad(`package app

//go:noinline
func commas(text string) (n int) {
	runes := «[]rune(text)»
	for i := range runes {
		if i > 0 && runes[i] == ',' && runes[i-1] != '\\\\' {
			n++
		}
	}
	return n
}
`),
    silent(
      'the runes are only counted, which needs no copy',
      `package app

//go:noinline
func width(text string) int { return len([]rune(text)) }
`,
    ),
    bad(`package app

//go:noinline
func letter(r rune) string {
	return «string(r)»
}
`),
    good(`package app

import "bytes"

//go:noinline
func isStyle(path []byte) bool {
	return bytes.HasSuffix(path, []byte(".css"))
}
`),
    silent(
      'more than one call reads the copy, or package bytes has no such function',
      `package app

import "strings"

//go:noinline
func kind(path []byte, name string) int {
	s := string(path)
	if strings.HasPrefix(s, "/a/") || strings.HasPrefix(s, "/b/") {
		return 1
	}
	if strings.HasPrefix(name, string(path)) {
		return 2
	}
	return len(strings.NewReplacer("a", "b").Replace(name))
}
`,
    ),
    good(`package app

import "io"

//go:noinline
func write(w io.Writer, line string) error {
	_, err := io.WriteString(w, line)
	return err
}
`),
    silent(
      'the compiler needs no copy to compare, to look up and to iterate',
      `package app

//go:noinline
func count(text []byte, known map[string]int, line string) int {
	n := known[string(text)]
	if string(text) == "all" {
		n++
	}
	for _, c := range []byte(line) {
		n += int(c)
	}
	return n
}
`,
    ),
  ],
  checks: {},
});
