import { bad, good, silent } from '../rule.js';

/** Maps, and fields of a struct that is not only filled. */
export const GET_WITHOUT_RESET_FIELDS = [
  bad(`
package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
)

type page struct {
	title string
	links map[string]string
	words []string
	body  bytes.Buffer
}

var pages = sync.Pool{New: func() any { return &page{links: map[string]string{}} }}

var labels = sync.Pool{New: func() any { return make(map[string]string) }}

func encode(w io.Writer, host string) error {
	m := labels.Get().(map[string]string)
	defer labels.Put(m)
	«m»["host"] = host
	return json.NewEncoder(w).Encode(m)
}

func list(w io.Writer, title, name, url string) {
	p := pages.Get().(*page)
	p.title = title
	«p.links»[name] = url
	for name, url := range p.links {
		fmt.Fprintln(w, p.title, name, url)
	}
	pages.Put(p)
}

func count(title, text string) int {
	p := pages.Get().(*page)
	defer pages.Put(p)
	p.title = title
	«p.words = append(p.words, strings.Fields(text)...)»
	n := 0
	for _, w := range p.words {
		if w != p.title {
			n++
		}
	}
	if len(p.words) > 1000 {
		p.words = nil
	}
	return n
}

func render(text string) string {
	p := pages.Get().(*page)
	defer pages.Put(p)
	«p.body».WriteString(text)
	return p.body.String()
}

var texts = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func quote(text string) string {
	b := texts.Get().(*bytes.Buffer)
	defer texts.Put(b)
	if text == "" {
		b.Reset()
		return ""
	}
	«b».WriteString(text)
	return b.String()
}
`),
  good(`
package app

import (
	"encoding/json"
	"io"
	"sync"
)

var labels = sync.Pool{New: func() any { return make(map[string]string) }}

func encode(w io.Writer, host string) error {
	m := labels.Get().(map[string]string)
	defer labels.Put(m)
	clear(m)
	m["host"] = host
	return json.NewEncoder(w).Encode(m)
}
`),
  silent(
    'the entries are kept on purpose, or something may empty the field',
    `
package app

import (
	"fmt"
	"io"
	"sync"
)

type page struct {
	title string
	links map[string]string
	words []string
}

func (p *page) reset() { clear(p.links) }

var pages = sync.Pool{New: func() any { return &page{links: map[string]string{}} }}

var names = sync.Pool{New: func() any { return make(map[string]string) }}

func intern(name string) string {
	m := names.Get().(map[string]string)
	defer names.Put(m)
	if known, ok := m[name]; ok {
		return known
	}
	m[name] = name
	return name
}

func list(w io.Writer, name, url string) {
	p := pages.Get().(*page)
	p.links[name] = url
	for name, url := range p.links {
		fmt.Fprintln(w, name, url)
	}
	p.reset()
	pages.Put(p)
}

func deleted(w io.Writer, name, url string) {
	p := pages.Get().(*page)
	p.title = name
	p.links[name] = url
	fmt.Fprintln(w, p.links)
	delete(p.links, name)
	pages.Put(p)
}

func emptied(w io.Writer, words ...string) {
	p := pages.Get().(*page)
	p.title = "x"
	p.words = append(p.words, words...)
	fmt.Fprintln(w, p.words)
	if len(p.words) > 0 {
		p.words = p.words[:0]
	}
	pages.Put(p)
}

func fresh(w io.Writer, words ...string) {
	p := pages.Get().(*page)
	p.words = make([]string, 0, len(words))
	p.words = append(p.words, words...)
	fmt.Fprintln(w, p.words)
	pages.Put(p)
}
`,
  ),
];
