/** What is said about the go command, and about packages that it has not compiled. */
import { messages } from '../../engine/base/message.js';

export const say = messages('go', {
  notOnPath: 'There is no go command on PATH, so escape findings are estimates.\nInstall Go, or set `goPreflight.go.path`.',
  notAGoCommand: '{path} is not a Go command, so escape findings are estimates.\nCorrect `goPreflight.go.path` or `go.alternateTools`.',
  tooOld: 'Go {version} is too old for compiler findings.\nUse Go {oldest} or newer.',
  failed: 'The go command failed: {error}',
  oddFile: '{path} is not a regular file, so the go command is not started.',
  tooMuch: 'The go command prints more about these packages than is read.',
  timeout: 'The go command did not finish within {seconds} seconds and was stopped.',
  cancelled: 'The analysis was cancelled.',
  notTheLanguageOfGo: '{command} does not answer like a Go command.',
  noAnswer: 'The go command says nothing about this package.',
  noModule: 'There is no Go module here: no go.mod in this folder, above it or below it.',
  doesNotBuild: '{package} does not build, so its escape findings are estimates: {error}',
  testsDoNotBuild: 'The tests of {package} do not build, so escape findings in them are estimates: {error}',
  cutOff: 'The Go compiler prints too much about {package} to be read, so what is missing in its findings proves nothing.',
  withoutCgo: 'Without cgo these files of {package} are not compiled, so their escape findings are estimates: {files}',
  noReason: 'the go command gives no reason',
  notDownloaded: 'a module that it imports is not in the module cache; `go mod download` fetches it',
  moduleNotDownloaded: '{module} is not in the module cache; `go mod download` fetches it',
  onDiskOnly: 'The Go compiler reads only files on disk.',
});
