import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import "sync"

type store struct {
	keys, values sync.Pool
	put          func(key, value []byte) error
}

func newStore(put func(key, value []byte) error) *store {
	s := &store{put: put}
	s.keys.New = func() any { b := make([]byte, 0, 64); return &b }
	s.values.New = func() any { b := make([]byte, 0, 1<<16); return &b }
	return s
}

func (s *store) key() *[]byte   { return s.keys.Get().(*[]byte) }
func (s *store) value() *[]byte { return s.values.Get().(*[]byte) }

func (s *store) free(key, value *[]byte) {
	s.keys.Put(key)
	s.values.Put(value)
}
`;

/** One function puts into two pools, and methods of pools are values. */
export const VALUE_EXAMPLES: readonly Example[] = [
  bad(`${HEAD}
func (s *store) Set(key, value string) error {
	k, v := s.key(), s.value()
	defer «s.free(v, k)»
	*k = append((*k)[:0], key...)
	*v = append((*v)[:0], value...)
	return s.put(*k, *v)
}

func (s *store) Unset(key string) error {
	get, give := s.values.Get, s.keys.Put
	k := get().(*[]byte)
	defer «give(k)»
	*k = append((*k)[:0], key...)
	return s.put(*k, nil)
}
`),
  silent(
    'each goes back to its own pool',
    `${HEAD}
func (s *store) Set(key, value string) error {
	k, v := s.key(), s.value()
	defer s.free(k, v)
	*k = append((*k)[:0], key...)
	*v = append((*v)[:0], value...)
	return s.put(*k, *v)
}

func (s *store) Unset(key string) error {
	get, give := s.keys.Get, s.keys.Put
	k := get().(*[]byte)
	defer give(k)
	*k = append((*k)[:0], key...)
	return s.put(*k, nil)
}
`,
  ),
];
