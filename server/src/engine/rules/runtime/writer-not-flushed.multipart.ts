import { bad, type Example, silent } from '../rule.js';

/** Writers of parts: a form ends, a stream of pictures does not. */
export const MULTIPART_EXAMPLES: readonly Example[] = [
  bad(`
package app

import (
	"bytes"
	"mime/multipart"
	"net/http"
)

func upload(url string, file []byte) (*http.Request, error) {
	var body bytes.Buffer
	mw := «multipart.NewWriter(&body)»
	part, err := mw.CreateFormFile("file", "a.txt")
	if err != nil {
		return nil, err
	}
	part.Write(file)
	req, err := http.NewRequest("POST", url, &body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", mw.FormDataContentType())
	return req, nil
}
`),
  silent(
    'a stream of pictures has no end',
    `
package app

import (
	"mime/multipart"
	"net/http"
)

func stream(w http.ResponseWriter, frames <-chan []byte) {
	mw := multipart.NewWriter(w)
	for {
		part, err := mw.CreatePart(nil)
		if err != nil {
			return
		}
		if _, err := part.Write(<-frames); err != nil {
			return
		}
	}
}
`,
  ),
];
