import { type Example, silent } from '../rule.js';

export const BODY_SILENT: readonly Example[] = [
  silent(
    'the caller gets the response, its body, or a reader that holds it',
    `
package app

import (
	"bufio"
	"io"
	"net/http"
)

type page struct {
	body io.ReadCloser
	n    int
}

func Do(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == 304 {
		return resp, nil
	}
	resp.Header.Set("X-Seen", "1")
	return resp, nil
}

func Open(url string) (*page, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	return &page{body: resp.Body, n: int(resp.ContentLength)}, nil
}

func Lines(url string) (*bufio.Scanner, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	return bufio.NewScanner(resp.Body), nil
}

func (p *page) Next(c *http.Client, req *http.Request) (err error) {
	resp, err := c.Do(req)
	if err != nil {
		return
	}
	p.body = resp.Body
	return
}
`,
  ),
  silent(
    'a helper, a closure or a goroutine closes it',
    `
package app

import (
	"io"
	"net/http"
)

func drain(r *http.Response) {
	io.Copy(io.Discard, r.Body)
	r.Body.Close()
}

func quiet(c io.Closer) { _ = c.Close() }

func A(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer drain(resp)
	return resp.StatusCode, nil
}

func B(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer quiet(resp.Body)
	return resp.StatusCode, nil
}

func C(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode > 299 {
		return 0, io.ErrUnexpectedEOF
	}
	return resp.StatusCode, nil
}

func D(url string, use func(io.Reader)) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	go func() {
		use(resp.Body)
		resp.Body.Close()
	}()
	return nil
}

func E(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	body := resp.Body
	defer body.Close()
	_, err = io.Copy(io.Discard, body)
	return err
}
`,
  ),
  silent(
    'there may be no response',
    `
package app

import (
	"errors"
	"net/http"
	"net/url"
)

func A(u string) (int, error) {
	resp, err := http.Get(u)
	switch {
	case err != nil:
		return 0, err
	case resp.StatusCode == 200:
		resp.Body.Close()
		return 200, nil
	}
	resp.Body.Close()
	return 0, errors.New("status")
}

func B(u string) error {
	resp, err := http.Get(u)
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed
	}
	if resp != nil {
		defer resp.Body.Close()
	}
	return err
}

func C(u string) (ok bool) {
	if resp, err := http.Get(u); err == nil {
		ok = resp.StatusCode == 200
		resp.Body.Close()
	}
	return
}

func D(u string) (err error) {
	var resp *http.Response
	for i := 0; i < 3; i++ {
		resp, err = http.Get(u)
		if err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func NoBody(u string) (*http.Response, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	if resp.Body == nil {
		return nil, errors.New("no body")
	}
	return resp, nil
}

func E(u string, must func(error)) int {
	resp, err := http.Get(u)
	must(err)
	defer resp.Body.Close()
	return resp.StatusCode
}
`,
  ),
  silent(
    'each iteration closes what it got, and the last one is closed behind the loop',
    `
package app

import (
	"net/http"
	"time"
)

func Retry(c *http.Client, req *http.Request) (int, error) {
	for wait := time.Second; ; wait *= 2 {
		resp, err := c.Do(req)
		if err != nil {
			return 0, err
		}
		if resp.StatusCode < 500 {
			defer resp.Body.Close()
			return resp.StatusCode, nil
		}
		resp.Body.Close()
		time.Sleep(wait)
	}
}

func Last(c *http.Client, req *http.Request) error {
	var resp *http.Response
	var err error
	for i := 0; i < 3; i++ {
		if resp != nil {
			resp.Body.Close()
		}
		if resp, err = c.Do(req); err != nil {
			return err
		}
	}
	return resp.Body.Close()
}
`,
  ),
];
