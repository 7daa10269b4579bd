/** How much of one file is read, whatever its kind. */

/** Builds of one file: nobody writes more, and all the others' rows and findings hang on them. */
export const MAX_UNITS = 500;
