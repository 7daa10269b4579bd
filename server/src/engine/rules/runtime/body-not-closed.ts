import { messages } from '../../base/message.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken, stepsOf } from '../left-behind.js';
import { bad, good, rule, silent } from '../rule.js';
import { BODY_ERRORS } from './body-not-closed.errors.js';
import { BODY_EXAMPLES } from './body-not-closed.examples.js';
import { BODY_SILENT } from './body-not-closed.silent.js';

const say = messages('runtime/body-not-closed', {
  never:
    'The body of this response is never closed: unless it is read to its end, its connection stays open.\nClose it once the error is nil: `defer {name}.Body.Close()`.',
  dropped:
    'This response is dropped, so nobody can close its body: its connection stays open and is not reused.\nKeep the response, and close its body.',
  path: 'This path leaves without closing `{name}.Body`: unless it was read to its end, its connection stays open.\nMove `defer {name}.Body.Close()` up, right behind the check of the error.',
  replaced:
    '`{name}` gets another response while this one is open: unless it was read to its end, its connection stays.\nClose `{name}.Body` before.',
  stepTaken: 'The response comes from here.',
  stepReleased: 'Another path closes it here.',
});

export default rule({
  id: 'runtime/body-not-closed',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A path leaves without closing the body of an HTTP response',
  inTests: false,
  sameAs: [{ linter: 'bodyclose', check: 'bodyclose' }],
  docs: {
    what: 'A response of `http.Get`, `Client.Do`, `RoundTrip` and their relatives, also of an interface of the program with such a method, whose body is not closed on a path on which there was no error: most often an early `return` for another status.',
    why: 'As long as a body is open, its connection, the goroutines that serve it and its file descriptor stay. Under errors, when requests are repeated, a program runs out of descriptors: `too many open files`. A body that is not closed also keeps the connection from being used again.',
    fix: '`defer resp.Body.Close()` right behind the check of the error. In a loop, close it at the end of each iteration, or move the iteration into a function.',
    limits:
      'Silent in `main` and `init` outside of loops, and as soon as somebody else may close it: the response or its body is returned, stored, sent, captured by a function literal, given to a function that may close it, or read through a wrapper that leaves the function. Silent where `io.ReadAll` or `io.Copy` has read the body, for `Head` and requests that the function makes with that method, and for statuses without a body. A function of the packages that are known is looked into. Silent where nobody knows whether there was an error, and for clients of other packages. Functions of the program that hand an open response to their caller count as requests, where all of their returns do so.',
    sources: [
      'Run with Go 1.26: ten responses that nobody reads keep ten connections and 30 goroutines; read to their end, or without a body, they share one',
      'src/net/http/response.go: it is the caller’s responsibility to close Body',
      'https://github.com/hashicorp/consul/pull/608',
      'https://github.com/containerd/containerd/pull/7107',
    ],
  },
  examples: [
    ...BODY_EXAMPLES,
    bad(`
-- main.go --
package app

import (
	"encoding/json"
	"io"

	"example.com/app/api"
)

func decode(into any, body io.Reader) error { return json.NewDecoder(body).Decode(into) }

func Names(c *api.Client) ([]string, error) {
	resp, err := «c.Get("/names")»
	if err != nil {
		return nil, err
	}
	var names []string
	err = decode(&names, resp.Body)
	return names, err
}

func Modified(c *api.Client) (string, error) {
	resp, err := «c.Get("/names")»
	if err != nil {
		return "", err
	}
	return resp.Header.Get("Last-Modified"), nil
}
-- api/client.go --
package api

import (
	"fmt"
	"net/http"
)

type Client struct{ base string }

func (c *Client) Get(path string) (*http.Response, error) { return c.do(http.MethodGet, path) }

func (c *Client) do(method, path string) (*http.Response, error) {
	req, err := http.NewRequest(method, c.base+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 400 {
		defer resp.Body.Close()
		return nil, fmt.Errorf("status %s", resp.Status)
	}
	return resp, nil
}
-- go.mod --
module example.com/app

go 1.26
`),
    silent(
      'the helper has closed the body, keeps it for later, or reads it to its end',
      `
package app

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

type session struct{ open []*http.Response }

func (s *session) get(url string) (*http.Response, error) {
	resp, err := http.Get(url)
	if err == nil {
		s.open = append(s.open, resp)
	}
	return resp, err
}

func checked(url string) (*http.Response, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	return resp, nil
}

func kept(url string) (*http.Response, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusOK {
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		resp.Body = io.NopCloser(bytes.NewReader(b))
		return resp, err
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	return nil, io.EOF
}

func name(url string) (v struct{ Name string }, err error) {
	resp, err := kept(url)
	if err != nil {
		return v, err
	}
	err = json.NewDecoder(resp.Body).Decode(&v)
	return v, err
}

func count(r io.Reader) int {
	n := 0
	for sc := bufio.NewScanner(r); sc.Scan(); n++ {
	}
	return n
}

func lines(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	return count(resp.Body), nil
}

func length(s *session, url string) (int64, error) {
	resp, err := s.get(url)
	if err != nil {
		return 0, err
	}
	if resp.Body == nil {
		return 0, io.EOF
	}
	other, err := checked(url)
	if err != nil {
		return 0, err
	}
	return resp.ContentLength + other.ContentLength, nil
}
`,
    ),
    bad(`
package app

import (
	"io"
	"net/http"
	"time"
)

type doer interface {
	Do(*http.Request) (*http.Response, error)
}

type api struct{ http doer }

func (a *api) retried(build func() (*http.Request, error)) ([]byte, error) {
	for wait := time.Second; ; wait *= 2 {
		req, err := build()
		if err != nil {
			return nil, err
		}
		resp, err := «a.http.Do(req)»
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusTooManyRequests {
			defer resp.Body.Close()
			return io.ReadAll(resp.Body)
		}
		time.Sleep(wait)
	}
}
`),
    ...BODY_SILENT,
    ...BODY_ERRORS,
    silent(
      'what is read to its end, or has no body, keeps no connection',
      `
package app

import (
	"io"
	"net/http"
)

func read(c *http.Client, url string) ([]byte, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusNoContent {
		return nil, nil
	}
	return io.ReadAll(resp.Body)
}
`,
    ),
    good(`
package app

import "net/http"

func Ping(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}
`),
  ],
  checks: {
    *code({ file, workspace, report }) {
      for (const found of perTaken(yield* readLeftovers(file, workspace.typed(file.path)))) {
        const { kind, taken, name, left, isReplaced, offset } = found;
        if (kind !== 'response') continue;
        const message = name === '' ? say.dropped : left ? say.path({ name }) : isReplaced ? say.replaced({ name }) : say.never({ name });
        const steps = stepsOf(found, { taken: say.stepTaken, released: say.stepReleased });
        report({ span: left ?? taken, message, steps }, offset);
      }
    },
  },
});
