/** Tools that change how a program starts after it is linked: its loader, or what it is linked against. */
export const PATCHES = /patchelf|elfedit|staticx|ermine/;
