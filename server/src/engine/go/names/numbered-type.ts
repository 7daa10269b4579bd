/** `const ( A token = iota; B; C )`: the constants number the values of a type. */
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';

/** A list of fewer names may be anything. */
const LEAST = 3;
/** So many begin at a small number, and end before 256. */
const MOST = 200;
/** Each has a bit of its own: all together are 255. */
const MOST_BITS = 8;

const COUNTS = /^iota(?:\+\d\d?)?$|^\d\d?\+iota$/;
const BITS = /^1<<iota$/;

/** The type of a declaration of constants that counts from a small number on, or names up to eight bits; undefined for others. */
export function numberedType(tree: FlatTree): string | undefined {
  const [first = NONE, ...others] = [...tree.children(0)].filter(c => tree.kind(c) === K.ConstSpec);
  if (others.length + 1 < LEAST || others.length >= MOST) return undefined;
  const { type, value } = written(tree, first);
  const areBits = BITS.test(value);
  if (type === '' || !(areBits ? others.length < MOST_BITS : COUNTS.test(value))) return undefined;
  const isSame = (spec: Node) => {
    const other = written(tree, spec);
    // A name for one of the others, or the same once more.
    return other.value === '' || /^\p{L}[\p{L}\p{N}_]*$/u.test(other.value) || (other.type === type && other.value === value);
  };
  return others.every(isSame) ? type : undefined;
}

/** `T` and `iota + 1` of `A T = iota + 1` and of `A = T(iota + 1)`; empty for what is not there. */
function written(tree: FlatTree, spec: Node): { readonly type: string; readonly value: string } {
  const [value = NONE, more] = expressionsOf(tree, tree.field(spec, F.Value));
  const type = tree.field(spec, F.Type);
  const text = value === NONE || more !== undefined ? '' : tree.textOf(value).replace(/\s+/g, '');
  const conversion = /^(\p{L}[\p{L}\p{N}_]*)\((.*)\)$/su.exec(text);
  if (type !== NONE) return { type: tree.textOf(type), value: text };
  return conversion ? { type: conversion[1]!, value: conversion[2]! } : { type: '', value: text };
}
