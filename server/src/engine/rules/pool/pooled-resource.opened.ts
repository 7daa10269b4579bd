import { bad } from '../rule.js';

/** What is opened where the pool has nothing, and goes to it later. */
export const OPENED_AFTER_GET_EXAMPLES = [
  bad(`
package app

import (
	"net"
	"os"
	"sync"
)

type reader struct {
	name string
	pool sync.Pool
}

func (r *reader) handle() (*os.File, error) {
	if f, ok := r.pool.Get().(*os.File); ok {
		return f, nil
	}
	return «os.Open(r.name)»
}

func (r *reader) ReadAt(p []byte, off int64) (int, error) {
	f, err := r.handle()
	if err != nil {
		return 0, err
	}
	defer r.pool.Put(f)
	return f.ReadAt(p, off)
}

var idle sync.Pool

func Send(addr string, p []byte) error {
	c, _ := idle.Get().(net.Conn)
	if c == nil {
		var err error
		if c, err = «net.Dial("tcp", addr)»; err != nil {
			return err
		}
	}
	defer idle.Put(c)
	_, err := c.Write(p)
	return err
}
`),
];
