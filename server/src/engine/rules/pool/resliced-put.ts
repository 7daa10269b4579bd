import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { MethodTexts } from '../../go/flow/package-text.js';
import { bad, good, rule, silent } from '../rule.js';
import { CUT_EXAMPLES } from './resliced-put.cuts.js';
import { FIELD_CUT_EXAMPLES } from './resliced-put.fields.js';

const say = messages('pool/resliced-put', {
  copied:
    '`{put}` gets the address of `{name}`, a copy of the pooled slice. The copy is allocated each time.\nKeep the pointer, store with `*bp = {name}`, and put `bp`.',
  grown:
    'The pool gets back the slice as it was before `{name}` grew. What `append` allocates when it is full is lost, and is allocated again next time.\nStore it back before the `{put}`: `*{pointer} = {name}`.',
  front:
    '`{put}` gives back `{name}` without what was cut off at its front. That memory is lost: with each use the pooled slice gets smaller.\nCut a copy, and put the slice as it came from `Get`.',
  behind:
    '`{put}` gives back `{name}` with a smaller capacity. What is behind it is lost: with each use the pooled slice gets smaller.\nPut the slice as it came from `Get`.',
  length:
    '`{put}` gives back `{name}` as short as it was cut. The next `Get` returns it so, and reads at most that much into it.\nCut a copy, or put it with its whole length: `{whole}`.',
  stepCut: 'It is cut here.',
  stepCopied: 'The slice is copied out of the pointer here.',
  stepGrown: 'The copy grows here.',
});

