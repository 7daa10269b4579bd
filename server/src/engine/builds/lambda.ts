/** Functions of AWS Lambda that bring a program of their own: in templates of CloudFormation and SAM, and in `serverless.yml`. */

import type { Span } from '../base/finding.js';
import { child, type DataEntry, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';

export interface LambdaFunction {
  readonly name: string;
  /** Such as `provided.al2`. */
  readonly runtime: string;
  /** Of the runtime. */
  readonly span: Span;
  /** As Go calls it; undefined: not known. */
  readonly arch: 'amd64' | 'arm64' | undefined;
  /** The folder or the archive that holds the program, as it is written. */
  readonly code?: string;
}

/** A text without one of these is about something else. */
export const ABOUT_LAMBDA = /\bprovided(?:\.al2(?:023)?)?\b/;

const RUNTIME = /^provided(?:\.al2(?:023)?)?$/;

/** Functions of one file that are looked at. */
const MAX_FUNCTIONS = 200;

export function lambdaFunctions(root: DataNode | undefined): LambdaFunction[] {
  const found = child(root, 'Resources') ? ofTemplate(root) : ofServerless(root);
  return found.slice(0, MAX_FUNCTIONS);
}

function ofTemplate(root: DataNode | undefined): LambdaFunction[] {
  const globals = child(child(root, 'Globals'), 'Function');
  return entriesOf(child(root, 'Resources')).flatMap(resource => {
    const type = scalarText(child(resource.value, 'Type')) ?? '';
    if (!/^AWS::(?:Serverless|Lambda)::Function$/.test(type)) return [];
    const own = child(resource.value, 'Properties');
    const method = scalarText(child(child(resource.value, 'Metadata'), 'BuildMethod'));
    // The builder of SAM runs go by itself.
    if (method !== undefined && method !== 'makefile') return [];
    const of = (key: string) => child(own, key) ?? child(globals, key);
    const [arch] = itemsOf(of('Architectures'));
    const code = child(own, 'CodeUri') ?? child(child(own, 'Code'), 'S3Key') ?? child(globals, 'CodeUri');
    return functionOf(resource, of('Runtime'), of('Architectures') ? arch : 'none', code);
  });
}

function ofServerless(root: DataNode | undefined): LambdaFunction[] {
  const provider = child(root, 'provider');
  if (scalarText(child(provider, 'name')) !== 'aws') return [];
  const shared = child(child(root, 'package'), 'artifact');
  return entriesOf(child(root, 'functions')).flatMap(entry => {
    const of = (key: string) => child(entry.value, key) ?? child(provider, key);
    const code = child(child(entry.value, 'package'), 'artifact') ?? shared;
    return functionOf(entry, of('runtime'), of('architecture') ?? 'none', code);
  });
}

/** `arch`: `none` where the file names none, which is x86_64 then. */
function functionOf(
  { key, value }: DataEntry,
  runtime: DataNode | undefined,
  arch: DataNode | 'none' | undefined,
  code: DataNode | undefined,
): LambdaFunction[] {
  const name = scalarText(runtime);
  if (value.kind !== 'map' || runtime?.kind !== 'scalar' || name === undefined || !RUNTIME.test(name)) return [];
  const named = arch === 'none' ? 'x86_64' : scalarText(arch);
  const path = code?.kind === 'scalar' && !/[$!{]|:\/\//.test(code.text) ? code.text : undefined;
  const known = named === 'x86_64' ? 'amd64' : named === 'arm64' ? 'arm64' : undefined;
  return [{ name: key, runtime: name, span: runtime.span, arch: known, ...(path !== undefined && { code: path }) }];
}
