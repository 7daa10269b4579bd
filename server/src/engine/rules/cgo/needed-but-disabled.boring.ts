/** `cgo/needed-but-disabled` for BoringCrypto, which is C code. */
import { followedBy } from '../../base/message.js';
import type { CgoState } from '../../program/linkage.js';
import { type GoCommand, goSetting } from '../../shell/go-command.js';
import type { Report } from '../report.js';
import { bad, type Example, good, silent } from '../rule.js';
import { assuming } from '../words.js';
import { say } from './needed-but-disabled.words.js';

/** All but its place; undefined where the build does not ask for BoringCrypto. */
export function withoutBoring(command: GoCommand, cgo: CgoState): Omit<Report, 'span'> | undefined {
  const setting = goSetting(command, 'GOEXPERIMENT');
  if (setting === undefined || setting === 'unknown' || !setting.text?.split(',').includes('boringcrypto')) return undefined;
  const arch = goSetting(command, 'GOARCH');
  // For others there is no BoringCrypto with cgo either.
  if (arch !== undefined && arch !== 'unknown' && arch.text !== undefined && !/^(?:amd64|arm64)?$/.test(arch.text)) return undefined;
  // In the file that calls a recipe its place is another one.
  const step = setting.span && !command.recipe ? [{ message: say.experimentStep, span: setting.span }] : [];
  return {
    severity: 'warning',
    message: followedBy(cgo.explicit ? say.boring : say.boringByDefault, assuming([...cgo.args, ...setting.args]), say.boringHelp),
    steps: step,
  };
}

const MAIN = '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n-- main.go --\npackage main\n\nfunc main() {}\n';
const dockerfile = (from: string, cgo: string) =>
  `-- Dockerfile --\nFROM ${from}\nENV GOEXPERIMENT=boringcrypto\nWORKDIR /src\nCOPY . .\nRUN ${cgo}\n`;

export const BORING_EXAMPLES: readonly Example[] = [
  bad(`${MAIN}${dockerfile('golang:1.26', '«CGO_ENABLED=0» go build -o /app .')}`),
  bad(`${MAIN}${dockerfile('golang:1.26-alpine', '«go build -o /app .»')}`),
  bad(`${MAIN}-- Makefile --\nfips:\n\t«CGO_ENABLED=0» GOOS=linux GOEXPERIMENT=boringcrypto go build -o app .\n`),
  silent('there is none for this architecture', `${MAIN}${dockerfile('golang:1.26', 'CGO_ENABLED=0 GOARCH=s390x go build -o /app .')}`),
  good(`${MAIN}${dockerfile('golang:1.26', 'CGO_ENABLED=1 go build -o /app .')}`),
  silent(
    'the experiment is switched off for this command',
    `${MAIN}${dockerfile('golang:1.26', 'CGO_ENABLED=0 GOEXPERIMENT=none go build -o /app .')}`,
  ),
];
