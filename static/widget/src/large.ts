// For letters so large that everything wraps: a file of its own, there a moment after the table.

export { large } from "./styles/large.ts";
