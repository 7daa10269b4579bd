/** Why a file that the user named cannot be inspected. */
import { messages } from '../../engine/base/message.js';

export const say = messages('inspect', {
  notOnDisk: 'Only files on disk can be inspected.',
  folder: 'This is a folder.',
  device: 'This is a device, pipe or socket, not a file.',
  missing: 'There is no such file.',
  forbidden: 'You are not allowed to read this file.',
  unreadable: 'The file cannot be read: {error}.',
});
