package courier

import (
	"bytes"
	"sync"
)

type round struct{ parcels []*Parcel }

var rounds = sync.Pool{New: func() any { return new(round) }}

// HandOut keeps every parcel alive until the next round.
func HandOut(ps []*Parcel, hand func(*Parcel)) {
	r := rounds.Get().(*round)
	r.parcels = append(r.parcels, ps...)
	for _, p := range ps {
		hand(p)
	}
	r.parcels = r.parcels[:0]
	rounds.Put(r)
}

// Print keeps the buffer of the largest label for ever.
func Print(label []byte, out func([]byte)) {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	b.Write(label)
	out(b.Bytes())
	buffers.Put(b)
}

// Once makes a pool for one parcel.
func Once(hand func(*Parcel)) {
	own := sync.Pool{New: func() any { return new(Parcel) }}
	p := own.Get().(*Parcel)
	hand(p)
	own.Put(p)
}
