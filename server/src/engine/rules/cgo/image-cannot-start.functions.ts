/** Reports of `cgo/image-cannot-start` on functions of AWS Lambda, and its examples. */
import { followedBy } from '../../base/message.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { decisive, hasTwin } from '../../program/cgo-needs.js';
import { findLambdaCannotStart } from '../../program/lambda-start.js';
import { kindName } from '../../program/words.js';
import type { RuleContext } from '../report.js';
import { bad, type Example, silent } from '../rule.js';
import { MAIN } from './image-cannot-start.silent.js';
import { say } from './image-cannot-start.words.js';

export function checkFunctions({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  for (const { of, command, by, linkage, needed, found, isAssumed } of findLambdaCannotStart(file, workspace)) {
    const args = { place: kindName(by.kind), name: by.name };
    const needs = linkage.closure?.needs ?? [];
    const canDoWithout = linkage.why === 'cgo' && needs.every(hasTwin);
    const { native } = linkage;
    report({
      span: of.span,
      severity: isAssumed || native !== undefined ? 'warning' : 'error',
      message: followedBy(
        say.functionOlderGlibc({ needed, runtime: of.runtime, found }),
        linkage.why === 'race'
          ? say.functionRaceBuild(args)
          : say.functionBuild({ ...args, package: decisive(needs)[0]?.importPath ?? 'net' }),
        isAssumed ? say.onRecentLinux({ needed }) : native === undefined ? undefined : say.nativeBuildsOn({ arch: native }),
        canDoWithout ? say.useNoCgoOrRuntime : say.useRuntime,
      ),
      steps: [{ message: say.commandStep, file: command.recipe?.file ?? by.file, span: command.recipe?.span ?? command.span }],
    });
  }
}

const template = (runtime: string, arch = '') => `-- template.yaml --
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: build/
      Handler: bootstrap
      Runtime: ${runtime}
${arch}`;
const workflow = (env: string, runner = 'ubuntu-24.04') => `-- .github/workflows/deploy.yml --
on: [push]
jobs:
  deploy:
    runs-on: ${runner}
    steps:
      - run: ${env}go build -o build/bootstrap .
      - run: sam deploy
`;
const serverless = (runtime: string) => `-- serverless.yml --
service: app
provider:
  name: aws
  runtime: ${runtime}
functions:
  hello:
    handler: bootstrap
    package:
      artifact: bin/hello.zip
`;
const makefile = (env: string) => `-- Makefile --
build:
\t${env}GOOS=linux go build -o bin/bootstrap .
\tzip -j bin/hello.zip bin/bootstrap
`;

export const FUNCTION_EXAMPLES: readonly Example[] = [
  bad(`${MAIN}${workflow('')}${template('«provided.al2»')}`),
  bad(`${MAIN}${makefile('')}${serverless('«provided.al2»')}`),
  silent('Amazon Linux 2023 has glibc 2.34', `${MAIN}${workflow('')}${template('provided.al2023')}`),
  silent('cgo is off', `${MAIN}${workflow('CGO_ENABLED=0 ')}${template('provided.al2')}`),
  silent('cgo is off in the target', `${MAIN}${makefile('CGO_ENABLED=0 ')}${serverless('provided.al2')}`),
  silent('a cross build has no cgo', `${MAIN}${workflow('GOARCH=arm64 ')}${template('provided.al2', '      Architectures: [arm64]\n')}`),
  silent('nobody knows the runner', `${MAIN}${workflow('', 'self-hosted')}${template('provided.al2')}`),
  silent(
    'it is built in an image of the runtime',
    `${MAIN}${workflow('').replace('    steps:', '    container: public.ecr.aws/lambda/provided:al2\n    steps:')}${template('provided.al2')}`,
  ),
  silent(
    'another job builds it without cgo',
    `${MAIN}${workflow('')}${makefile('CGO_ENABLED=0 ')}${template('provided.al2').replace('build/', '.')}`,
  ),
  silent('the program has another name', `${MAIN}${workflow('').replace('build/bootstrap', 'build/app')}${template('provided.al2')}`),
  silent(
    'SAM builds it',
    `${MAIN}${workflow('')}${template('provided.al2').replace('    Properties:', '    Metadata:\n      BuildMethod: go1.x\n    Properties:')}`,
  ),
];
