import { followedBy, type Message, messages } from '../../base/message.js';
import type { Cause, LeavingSite } from '../../go/package/allocation-site.js';
import { forEachLeaving, stepsOf } from '../../sites/estimates.js';
import type { CompiledSite } from '../../sites/evidence.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { WHERE_HOT } from './hot.js';
import { fieldAlone } from './words.js';

const STORES = ['global', 'field', 'element', 'mapElement', 'pointee', 'sent', 'appended'] as const;
const CAUSES: ReadonlySet<Cause> = new Set(STORES);

const say = messages('escape/stored-address', {
  globalVariable:
    '`{name}` escapes because its address is stored in a package-level variable.\nStore the value itself instead of its address.',
  globalArray: 'The array behind `{name}` escapes because it is stored in a package-level variable.',
  global: '`{name}` escapes because it is stored in a package-level variable.',
  fieldVariable:
    '`{name}` escapes because its address is stored in a field behind a pointer.\nStore the value itself instead of its address.',
  fieldArray: 'The array behind `{name}` escapes because it is stored in a field behind a pointer.',
  field: '`{name}` escapes because it is stored in a field behind a pointer.',
  elementVariable: '`{name}` escapes because its address is stored in an element.\nStore the value itself instead of its address.',
  elementArray: 'The array behind `{name}` escapes because it is stored in an element.',
  element: '`{name}` escapes because it is stored in an element.',
  mapElementVariable: '`{name}` escapes because its address is stored in a map.\nStore the value itself instead of its address.',
  mapElementArray: 'The array behind `{name}` escapes because it is stored in a map.',
  mapElement: '`{name}` escapes because it is stored in a map.',
  pointeeVariable: '`{name}` escapes because its address is stored through a pointer.\nStore the value itself instead of its address.',
  pointeeArray: 'The array behind `{name}` escapes because it is stored through a pointer.',
  pointee: '`{name}` escapes because it is stored through a pointer.',
  sentVariable: '`{name}` escapes because its address is sent on a channel.\nStore the value itself instead of its address.',
  sentArray: 'The array behind `{name}` escapes because it is sent on a channel.',
  sent: '`{name}` escapes because it is sent on a channel.',
  appendedVariable: '`{name}` escapes because its address is appended to a slice.\nStore the value itself instead of its address.',
  appendedArray: 'The array behind `{name}` escapes because it is appended to a slice.',
  appended: '`{name}` escapes because it is appended to a slice.',
  confirmedVariable:
    '`{text}` is allocated on the heap because its address is stored in `{to}`, which can outlive the function.\nStore the value itself instead of its address.',
  confirmed:
    '`{text}` is allocated on the heap because it is stored in `{to}`, which can outlive the function.\nStore the value itself instead of its address.',
  confirmedVariableBy:
    '`{text}` is allocated on the heap because `{via}` stores its address in `{to}`.\nStore the value itself instead of its address.',
  confirmedBy: '`{text}` is allocated on the heap because `{via}` stores it in `{to}`.\nStore the value itself instead of its address.',
  confirmedSentBy:
    '`{text}` is allocated on the heap because `{via}` sends its address on the channel `{to}`.\nStore the value itself instead of its address.',
  confirmedAppendedBy:
    '`{text}` is allocated on the heap because `{via}` appends its address to `{to}`.\nStore the value itself instead of its address.',
  confirmedSent:
    '`{text}` is allocated on the heap because its address is sent on the channel `{to}`.\nStore the value itself instead of its address.',
  confirmedAppended:
    '`{text}` is allocated on the heap because its address is appended to `{to}`.\nStore the value itself instead of its address.',
});

