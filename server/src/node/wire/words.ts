/** What the language server says on stderr of a client whose messages cannot be told apart. */
import { messages } from '../../engine/base/message.js';

export const say = messages('wire', {
  noHeader: 'The input is not the language server protocol: “{text}” is not a header field. The language server ends.',
  noLength: 'The input is not the language server protocol: “{text}” has no `Content-Length`. The language server ends.',
  badLength: 'The `Content-Length` “{text}” is not a number of bytes up to {most}. The language server ends.',
  badCharset: 'The `Content-Type` “{text}” is not UTF-8. The language server ends.',
  wrongLength: 'A message ends after {read} bytes, but its `Content-Length` is {length}. The language server ends.',
  waiting: 'The language server waits for the rest of a message: {read} of {length} bytes have come.',
  cutOff: 'The input ends within a message.',
  notJson: 'The message is not JSON.',
  noMessage: 'The message is neither a request nor a notification nor a response.',
});
