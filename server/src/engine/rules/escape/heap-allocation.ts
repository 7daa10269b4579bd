import { followedBy, type Message, messages } from '../../base/message.js';
import type { CompiledSite } from '../../sites/evidence.js';
import { bad, good, rule, silent } from '../rule.js';
import { HEAP_ALLOCATION_DOCS } from './heap-allocation.docs.js';
import { WHERE_HOT } from './hot.js';
import { held, returning, sharing, unseenCall } from './words.js';

const say = messages('escape/heap-allocation', {
  allocated: '`{text}` is allocated on the heap: there is a way for it to outlive the function.',
  variableReturned:
    '`{text}` is allocated on the heap because its address is returned.\nReturn the value itself, or let the caller pass in what to fill.',
  variableStored:
    '`{text}` is allocated on the heap because its address is stored in `{to}`, which can outlive the function.\nStore the value itself instead of its address.',
  variableArgument:
    '`{text}` is allocated on the heap because its address is passed to `{to}`, through which it can outlive the function.\nPass the value itself where that will do, or, where nobody keeps its memory and calls cannot overlap, reuse one, such as a field.',
  variableDecoded:
    '`{text}` is allocated on the heap because its address is passed to `{to}`, through which it can outlive the function.\nWhere nobody keeps what it holds and calls cannot overlap, reuse one, such as a field, and empty it before each call.',
  variableScanned:
    '`{text}` is allocated on the heap because its address is passed to `{to}`, through which it can outlive the function.\nOn a hot path, parse the text with package `strconv`.',
  variableErrorsAs:
    '`{text}` is allocated on the heap because its address is passed to `{to}`, through which it can outlive the function.\nUse `errors.AsType` (Go 1.26), or declare it where the error is looked at.',
  variableFormatted:
    '`{text}` is allocated on the heap because its address is passed to `{to}`, through which it can outlive the function.\nOn a hot path, write to it with its own methods instead of `{to}`.',
  returned: '`{text}` is allocated on the heap because it is returned.\nLet the caller pass in what to fill.',
  stored:
    '`{text}` is allocated on the heap because it is stored in `{to}`, which can outlive the function.\nReuse one where its old content is no longer needed.',
  argument:
    '`{text}` is allocated on the heap because it is passed to `{to}`, through which it can outlive the function.\nReuse one, such as a field, where nobody keeps its memory and calls cannot overlap.',
  argumentBuilder:
    '`{text}` is allocated on the heap because it is passed to `{to}`, through which it can outlive the function.\nWhere its bytes are enough, a `bytes.Buffer` can be reused.',
  argumentServed:
    '`{text}` is allocated on the heap because it is passed to `{to}`, through which it can outlive the function.\nTake one from a `sync.Pool`, where nobody keeps its memory.',
  otherField:
    '`{text}` is allocated on the heap because another part of `{to}` outlives the function. The compiler does not tell the fields of a variable apart.\nKeep it in a variable of its own beside `{to}`.',
  otherValue:
    '`{text}` is allocated on the heap because another value of `{to}` outlives the function. The compiler does not tell the values of a variable apart.\nUse a variable of its own instead of `{to}`.',
  storedBy: '`{text}` is allocated on the heap because `{via}` stores it in `{to}`.\nReuse one where its old content is no longer needed.',
  sentBy: '`{text}` is allocated on the heap because `{via}` sends it on the channel `{to}`.',
  appendedBy: '`{text}` is allocated on the heap because `{via}` appends it to `{to}`.',
  sent: '`{text}` is allocated on the heap because it is sent on the channel `{to}`.',
  appended: '`{text}` is allocated on the heap because it is appended to `{to}`.',
  goroutine:
    '`{text}` is allocated on the heap because a new goroutine uses it. The goroutine can outlive the function.\nGive the goroutine a copy, or let it send its result on a channel.',
  closure:
    '`{text}` is allocated on the heap because a closure that can outlive the function refers to it.\nCapture a copy that is not assigned again, or pass it as an argument.',
  sync: '`{text}` is allocated on the heap because the sync method `{to}` hands its address to the runtime.',
  selector: '`{text}` is allocated on the heap because an interface holds it, or because it is kept as a method value.',
  append: '`{text}` allocates on the heap when the slice is full.\nGive the slice enough capacity, or reuse it.',
  appendBeyond: '`{text}` allocates on the heap when the slice is full and needs more than 32 bytes.',
  concat:
    '`{text}` allocates a new string on the heap.\nOn a hot path, append to a `[]byte`: to a reused one where nobody keeps the result.',
  mapStore: '`{text}` allocates on the heap when the map has to grow.',
  mapBeyond: '`{text}` allocates on the heap: a map has room for 8 entries on the stack.',
  channel: '`{text}` is allocated on the heap, as every channel is.',
  timer:
    '`{text}` allocates a timer and a channel in each iteration.\nMake one timer before the loop with `time.NewTimer`, and call its `Reset`: below `go 1.23` after it was stopped and drained.',
  pattern: '`{text}` compiles the same expression in each call.\nMake it a package-level variable.',
  cut: '`{text}` makes a slice of the parts.\nUse `{to}`, which makes none.',
  folded:
    '`{text}` makes a new text when a letter changes.\n`{to}` compares without one, by the simple folding of Unicode: not the same for letters such as `ſ` or `İ`.',
  foldedBytes:
    '`{text}` makes a new slice, even where no letter changes.\n`{to}` compares without one, by the simple folding of Unicode: not the same for letters such as `ſ` or `İ`.',
  number: '`{text}` makes a buffer in each call.\nOn a hot path, use `{to}` with a buffer that is reused.',
  copiedText:
    '`{text}` copies its bytes, to the heap when there are more than 32.\nWrite `{to}` in its place: the compiler makes no copy there.',
  last: '`{text}` makes a slice of the parts, of which only the last is used.\nCut the text at `{to}`, which makes none.',
  sorted:
    '`{text}` makes a slice that grows step by step.\nOn a hot path, append to a slice with room for `{to}`, and sort it with `slices.Sort`.',
  ranged: '`{text}` makes a slice of the parts for the loop alone.\nRange over `{to}` (Go 1.24), which makes none.',
  foldedOne:
    '`{text}` makes a new text when a letter changes, only to compare it.\nWhere the other text may be in either case, `{to}` compares without one, by the simple folding of Unicode: not the same for letters such as `ſ` or `İ`.',
  compared: '`{text}` makes a text for this look only.',
  small: 'It makes none for the numbers from 0 to 99.',
  digit: 'It makes none of one digit.',
  short: 'The text is on the heap when it is longer than 32 bytes.',
  intoArray: '\nOn a hot path, write it into an array `buf`: the compiler makes no copy of `{to}` here.',
  intoArraySince: '\nOn a hot path, write it into an array `buf` (Go 1.22): the compiler makes no copy of `{to}` here.',
  keyed: '`{text}` makes a text for each look-up.\nWhere the map is yours, let its key be the value itself, which can be compared.',
  onlyAppended: '`{text}` makes a text only to copy it into the buffer.',
  appendThere: '\nAppend it there: `{to}`.',
  appendThereSince: '\nAppend it there: `{to}` (Go 1.22).',
  sum: '`{text}` makes a slice for the sum in each call.\nOn a hot path, pass a buffer that is reused: `{to}`.',
  goCall: 'The arguments of `{text}` are copied to the heap, because a new goroutine makes the call.',
  deferCall:
    '`defer {text}` allocates in each iteration: what the call needs is on the heap until the function returns.\nMove the body of the loop into a function of its own.',
  sliceBeyond: '`{text}` allocates on the heap when it needs more than 32 bytes: its size is not a constant.',
  loopBody: 'The loop body over `{text}` is a closure on the heap: the compiler cannot see that `{text}` drops it.',
  statement: '`{text}` allocates on the heap: its `{inside}` escapes.',
  inlinedAppend: 'The inlined call `{text}` appends to a slice, which allocates when the slice is full.',
  inlinedError: '`{text}` makes a new error each time, which is allocated on the heap.\nReturn a package-level error value.',
  inlinedVariable: 'The inlined call `{text}` allocates on the heap: its variable `{inside}` escapes.',
  inlinedValue: 'The inlined call `{text}` allocates on the heap: its `{inside}` escapes.',
  inlinedSeveral: 'The inlined call `{text}` allocates on the heap in {count} places, such as `{inside}`.',
  keepAndReset: '\nWhere calls cannot overlap, keep one, such as a field, and call its `Reset`.',
  shared: '\nMake it a package-level variable: goroutines may share it.',
  source: '\nWhere the seed does not matter, call the functions of the package. Else keep one generator where calls cannot overlap.',
  textOfBuffer: '\nA `strings.Builder` hands out its text without a copy.',
  header: '\nOn a hot path, assign a slice that is made once to the key of the map, in its canonical form.',
  request: '\nPut all values into one context, so that the request is copied once.',
  keyedBy: '`{text}` makes a text for each look-up.\nWhere the map is yours, let its key be a `{to}`, which can be compared.',
  copiedForTwin: '`{text}` copies its bytes, to the heap when there are more than 32.\nCall `{to}`, which reads them where they are.',
  keptHash: '`{text}` makes the states of the hash in each call.\nOn a hot path where the key stays, keep it and call its `{to}`.',
  keptState:
    '`{text}` makes its tables and buffers in each call.\nOn a hot path, keep what it makes in a `sync.Pool`, and call its `{to}`.',
  keptCipher: '`{text}` prepares the key in each call.\nOn a hot path where the key stays, make it once, and keep it in a field.',
  parsedAgain: '`{text}` parses the query into a new map, in each of its calls here.\nCall it once, and keep its result in a variable.',
  mapTable:
    '`{text}` is filled in each call, on the heap, as it has more than 8 entries.\nMake it a package-level variable, or use a `switch`.',
  mapSwitch: '`{text}` is filled on the heap in each call, to find one entry.\nUse a `switch`, which makes none.',
  inlinedBeyond: 'The inlined call `{text}` makes a slice of unknown size, which allocates when it needs more than 32 bytes.',
});

