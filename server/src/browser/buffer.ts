/**
 * node's `Buffer`, as far as dockerfile-ast uses it: bytes of a text, to look for a byte order mark. The build injects it into the worker;
 * without it every Dockerfile would be unreadable in the browser.
 */
export const Buffer = { from: (text: string): Uint8Array => new TextEncoder().encode(text) };
