/** Tables that text from files may index. */

export type Table<T> = Readonly<Record<string, T | undefined>>;

/** A table of what is written in it and of nothing else: an object would have `constructor` and all that every object has as well. */
export function table<T>(entries: Readonly<Record<string, T>>): Table<T> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
