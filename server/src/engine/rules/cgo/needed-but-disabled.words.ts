/** What cgo/needed-but-disabled says. */
import { messages } from '../../base/message.js';

export const say = messages('cgo/needed-but-disabled', {
  excluded:
    '`{package}` does not build without cgo, and this build sets `CGO_ENABLED=0`. It fails with “build constraints exclude all Go files”.',
  undefinedInside:
    '`{package}` does not build without cgo, and this build sets `CGO_ENABLED=0`. It fails with “undefined: …” inside the package.',
  undefinedInImporter:
    '`{package}` is incomplete without cgo, and this build sets `CGO_ENABLED=0`. It fails with “undefined: …” in the code that imports the package.',
  sqliteStub:
    '`{package}` does not work without cgo, and this build sets `CGO_ENABLED=0`. It builds, but the first use of the database fails with “go-sqlite3 requires cgo to work. This is a stub”.',
  failsWhenUsed:
    '`{package}` does not work without cgo, and this build sets `CGO_ENABLED=0`. It builds, but the package fails when it is used.',
  excludedByDefault:
    '`{package}` does not build without cgo, which is off here by default. The build fails with “build constraints exclude all Go files”.',
  undefinedInsideByDefault:
    '`{package}` does not build without cgo, which is off here by default. The build fails with “undefined: …” inside the package.',
  undefinedInImporterByDefault:
    '`{package}` is incomplete without cgo, which is off here by default. The build fails with “undefined: …” in the code that imports the package.',
  sqliteStubByDefault:
    '`{package}` does not work without cgo, which is off here by default. The program builds, but the first use of the database fails with “go-sqlite3 requires cgo to work. This is a stub”.',
  failsWhenUsedByDefault:
    '`{package}` does not work without cgo, which is off here by default. The program builds, but the package fails when it is used.',
  whyOff: 'Go 1.20 and later disable cgo by default without a C compiler, and when cross-compiling.',
  whyCross: 'The runner is {own} and the build is for {target}: cgo is off by default when cross-compiling.',
  enable: '\nBuild with `CGO_ENABLED=1` and a C compiler.',
  enableOrReplace: '\nBuild with `CGO_ENABLED=1` and a C compiler, or use an alternative without cgo: {alternative}.',
  enableThere: '\nBuild on a runner of {target}, or with `CGO_ENABLED=1` and a C compiler for {target}.',
  enableThereOrReplace:
    '\nBuild on a runner of {target}, with `CGO_ENABLED=1` and a C compiler for {target}, or use an alternative without cgo: {alternative}.',
  commandStep: 'This command builds without cgo.',
  chainStep: 'The program uses cgo through `{chain}`.',
  boring:
    '`GOEXPERIMENT=boringcrypto` needs cgo, and this build sets `CGO_ENABLED=0`. It succeeds, but the program contains no BoringCrypto.',
  boringByDefault:
    '`GOEXPERIMENT=boringcrypto` needs cgo, which is off here by default. The build succeeds, but the program contains no BoringCrypto.',
  boringHelp: '\nBuild with `CGO_ENABLED=1` and a C compiler, or with `GOFIPS140=v1.0.0` (from Go 1.24 on), which needs no cgo.',
  experimentStep: 'The experiment is set here.',
});