/** The compiler says it, or the escape graph does: there is nothing to check here. */
export default rule({
  id: 'escape/heap-allocation',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A heap allocation that the compiler confirms, or that the escape graph finds, and no other rule names',
  inTests: false,
  messages: say,
  compiler: { only: true, catchAll: true, names: sentence },
  docs: HEAP_ALLOCATION_DOCS,
  examples: [
    bad(`package main

//go:noinline
func greet(name string) string {
	return «"Hello, " + name»
}

func main() { println(greet("world")) }
`),
    bad(`package main

import "strings"

//go:noinline
func longest(list string) int {
	n := 0
	for _, part := range «strings.Split(list, ",")» {
		n = max(n, len(part))
	}
	return n
}

func main() { println(longest("a,bc")) }
`),
    good(`package main

func fill(buffer []byte) int {
	return copy(buffer, "text")
}

func main() {
	var buffer [16]byte
	println(fill(buffer[:]))
}
`),
    bad(`package main

import "sync"

func total(counts []int, locks []*sync.Mutex) (n int) {
	for i, lock := range locks {
		lock.Lock()
		defer «lock.Unlock()»
		n += counts[i]
	}
	return n
}

func main() { println(total(make([]int, 2), make([]*sync.Mutex, 0))) }
`),
    silent(
      'the inlined call makes its memory at the first of many calls',
      `package main

type ring struct {
	buf []int
	at  int
}

func (r *ring) put(n int) {
	if r.buf == nil {
		r.buf = make([]int, 64)
	}
	r.buf[r.at&63] = n
	r.at++
}

//go:noinline
func fill(r *ring) {
	for i := range 100 {
		r.put(i)
	}
}

func main() { fill(new(ring)) }
`,
    ),
    silent(
      'the slice stays in the function, which has room for it',
      `package main

func sum(a, b int) int {
	total := 0
	for _, n := range []int{a, b} {
		total += n
	}
	return total
}

func main() { println(sum(1, 2)) }
`,
    ),
  ],
  checks: {},
});

