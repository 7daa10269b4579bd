import { bad, silent } from '../rule.js';

/** Objects that come with the function that puts them. */
export const USE_AFTER_PUT_RELEASES = [
  bad(`
package app

import (
	"bytes"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func acquire() (*bytes.Buffer, func()) {
	b := pool.Get().(*bytes.Buffer)
	b.Reset()
	return b, func() { pool.Put(b) }
}

func text(s string, write func(string)) {
	b, release := acquire()
	b.WriteString(s)
	release()
	write(«b».String())
}

func twice(s string, write func([]byte)) {
	b, release := acquire()
	defer release()
	b.WriteString(s)
	write(b.Bytes())
	«release»()
}
`),
  silent(
    'it is released last, by whoever gets it, or with another object',
    `
package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func acquire() (*bytes.Buffer, func()) {
	b := pool.Get().(*bytes.Buffer)
	b.Reset()
	return b, func() {
		if b.Cap() < 1<<16 {
			pool.Put(b)
		}
	}
}
func acquireErr(n int) (*bytes.Buffer, func(), error) {
	if n < 0 {
		return nil, nil, errors.New("negative")
	}
	b := pool.Get().(*bytes.Buffer)
	b.Reset()
	release := func() {
		if b.Cap() < 1<<16 {
			pool.Put(b)
		}
	}
	return b, release, nil
}
func other() (*bytes.Buffer, func()) {
	b := pool.Get().(*bytes.Buffer)
	spare := pool.Get().(*bytes.Buffer)
	return b, func() { pool.Put(spare) }
}

type holder struct {
	b   *bytes.Buffer
	rel func()
}

func use1(s string, w func(string)) {
	b, rel := acquire()
	defer rel()
	b.WriteString(s)
	w(b.String())
}
func use2(s string) ([]byte, func()) {
	b, rel := acquire()
	b.WriteString(s)
	return b.Bytes(), rel
}
func use3(s string) *holder {
	b, rel := acquire()
	b.WriteString(s)
	return &holder{b, rel}
}
func use4(s string, cleanup func(func())) []byte {
	b, rel := acquire()
	cleanup(rel)
	b.WriteString(s)
	return b.Bytes()
}
func use5(s string) []byte {
	b, rel := acquire()
	defer rel()
	b.WriteString(s)
	return bytes.Clone(b.Bytes())
}
func use6(n int, w io.Writer) error {
	b, rel, err := acquireErr(n)
	if err != nil {
		return err
	}
	defer rel()
	b.WriteByte(byte(n))
	_, err = b.WriteTo(w)
	return err
}
func use7(s string, w func(string)) {
	b, rel := acquire()
	b.WriteString(s)
	go func() {
		defer rel()
		w(b.String())
	}()
}
func use8(all []string, w func(string)) {
	for _, s := range all {
		b, rel := acquire()
		b.WriteString(s)
		w(b.String())
		rel()
	}
}
func use9(s string) []byte {
	b, rel := other()
	defer rel()
	b.WriteString(s)
	return b.Bytes()
}
func use10(ctx context.Context, s string, w func(string)) {
	b, rel := acquire()
	context.AfterFunc(ctx, rel)
	b.WriteString(s)
	w(b.String())
}
func use11(s string, w func(string)) {
	b, rel := acquire()
	if s == "" {
		rel()
		return
	}
	b.WriteString(s)
	w(b.String())
	rel()
}
func use12(s string, w func(string)) {
	b, _ := acquire()
	b.WriteString(s)
	w(b.String())
}
func use13(s string, w func([]byte)) {
	b, rel := acquire()
	var wg sync.WaitGroup
	wg.Add(1)
	b.WriteString(s)
	go func() { defer wg.Done(); w(b.Bytes()) }()
	wg.Wait()
	rel()
}
func use14(s string, w func(*bytes.Buffer) *bytes.Buffer) *bytes.Buffer {
	b, rel := acquire()
	c := w(b)
	rel()
	b = new(bytes.Buffer)
	b.WriteString(s)
	_ = c
	return b
}
func use15(n int, w func(string) error) (err error) {
	b, rel, err := acquireErr(n)
	if err != nil {
		return err
	}
	defer func() {
		if err == nil {
			rel()
		}
	}()
	return w(b.String())
}
`,
  ),
];
