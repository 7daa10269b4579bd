import { type Example, silent } from '../rule.js';

/** What errors and conditions tell. */
export const BODY_ERRORS: readonly Example[] = [
  silent(
    'where there was an error there is nothing to close, and what a function or another variable makes of the error decides, too',
    `
package app

import (
	"errors"
	"net/http"
	"time"
)

func Temporary(c *http.Client, req *http.Request) (resp *http.Response, err error) {
	for i := 0; i < 3; i++ {
		if resp, err = c.Do(req); err == nil {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
	return nil, err
}

func Status(url string, isGone func(error) bool) (int, error) {
	resp, err := http.Get(url)
	if isGone(err) {
		return 410, nil
	}
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func Flag(url string) int {
	resp, err := http.Get(url)
	failed := err != nil
	if failed {
		return 0
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

func Switch(url string) int {
	resp, err := http.Get(url)
	switch {
	case errors.Is(err, http.ErrHandlerTimeout):
		return 504
	case err != nil:
		return 0
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

func Either(url string, max int) int {
	resp, err := http.Get(url)
	if err != nil || resp == nil {
		return 0
	}
	defer resp.Body.Close()
	if resp.StatusCode > max {
		return max
	}
	return resp.StatusCode
}

func Drained(c *http.Client, url string) error {
	for {
		resp, err := c.Get(url)
		if err == nil && resp.StatusCode == 200 {
			return resp.Body.Close()
		}
		if err == nil {
			resp.Body.Close()
		}
	}
}

func Until(c *http.Client, url string) (resp *http.Response, err error) {
	for i := 0; ; i++ {
		resp, err = c.Get(url)
		if err == nil || i > 3 {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func Wrapped(c *http.Client, url string) (int, error) {
	resp, err := c.Get(url)
	if err != nil && resp == nil {
		return 0, err
	}
	if resp == nil {
		return 0, nil
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func Cases(c *http.Client, url string) int {
	resp, err := c.Get(url)
	switch err {
	case nil:
	default:
		return 0
	}
	defer resp.Body.Close()
	return resp.StatusCode
}
`,
  ),
  silent(
    'the response to HEAD has no body',
    `
package app

import (
	"context"
	"net/http"
)

func Exists(c *http.Client, url string) (bool, error) {
	req, err := http.NewRequest(http.MethodHead, url, nil)
	if err != nil {
		return false, err
	}
	resp, err := c.Do(req)
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, nil
}

func Size(ctx context.Context, url string) int64 {
	req, err := http.NewRequestWithContext(ctx, "HEAD", url, nil)
	if err != nil {
		return 0
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0
	}
	return resp.ContentLength
}
`,
  ),
];