function sentence(found: CompiledSite): Message {
  const { site, text, cause } = found;
  if (cause === 'outgrown') return beyondTheStack(found);
  switch (site.kind) {
    case 'mapStore':
    case 'channel':
    case 'goCall':
    case 'deferCall':
    case 'timer':
    case 'pattern':
    case 'selector':
    case 'append':
    case 'concat':
      return say[site.kind]({ text });
    case 'library':
      return inLibrary(found);
    case 'inlined':
      return followedBy(inlined(found), found.inside.length === 1 ? unseenCall(found, found.inside[0]!.text) : undefined, otherWay(found));
    case 'other':
      return statement(found);
    default:
      return unseenCall(found) ?? held(found) ?? byDestination(found);
  }
}

/** What people do instead of the call. */
function otherWay({ taker, inside }: CompiledSite): Message | undefined {
  switch (taker) {
    case 'reset':
      return inside.some(i => i.kind !== 'append') ? say.keepAndReset : undefined;
    case 'shared':
    case 'source':
    case 'header':
    case 'request':
      return say[taker];
    case 'text':
      return say.textOfBuffer;
    default:
      return undefined;
  }
}

/** What another function of the library does without. */
function inLibrary({ text, to, instead = 'number', free, since }: CompiledSite): Message {
  const unless = free && say[free];
  switch (instead) {
    case 'compared':
      return followedBy(say.compared({ text }), unless, since ? say.intoArraySince({ to }) : say.intoArray({ to }));
    case 'onlyAppended':
      return followedBy(say.onlyAppended({ text }), unless, since ? say.appendThereSince({ to }) : say.appendThere({ to }));
    default:
      return say[instead]({ text, to });
  }
}

