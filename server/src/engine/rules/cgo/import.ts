import { followedBy, type Message, messages } from '../../base/message.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { knownCgoPackage } from '../../tables/cgo-packages.js';
import type { CgoPackage } from '../../tables/tables.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('cgo/import', {
  importC:
    '`import "C"` needs cgo: with `CGO_ENABLED=0` this file is left out. With cgo, programs that use this package are linked against the C library of the build machine.',
  excluded: '`{package}` needs cgo ({why}). With `CGO_ENABLED=0` the build fails with “build constraints exclude all Go files”.',
  undefinedInside: '`{package}` needs cgo ({why}). With `CGO_ENABLED=0` the build fails with “undefined: …” inside the package.',
  undefinedInImporter:
    '`{package}` needs cgo ({why}). With `CGO_ENABLED=0` the build fails with “undefined: …” in the code that imports it.',
  failsWhenUsed: '`{package}` needs cgo ({why}). With `CGO_ENABLED=0` it builds, but fails when it is used.',
  reduced: '`{package}` uses cgo ({why}). With `CGO_ENABLED=0` it has fewer features.',
  notRun: '`{package}` needs cgo ({why}). The image of the program must contain the C library that it was built with.',
  alternative: '\nConsider an alternative without cgo: {alternative}.',
});

function check({ file, workspace, report }: RuleContext<GoFileFacts>): void {
  const module = workspace.module(file.path)?.module;
  for (const { path, span } of file.imports) {
    if (path === 'C') {
      report({ span, message: say.importC });
      continue;
    }
    if (path === module || (module && path.startsWith(`${module}/`))) continue;
    const known = knownCgoPackage(path);
    if (!known) continue;
    report({ span, message: followedBy(consequence(path, known), alternative(known)) });
  }
}

function consequence(path: string, { why, withoutCgo }: CgoPackage): Message {
  const args = { package: path, why };
  switch (withoutCgo) {
    case 'excluded':
      return say.excluded(args);
    case 'undefined-inside':
      return say.undefinedInside(args);
    case 'undefined-in-importer':
      return say.undefinedInImporter(args);
    case 'runtime-error':
      return say.failsWhenUsed(args);
    case 'reduced':
      return say.reduced(args);
    case 'not-run':
      return say.notRun(args);
  }
}

function alternative({ alternative }: CgoPackage): Message | undefined {
  return alternative === undefined ? undefined : say.alternative({ alternative });
}

export default rule({
  id: 'cgo/import',
  severity: 'hint',
  since: '0.1.0',
  summary: 'Import that makes the program need cgo',
  inTests: false,
  docs: {
    what: 'Points at `import "C"` and at imports of well-known packages that use cgo on linux.',
    why: 'A program with cgo needs a C compiler to build, and is linked dynamically: the image it runs in must hold the C library it was built with. It does not cross-compile without a cross C compiler. With `CGO_ENABLED=0` the package is missing, reduced, or fails when it is used.',
    fix: 'Nothing has to change. Where a pure Go package does the same, the message names it; otherwise choose the image by the C library.',
    limits:
      'Packages are known from a list; what a package imports further down is reported by `cgo/image-cannot-start` in the Dockerfile. The std packages net and os/user use cgo as well, but also exist in pure Go, and are not reported.',
    sources: [
      '`go list -deps` and builds with CGO_ENABLED=0 of the packages in the list',
      '`file` and `readelf` on programs with and without cgo',
    ],
  },
  messages: say,
  examples: [
    bad(`package main

// int answer(void) { return 42; }
import «"C"»

func main() {
	println(C.answer())
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.26

require github.com/mattn/go-sqlite3 v1.14.32
-- main.go --
package main

import (
	"database/sql"

	_ «"github.com/mattn/go-sqlite3"»
)

func main() {
	sql.Open("sqlite3", ":memory:")
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.26

require github.com/confluentinc/confluent-kafka-go/v2 v2.12.0
-- main.go --
package main

import «"github.com/confluentinc/confluent-kafka-go/v2/kafka"»

func main() {
	kafka.NewProducer(nil)
}
`),
    good(`package main

import (
	"net"
	"os/user"
)

func main() {
	net.LookupHost("localhost")
	user.Current()
}
`),
    silent(
      'these do not use cgo on linux',
      `-- go.mod --
module example.com/app

go 1.26

require modernc.org/sqlite v1.40.0
-- main.go --
package main

import (
	_ "github.com/prometheus/client_golang/prometheus"
	_ "modernc.org/sqlite"
)

func main() {}
`,
    ),
    silent(
      'inside the package itself only import "C" counts',
      `-- go.mod --
module github.com/mattn/go-sqlite3

go 1.26
-- _example/main.go --
package main

import _ "github.com/mattn/go-sqlite3"

func main() {}
`,
    ),
  ],
  checks: { go: check },
});
