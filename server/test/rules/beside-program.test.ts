/** What stands in an example or in what tests share is a hint: nobody mends a server that shows how a package is used. */
import assert from 'node:assert/strict';
import { cli, tempFolder } from '../support/cli-terminal.js';

const SERVER = 'package main\n\nimport "net/http"\n\nfunc main() { _ = http.ListenAndServe(":8080", nil) }\n';
const CLIENT = `package main

import "net/http"

func main() {
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: 4}}
	_, _ = client.Get("http://example.com")
}
`;

describe('what stands beside the program', () => {
  for (const [id, text] of [
    ['runtime/server-without-timeouts', SERVER],
    ['runtime/transport-without-timeouts', CLIENT],
  ] as const) {
    it(`is a hint of ${id}`, async () => {
      const places = { 'cmd/app/main.go': 'information', 'examples/chat/main.go': 'hint', 'cmd/mock/server_mock.go': 'hint' };
      const files = Object.fromEntries(Object.keys(places).map(p => [`examples/${p}`, text]));
      // A folder around the module says nothing.
      const folder = tempFolder({ 'examples/go.mod': 'module example.com/app\n\ngo 1.26\n', ...files });
      try {
        const said = await cli(folder.dir, ['check', '--hints', 'examples']);
        const severities = [...said.stdout.matchAll(/^examples\/(\S+?):\d+:\d+ (\w+) (runtime\/\S+):/gm)].map(m => [m[1], m[2], m[3]]);
        assert.deepEqual(
          severities.sort(),
          Object.entries(places)
            .map(([path, severity]) => [path, severity, id])
            .sort(),
        );
      } finally {
        folder.remove();
      }
    });
  }
});