export default rule({
  id: 'escape/stored-address',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A value goes to the heap because its address is stored where it outlives the function',
  inTests: false,
  messages: say,
  compiler: {
    names(found) {
      const message = stored(found);
      return message && followedBy(message, fieldAlone(found));
    },
  },
  docs: {
    what: 'The address of a local variable, a `&T{…}`, `new(T)`, `make` or slice or map literal that is stored in a package-level variable, behind a pointer (`p.next = &n`, `*p = &n`), in an element of a slice or map, is appended to a slice or sent on a channel.',
    why: 'The place it is stored in may outlive the function, so the value has to be on the heap. The compiler does not follow stores through pointers: `p.f = &x` sends `x` to the heap even when `p` points to a local value that stays.',
    fix: 'Store the value itself instead of its address (`[]T` instead of `[]*T`, `map[K]V` instead of `map[K]*V`): one backing array then holds many values. Or take the address of an element that is in place already: `xs = append(xs, T{}); p := &xs[len(xs)-1]`. Where only a field is wanted, copy it first: the address of a field keeps all of the variable.',
    limits:
      'A store into a field of a local struct is reported only when that struct certainly leaves the function. Bases whose type nobody knows are left out, and so are values of size zero.',
    sources: [
      'go-facts §7.1: of such values in std and cmd, 100 % are on the heap when stored in a field, global or element, and 100 % when appended (Go 1.23)',
      'cmd/compile/internal/escape: addr (stores through pointers go to the heap), OAPPEND, OMAPLIT, OSEND',
    ],
  },
  examples: [
    bad(`package app

type entry struct{ hits int }

var last *entry

func remember(hits int) {
	«e» := entry{hits: hits}
	last = &e
}
`),
    bad(`package app

type node struct {
	value int
	next  *node
}

type list struct{ head *node }

func (l *list) push(value int) {
	l.head = «&node{value, l.head}»
}

func (l list) pushNowhere(value int) {
	l.head = &node{value, l.head}
}
`),
    bad(`package app

import "net/http"

var verbose bool

func ask(url string) error {
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return err
	}
	if verbose {
		req.Header["X-Sizes"] = «[]string{"many", "of", "them"}»
	}
	_, err = http.DefaultClient.Do(req)
	return err
}
`),
    bad(`package app

type user struct{ name string }

func index(names []string, byName map[string]*user) []*user {
	var users []*user
	for i, name := range names {
		u := «&user{name}»
		if i%2 == 0 {
			users = append(users, u)
		}
		byName[name] = «&user{name: name}»
	}
	return users
}
`),
    bad(`package app

type job struct{ id int }

func produce(jobs chan<- *job, n int) {
	for id := range n {
		«j» := job{id: id}
		jobs <- &j
	}
}
`),
    bad(`package app

func set(p **int, out map[string][]int) {
	«x» := 1
	*p = &x
	out["a"] = «[]int{1, 2}»
}
`),
    good(`package app

type user struct{ name string }

func index(names []string) []user {
	users := make([]user, 0, 8)
	for i, name := range names {
		if i%2 == 0 {
			users = append(users, user{name})
		}
	}
	return users
}
`),
    silent(
      'the package has a `new` and an `int` of its own',
      `package app

var last any

func keep(c config) {
	last = new(c)
}

func each(ids []int) {
	for _, id := range ids {
		var n int = id
		last = n
	}
}
-- own.go --
package app

type config struct{ name string }

type int = *config

var shared config

func new(c config) *config {
	shared.name = c.name
	return &shared
}
`,
    ),
    silent(
      'a field of a local struct that stays in the frame is part of the frame',
      `package app

type pair struct{ a, b *int }

func sum() int {
	x, y := 1, 2
	p := pair{a: &x}
	p.b = &y
	return *p.a + *p.b
}
`,
    ),
    silent(
      'an element of a local array is part of the frame',
      `package app

func sum() int {
	x, y := 1, 2
	var ps [2]*int
	ps[0] = &x
	ps[1] = &y
	return *ps[0] + *ps[1]
}
`,
    ),
    silent(
      'the type of the base is not known',
      `package app

import "example.com/other"

func f(b other.Box) {
	x := 1
	b.P = &x
}
`,
    ),
    silent(
      'a value of size zero has no memory of its own',
      `package app

var set = map[string]*struct{}{}

func add(name string) {
	set[name] = &struct{}{}
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachLeaving(ctx, CAUSES, (leaving, base) => {
        const { site, start, end, loopDepth } = leaving;
        if (site.kind === 'closure') return;
        const message = followedBy(sentence(leaving), loopDepth > 0 ? shared.eachIteration : undefined);
        ctx.report({ site, span: { start, end }, message, steps: stepsOf(leaving) }, base);
      });
    },
  },
});

function sentence(leaving: LeavingSite): Message {
  const cause = STORES.find(c => c === leaving.cause) ?? 'field';
  const { name } = leaving;
  switch (leaving.subject) {
    case 'variable':
      return say[`${cause}Variable`]({ name });
    case 'array':
      return say[`${cause}Array`]({ name });
    default:
      return say[cause]({ name });
  }
}

function stored({ site, cause, text, to, via }: CompiledSite): Message | undefined {
  if (site.kind !== 'variable' && site.kind !== 'pointer') return undefined;
  const isHere = via === '';
  if (cause === 'sent') return isHere ? say.confirmedSent({ text, to }) : say.confirmedSentBy({ text, to, via });
  if (cause === 'appended') return isHere ? say.confirmedAppended({ text, to }) : say.confirmedAppendedBy({ text, to, via });
  if (cause !== 'stored') return undefined;
  if (site.kind === 'variable') return isHere ? say.confirmedVariable({ text, to }) : say.confirmedVariableBy({ text, to, via });
  return isHere ? say.confirmed({ text, to }) : say.confirmedBy({ text, to, via });
}
