import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import "sync"

type line struct {
	raw []byte
	n   int
}

var lines = sync.Pool{New: func() any { return &line{raw: make([]byte, 0, 256)} }}

type index struct {
	mu    sync.Mutex
	names map[int][]byte
	last  []byte
}

func (ix *index) remember(id int, name []byte) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.names[id] = name
}

func (l *line) add(b byte) { l.raw = append(l.raw, b) }
`;

/** Memory in a field of the object, which goes back soon after. */
export const FIELD_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
type reader struct{ ix *index }

func (r *reader) Line(id int, src []byte) {
	l := lines.Get().(*line)
	l.raw = append(l.raw[:0], src...)
	r.ix.remember(id, «l.raw[:4]»)
	lines.Put(l)
}

func (ix *index) Last(src []byte) {
	l := lines.Get().(*line)
	l.raw = append(l.raw[:0], src...)
	name := l.raw[:4]
	ix.last = «name»
	l.n = 0
	lines.Put(l)
}
`),
  silent(
    'what follows may give the field other memory',
    `${HEAD}
func (ix *index) Grown(id int, src []byte) {
	l := lines.Get().(*line)
	l.raw = append(l.raw[:0], src...)
	ix.last = l.raw
	l.raw = append(l.raw, src...)
	lines.Put(l)
}

func (ix *index) Added(id int, src []byte) {
	l := lines.Get().(*line)
	l.raw = append(l.raw[:0], src...)
	ix.last = l.raw
	l.add('x')
	lines.Put(l)
}
`,
  ),
  silent(
    'the object gives its memory away',
    `${HEAD}
func (ix *index) Moved(src []byte) {
	l := lines.Get().(*line)
	l.raw = append(l.raw[:0], src...)
	ix.last = l.raw
	l.raw = nil
	lines.Put(l)
}
`,
  ),
];
