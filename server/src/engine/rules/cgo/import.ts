import { t } from '../../base/l10n.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { knownCgoPackage } from '../../tables/cgo-packages.js';
import type { CgoPackage } from '../../tables/tables.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

function check({ file, workspace, report }: RuleContext<GoFileFacts>): void {
  const module = workspace.module(file.path)?.module;
  for (const { path, span } of file.imports) {
    if (path === 'C') {
      report({
        span,
        message: t(
          'This package needs cgo: with CGO_ENABLED=0 the file is left out, otherwise programs that use it are linked against the C library of the machine that builds them.',
        ),
      });
      continue;
    }
    if (path === module || (module && path.startsWith(`${module}/`))) continue;
    const known = knownCgoPackage(path);
    if (!known) continue;
    const what = known.withoutCgo === 'reduced' ? t('{0} uses cgo ({1}).', path, known.why) : t('{0} needs cgo ({1}).', path, known.why);
    report({ span, message: `${what} ${without(known)}${instead(known)}` });
  }
}

function without(known: CgoPackage): string {
  switch (known.withoutCgo) {
    case 'excluded':
      return t('With CGO_ENABLED=0 the build stops with “build constraints exclude all Go files”.');
    case 'undefined-inside':
      return t('With CGO_ENABLED=0 the build stops with undefined names inside the package.');
    case 'undefined-in-importer':
      return t('With CGO_ENABLED=0 the build stops with undefined names in the code that uses it.');
    case 'runtime-error':
      return t('With CGO_ENABLED=0 it builds and fails when it is used.');
    case 'reduced':
      return t('With CGO_ENABLED=0 it does less.');
    case 'not-run':
      return t('The image of the program must hold the C library it was built with.');
  }
}

function instead(known: CgoPackage): string {
  return known.alternative === undefined ? '' : ` ${t('An alternative without cgo: {0}.', known.alternative)}`;
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
      'Packages are known from a list; what a package imports further down is told by `cgo/image-cannot-start` in the Dockerfile. The std packages net and os/user use cgo as well, but have a pure Go twin, and are not pointed at.',
    sources: [
      '`go list -deps` and builds with CGO_ENABLED=0 of the packages in the list',
      '`file` and `readelf` on programs with and without cgo',
    ],
  },
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
