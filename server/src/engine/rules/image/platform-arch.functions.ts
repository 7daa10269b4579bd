/** Reports of `image/platform-arch` on functions of AWS Lambda, and its examples. */
import { followedBy } from '../../base/message.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { findLambdaForeign } from '../../program/lambda-start.js';
import { PURE } from '../cgo/image-cannot-start.silent.js';
import type { RuleContext } from '../report.js';
import { bad, type Example, silent } from '../rule.js';
import { say } from './platform-arch.words.js';

export function checkFunctions({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  for (const { of, command, by, target, arch } of findLambdaForeign(file, workspace)) {
    report({
      span: of.span,
      message: followedBy(say.functionFor({ arch, target }), target === 'arm64' ? say.functionX86 : say.functionArch({ arch })),
      steps: [{ message: say.outsideStep, file: command.recipe?.file ?? by.file, span: command.recipe?.span ?? command.span }],
    });
  }
}

const template = (runtime: string, more = '') => `-- template.yml --
Resources:
  App:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: makefile
    Properties:
      CodeUri: .
      Handler: bootstrap
      Runtime: ${runtime}
${more}`;
const makefile = (target: string) => `-- Makefile --
build-App:
\t${target}CGO_ENABLED=0 go build -o $(ARTIFACTS_DIR)/bootstrap .
`;
const ARM = '      Architectures:\n        - arm64\n';

export const FUNCTION_EXAMPLES: readonly Example[] = [
  bad(`${PURE}${makefile('GOOS=linux GOARCH=arm64 ')}${template('«provided.al2023»')}`),
  bad(`${PURE}${makefile('GOOS=linux GOARCH=amd64 ')}${template('«provided.al2023»', ARM)}`),
  silent('the function runs on arm64', `${PURE}${makefile('GOOS=linux GOARCH=arm64 ')}${template('provided.al2023', ARM)}`),
  silent('that of the machine that builds', `${PURE}${makefile('GOOS=linux ')}${template('provided.al2023')}`),
  silent('a parameter decides', `${PURE}${makefile('GOARCH=arm64 ')}${template('provided.al2023', '      Architectures: [!Ref Arch]\n')}`),
  silent(
    'there are builds for both',
    `${PURE}${makefile('GOARCH=arm64 ')}${template('provided.al2023')}-- build.mk --\nx:\n\ttrue\n-- dist/Makefile --\nbuild:\n\tGOARCH=amd64 go build -o bootstrap ../\n`,
  ),
];
