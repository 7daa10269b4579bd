/** Messages in a test's own words, for tests in which it does not matter what is said. */
import { type Message, messages } from '../../src/engine/base/message.js';

const say = messages('test-said', { text: '{text}' });

export function said(text: string): Message {
  return say.text({ text });
}
