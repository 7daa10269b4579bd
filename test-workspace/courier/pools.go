package courier

import (
	"bytes"
	"encoding/json"
	"errors"
	"sync"
)

// Each function does one wrong thing with a pool.

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Parcel is what a client sends.
type Parcel struct {
	ID     string
	Urgent bool
	raw    []byte
}

var parcels = sync.Pool{New: func() any { return new(Parcel) }}

var errTooLarge = errors.New("too large")

// IsUrgent decodes into what the last parcel left.
func IsUrgent(body []byte) (bool, error) {
	p := parcels.Get().(*Parcel)
	defer parcels.Put(p)
	if err := json.Unmarshal(body, p); err != nil {
		return false, err
	}
	return p.Urgent, nil
}

// Fill keeps memory of a buffer that goes back.
func (p *Parcel) Fill(parts []string) {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	for _, part := range parts {
		b.WriteString(part)
	}
	p.raw = b.Bytes()
	buffers.Put(b)
}

// Label puts the buffer while it is written to.
func Label(write func(*bytes.Buffer)) {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	go write(b)
	buffers.Put(b)
}

// Join holds a buffer for each part.
func Join(parts []string, write func(string)) {
	for _, part := range parts {
		b := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(b)
		b.Reset()
		b.WriteString(part)
		write(b.String())
	}
}

// Send loses the buffer of a large parcel.
func Send(body []byte, send func([]byte) error) error {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(body)
	if b.Len() > 1<<20 {
		return errTooLarge
	}
	err := send(b.Bytes())
	buffers.Put(b)
	return err
}

type stamp struct{ digits [16]byte }

var stamps = sync.Pool{New: func() any { return new(stamp) }}

// Stamp never takes one from the pool.
func Stamp(n byte) byte {
	s := stamps.New().(*stamp)
	s.digits[0] = n
	first := s.digits[0]
	stamps.Put(s)
	return first
}

type route struct{ stops []string }

var routes = sync.Pool{New: func() any { return new(route) }}

// Stops wants a value, and the pool makes pointers.
func Stops() int {
	r := routes.Get().(route)
	return len(r.stops)
}
