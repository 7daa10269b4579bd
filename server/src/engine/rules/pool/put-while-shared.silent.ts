/** Where `pool/put-while-shared` says nothing, and why: its tests and its documentation. */
import { type Example, silent } from '../rule.js';

/** A file with a pool of buffers. */
export const pooled = (imports: readonly string[], code: string) => `package app

import (
${imports.map(i => `\t"${i}"\n`).join('')})

var bufPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}
${code}`;

export const PUT_WHILE_SHARED_SILENT: readonly Example[] = [
  silent(
    'every path waits for the goroutine before the Put',
    pooled(
      ['bytes', 'context', 'sync'],
      `
func render(write func(*bytes.Buffer)) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		write(b)
	}()
	wg.Wait()
	return b.String()
}

func renderOr(ctx context.Context, write func(*bytes.Buffer)) string {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	done := make(chan struct{})
	go func() {
		write(b)
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		<-done
	}
	return b.String()
}
`,
    ),
  ),
  silent(
    'a deferred call waits, and nobody knows whether before the Put',
    pooled(
      ['bytes', 'sync'],
      `
func render(write func(*bytes.Buffer)) {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		write(b)
	}()
}
`,
    ),
  ),
  silent(
    'the request has a copy of the data',
    pooled(
      ['bytes', 'net/http', 'sync'],
      `
func send(c *http.Client, url string, text string) error {
	b := bufPool.Get().(*bytes.Buffer)
	defer bufPool.Put(b)
	b.Reset()
	b.WriteString(text)
	resp, err := c.Post(url, "text/plain", bytes.NewReader(bytes.Clone(b.Bytes())))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
`,
    ),
  ),
  silent(
    'each path either starts the goroutine or puts',
    pooled(
      ['bytes', 'sync'],
      `
func flush(b *bytes.Buffer, later bool, write func(*bytes.Buffer)) {
	if later {
		go write(b)
		return
	}
	write(b)
	bufPool.Put(b)
}
`,
    ),
  ),
];
