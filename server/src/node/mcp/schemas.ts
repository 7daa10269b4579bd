/** Schemas of arguments and answers. */

import { SEVERITIES } from '../../engine/base/finding.js';
import type { Message } from '../../engine/base/message.js';
import { plain } from '../../engine/base/wording.js';
import type { ObjectSchema } from './tool-server.js';

export const text = (description: Message) => ({ type: 'string', minLength: 1, description: plain(description) });
export const flag = (description: Message) => ({ type: 'boolean', description: plain(description) });
export const number = (description: Message, maximum = 100_000_000) => ({
  type: 'integer',
  minimum: 1,
  maximum,
  description: plain(description),
});
export const choice = (description: Message, values: readonly string[]) => ({
  type: 'string',
  enum: values,
  description: plain(description),
});
export const list = (description: Message, items: object, maxItems: number) => ({
  ...{ type: 'array', items, minItems: 1, maxItems, description: plain(description) },
});

export function object(properties: Readonly<Record<string, object>>, required: readonly string[] = []): ObjectSchema {
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

const STRING = { type: 'string' };
const NUMBER = { type: 'integer' };
const STRINGS = { type: 'array', items: STRING };

/** As `FindingRecord` is. */
const FINDING = object(
  {
    file: STRING,
    line: NUMBER,
    column: NUMBER,
    rule: STRING,
    severity: { type: 'string', enum: SEVERITIES },
    message: STRING,
    code: STRING,
  },
  ['file', 'line', 'column', 'rule', 'severity', 'message', 'code'],
);
export const FINDINGS = { type: 'array', items: FINDING };
export { NUMBER, STRING, STRINGS };
