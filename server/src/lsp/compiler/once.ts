/** Each answer is computed once. */
export function once<V>(read: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>();
  return key => {
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key)!;
  };
}