function beyondTheStack({ site, text, isMap, taker }: CompiledSite): Message {
  if (isMap) return taker === 'table' ? say.mapTable({ text }) : taker === 'switch' ? say.mapSwitch({ text }) : say.mapBeyond({ text });
  if (site.kind === 'append') return say.appendBeyond({ text });
  return site.kind === 'inlined' ? say.inlinedBeyond({ text }) : say.sliceBeyond({ text });
}

function inlined({ text, inside }: CompiledSite): Message {
  const [only] = inside;
  if (!only) return say.allocated({ text });
  if (inside.every(i => i.kind === 'append')) return say.inlinedAppend({ text });
  if (inside.length > 1) return say.inlinedSeveral({ text, count: inside.length, inside: only.text });
  if (only.text.startsWith('&errors.errorString')) return say.inlinedError({ text });
  return only.kind === 'variable' ? say.inlinedVariable({ text, inside: only.text }) : say.inlinedValue({ text, inside: only.text });
}

/** No expression is what allocates. */
function statement({ text, inside }: CompiledSite): Message {
  const [only] = inside;
  if (!only) return say.allocated({ text });
  return only.text === 'func literal' ? say.loopBody({ text }) : say.statement({ text, inside: only.text });
}

/** A variable whose address is an argument. */
function addressed({ text, to, taker }: CompiledSite): Message {
  switch (taker) {
    case 'decoder':
      return say.variableDecoded({ text, to });
    case 'scanner':
      return say.variableScanned({ text, to });
    case 'errorsAs':
      return say.variableErrorsAs({ text, to });
    case 'formatter':
      return say.variableFormatted({ text, to });
    default:
      return say.variableArgument({ text, to });
  }
}

function byDestination(found: CompiledSite): Message {
  const { site, text, cause, to, via } = found;
  const isVariable = site.kind === 'variable';
  switch (cause) {
    case 'returned':
      return followedBy(isVariable ? say.variableReturned({ text }) : say.returned({ text }), returning(found));
    case 'stored':
      if (via !== '') return say.storedBy({ text, to, via });
      return isVariable ? say.variableStored({ text, to }) : say.stored({ text, to });
    case 'argument':
      if (found.taker === 'builder') return say.argumentBuilder({ text, to });
      if (isVariable) return addressed(found);
      return found.isServed ? say.argumentServed({ text, to }) : say.argument({ text, to });
    case 'sent':
      return via === '' ? say.sent({ text, to }) : say.sentBy({ text, to, via });
    case 'appended':
      return via === '' ? say.appended({ text, to }) : say.appendedBy({ text, to, via });
    case 'sync':
      return say.sync({ text, to });
    case 'otherField':
    case 'otherValue':
      return say[cause]({ text, to });
    case 'goroutine':
    case 'closure':
      return followedBy(say[cause]({ text }), sharing(found));
    default:
      return say.allocated({ text });
  }
}