export default rule({
  id: 'pool/resliced-put',
  messages: say,
  severity: 'information',
  otherSeverities: { hint: 'a slice that may grow is not stored back', warning: 'the pooled slice gets shorter with each use' },
  since: '0.1.0',
  summary: 'A pooled slice goes back as a new pointer, without what it grew to, or shorter than it came',
  inTests: false,
  docs: {
    what: 'A pool of pointers to slices (`*[]byte`) whose `Put` gets the address of a local copy, `p.Put(&b)`, or the pointer from `Get` although a copy of its slice has grown in a loop and was not stored back. And slices that are put without what was cut off at their front (`b = b[n:]`, also by a method that cuts the field it is in) or behind a capacity (`b[:n:n]`), or cut to the length of what was read into them.',
    why: 'A slice is a header of three words. `b := *p.Get().(*[]byte)` copies it, and `&b` is a new header that escapes: one allocation for each call, which the pool was meant to save. Without `*bp = b` the pool keeps the old array: a buffer that is too small stays too small, and each use allocates and copies again. Measured: 1 allocation for each round, and 10 for each use of a slice that grows. What is cut off at the front does not come back: a slice of 64 bytes that loses 11 at each use is empty after six. A slice that is put with the length of a short message has room for as much in the next `Read`, until somebody slices it to its capacity.',
    fix: 'Keep the pointer from `Get` in a variable, `*bp = b` after the slice has grown, `p.Put(bp)`.',
    limits:
      'Silent when the pointer goes anywhere else, for helpers around `Put`, and for slices that grow outside of loops, in loops of a fixed number of iterations, or where the function compares their length. Slices that are cut: silent where anything may make them whole again, where the function asks for their capacity, and where what is cut off has another owner.',
    sources: ['go-facts §5 M2', 'go-facts §5 M3', 'Run on Go 1.26: lengths and capacities that the next `Get` returns'],
  },
  examples: [
    bad(`
package app

import (
	"encoding/binary"
	"io"
	"sync"
)

var slabs = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

func encode(w io.Writer, v uint32) error {
	b := (*slabs.Get().(*[]byte))[:0]
	b = binary.LittleEndian.AppendUint32(b, v)
	_, err := w.Write(b)
	«slabs.Put(&b)»
	return err
}

func join(w io.Writer, cells []string) error {
	bp := slabs.Get().(*[]byte)
	b := (*bp)[:0]
	for _, c := range cells {
		b = append(b, c...)
	}
	_, err := w.Write(b)
	«slabs.Put(bp)»
	return err
}
`),
    good(`
package app

import (
	"io"
	"sync"
)

var slabs = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

func join(w io.Writer, cells []string) error {
	bp := slabs.Get().(*[]byte)
	b := (*bp)[:0]
	for _, c := range cells {
		b = append(b, c...)
	}
	_, err := w.Write(b)
	if cap(b) <= 1<<16 {
		*bp = b
		slabs.Put(bp)
	}
	return err
}
`),
    silent(
      'the slice keeps its array, or somebody else may store it back',
      `
package app

import (
	"io"
	"sync"
)

var slabs = sync.Pool{New: func() any { b := make([]byte, 4096); return &b }}

func copyAll(w io.Writer, r io.Reader) error {
	bp := slabs.Get().(*[]byte)
	defer slabs.Put(bp)
	_, err := io.CopyBuffer(w, r, *bp)
	return err
}

func fill(bp *[]byte, cells []string) { *bp = append((*bp)[:0], cells[0]...) }

func join(w io.Writer, cells []string) error {
	bp := slabs.Get().(*[]byte)
	fill(bp, cells)
	b := *bp
	for _, c := range cells {
		b = append(b, c...)
	}
	_, err := w.Write(b)
	slabs.Put(bp)
	return err
}
`,
    ),
    silent(
      'the slice is large enough for a fixed number of iterations, or is written before it is full',
      `
package app

import (
	"io"
	"sync"
)

var slabs = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

func hex(w io.Writer, v uint64) error {
	bp := slabs.Get().(*[]byte)
	b := (*bp)[:0]
	for i := 0; i < 8; i++ {
		b = append(b, byte(v>>(8*i)))
	}
	_, err := w.Write(b)
	slabs.Put(bp)
	return err
}

func spaced(w io.Writer, id [16]byte, n int) error {
	bp := slabs.Get().(*[]byte)
	b := (*bp)[:0]
	for _, v := range id {
		b = append(b, v, ' ')
	}
	for range 10 {
		b = append(b, '-')
	}
	for n > 0 {
		b = append(b, byte('0'+n%10))
		n /= 10
	}
	_, err := w.Write(b)
	slabs.Put(bp)
	return err
}

func pass(w io.Writer, vs []byte) error {
	bp := slabs.Get().(*[]byte)
	defer slabs.Put(bp)
	b := (*bp)[:0]
	for _, v := range vs {
		if len(b) == cap(b) {
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
		b = append(b, v)
	}
	_, err := w.Write(b)
	return err
}
`,
    ),
    ...CUT_EXAMPLES,
    ...FIELD_CUT_EXAMPLES,
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const methods = new MethodTexts(typed.source);
      for (const { offset, puts, resliced } of yield* readPoolFlows(file, typed)) {
        for (const { put, kind, span, name, pointer, of } of resliced) {
          const { call, callee } = puts[put]!;
          if (of) {
            if (methods.cutsFront(of.type, of.field))
              report({ span: call, message: say.front({ name, put: callee }), severity: 'warning' }, offset);
            continue;
          }
          if (kind === 'copied')
            report({ span: call, message: say.copied({ name, put: callee }), steps: [{ span, message: say.stepCopied }] }, offset);
          else if (kind === 'front' || kind === 'behind' || kind === 'length') {
            const whole = name === pointer ? `${name}[:cap(${name})]` : `${name} = (${name})[:cap(${name})]`;
            const message = kind === 'length' ? say.length({ name, whole, put: callee }) : say[kind]({ name, put: callee });
            report({ span: call, message, severity: 'warning', steps: [{ span, message: say.stepCut }] }, offset);
          } else {
            const message = say.grown({ name, pointer, put: callee });
            report({ span: call, message, severity: 'hint', steps: [{ span, message: say.stepGrown }] }, offset);
          }
        }
      }
    },
  },
});
