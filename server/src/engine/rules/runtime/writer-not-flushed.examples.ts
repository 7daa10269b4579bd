import { bad, type Example, good, silent } from '../rule.js';
import { MULTIPART_EXAMPLES } from './writer-not-flushed.multipart.js';

export const WRITER_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"os"
)

func save(name string, lines []string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := «bufio.NewWriter(f)»
	for _, l := range lines {
		if _, err := fmt.Fprintln(w, l); err != nil {
			return err
		}
	}
	return nil
}

func pack(out io.Writer, p []byte) error {
	zw, err := «gzip.NewWriterLevel(out, gzip.BestSpeed)»
	if err != nil {
		return err
	}
	_, err = zw.Write(p)
	return err
}

func table(out io.Writer, rows [][]string, limit int) error {
	cw := csv.NewWriter(out)
	for i, row := range rows {
		if i == limit {
			«return nil»
		}
		if err := cw.Write(row); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}
`),
  bad(`
package app

import (
	"compress/gzip"
	"io"
	"net/http"
	"sync"
)

var zips = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func body(w io.Writer, text string) error {
	_, err := io.WriteString(w, text)
	return err
}

func Page(w http.ResponseWriter, r *http.Request) {
	zw := zips.Get().(*gzip.Writer)
	defer zips.Put(zw)
	«zw.Reset(w)»
	w.Header().Set("Content-Encoding", "gzip")
	if err := body(zw, r.URL.Path); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
`),
  good(`
package app

import (
	"bufio"
	"fmt"
	"os"
)

func save(name string, lines []string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for _, l := range lines {
		if _, err := fmt.Fprintln(w, l); err != nil {
			return err
		}
	}
	return w.Flush()
}
`),
  silent(
    'somebody else flushes it, or may do so',
    `
package app

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"net/textproto"
)

type sink struct{ w *bufio.Writer }

func open(w io.Writer) *sink {
	bw := bufio.NewWriter(w)
	bw.WriteString("begin")
	return &sink{bw}
}

func picture(w io.Writer, m image.Image) error {
	bw := bufio.NewWriter(w)
	bw.WriteString("jpeg")
	return jpeg.Encode(bw, m, nil)
}

func rows(w io.Writer, row []string) error {
	bw := bufio.NewWriter(w)
	bw.WriteString("# rows")
	cw := csv.NewWriter(bw)
	if err := cw.Write(row); err != nil {
		return err
	}
	cw.Flush()
	return cw.Error()
}

func document(w io.Writer, v any) error {
	bw := bufio.NewWriter(w)
	bw.WriteString(xml.Header)
	return xml.NewEncoder(bw).Encode(v)
}

func both(rw io.ReadWriter) error {
	w := bufio.NewWriter(rw)
	w.WriteString("hello")
	c := bufio.NewReadWriter(bufio.NewReader(rw), w)
	return c.Flush()
}

func reply(w io.Writer) error {
	bw := bufio.NewWriter(w)
	fmt.Fprint(bw, "250 ")
	return textproto.NewWriter(bw).PrintfLine("ok")
}

func end(w *bufio.Writer) error { return w.Flush() }

func said(w io.Writer) error {
	bw := bufio.NewWriter(w)
	bw.WriteString("hello")
	return end(bw)
}

func deferred(w io.Writer) {
	bw := bufio.NewWriter(w)
	defer func() { _ = bw.Flush() }()
	bw.WriteString("hello")
}

func packed(p []byte) (*bytes.Buffer, error) {
	var out bytes.Buffer
	zw := gzip.NewWriter(&out)
	if _, err := zw.Write(p); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return &out, nil
}
`,
  ),
  silent(
    'nothing was written, nothing is missed, or the buffer is passed by',
    `
package app

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"os"
)

func copied(f *os.File, r io.Reader) error {
	w := bufio.NewWriter(f)
	_, err := io.Copy(w, r)
	return err
}

func size(p []byte) (int, error) {
	zw := gzip.NewWriter(io.Discard)
	return zw.Write(p)
}

func lines(w io.Writer, all []string) error {
	bw := bufio.NewWriter(w)
	if len(all) == 0 {
		return nil
	}
	for _, l := range all {
		if l == "" {
			return errors.New("empty line")
		}
		bw.WriteString(l)
	}
	return bw.Flush()
}
`,
  ),
  ...MULTIPART_EXAMPLES,
];
