import { bad, type Example } from '../rule.js';

export const BODY_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"fmt"
	"io"
	"net/http"
)

func Fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		«return nil, fmt.Errorf("status %d", resp.StatusCode)»
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
`),
  bad(`
package app

import (
	"encoding/json"
	"errors"
	"net/http"
)

type API struct{ client *http.Client }

func (a *API) Load(req *http.Request, v any) error {
	res, err := «a.client.Do(req)»
	if err != nil {
		return err
	}
	return json.NewDecoder(res.Body).Decode(v)
}

func (a *API) Try(req *http.Request, v any) error {
	res, err := a.client.Transport.RoundTrip(req)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		«return errors.New(res.Status)»
	}
	defer res.Body.Close()
	return json.NewDecoder(res.Body).Decode(v)
}

func (a *API) Notify(url string) error {
	_, err := «a.client.Post(url, "text/plain", nil)»
	return err
}
`),
  bad(`
package app

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

func check(r *http.Response) error {
	if r.StatusCode >= 300 {
		return fmt.Errorf("bad status %s", r.Status)
	}
	return nil
}

func Until(c *http.Client, req *http.Request) error {
	for i := 0; i < 5; i++ {
		resp, err := «c.Do(req)»
		if err != nil {
			continue
		}
		if check(resp) == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errors.New("gave up")
}
`),
  bad(`
package app

import (
	"fmt"
	"net/http"
	"time"
)

func Retry(c *http.Client, url string) (*http.Response, error) {
	var resp *http.Response
	var err error
	for i := 0; i < 3; i++ {
		resp, err = «c.Get(url)»
		if err == nil && resp.StatusCode < 500 {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
	return nil, fmt.Errorf("gave up: %w", err)
}

func Alive(url string) bool {
	resp, err := «http.Get(url)»
	return err == nil && resp.StatusCode == http.StatusOK
}

func Size(url string) (int64, error) {
	resp, err := http.Get(url)
	if err == nil && resp.StatusCode == http.StatusOK {
		defer resp.Body.Close()
		return resp.ContentLength, nil
	}
	«return 0, fmt.Errorf("no answer: %v", err)»
}
`),
];
