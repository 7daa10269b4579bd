import { bad, silent } from '../rule.js';

const HEAD = `
package app

import (
	"io"
	"sync"
)

type session struct {
	id    int
	bytes int
}

var sessions = sync.Pool{New: func() any { return new(session) }}

func (s *session) release() {
	*s = session{}
	sessions.Put(s)
}

type part struct {
	data  []byte
	final bool
}
`;

/** A callee gives the object away where it fails, and for other reasons. */
export const REASON_EXAMPLES = [
  bad(`${HEAD}
func write(w io.Writer, s *session, p part) (err error) {
	defer func() {
		if err != nil || p.final {
			s.release()
		}
	}()
	n, err := w.Write(p.data)
	s.bytes += n
	return err
}

func serve(w io.Writer, id int, parts []part, ended func(int)) error {
	s := sessions.Get().(*session)
	s.id = id
	for _, p := range parts {
		if err := write(w, s, p); err != nil {
			ended(«s».id)
			return err
		}
	}
	return nil
}
`),
  silent(
    'there is an error too where it is not given away, or what is used was read before',
    `${HEAD}
func write(w io.Writer, s *session, p part) (err error) {
	defer func() {
		if err != nil && p.final {
			s.release()
		}
	}()
	n, err := w.Write(p.data)
	s.bytes += n
	return err
}

func flush(w io.Writer, s *session, p part) (err error) {
	defer func() {
		if p.final || err != nil {
			s.release()
		}
	}()
	_, err = w.Write(p.data)
	return err
}

func serve(w io.Writer, id int, parts []part, ended func(int)) error {
	s := sessions.Get().(*session)
	s.id = id
	for _, p := range parts {
		if err := write(w, s, p); err != nil {
			ended(s.id)
			return err
		}
	}
	s.release()
	return nil
}

func once(w io.Writer, id int, p part, ended func(int)) error {
	s := sessions.Get().(*session)
	s.id = id
	if err := flush(w, s, p); err != nil {
		ended(id)
		return err
	}
	return nil
}
`,
  ),
];
