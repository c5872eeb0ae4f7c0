// Merge patches (RFC 7396): what is null goes, objects are merged, everything else replaces.

import type { Patch } from "./protocol.gen.ts";

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A new value: *target* with *patch* applied; neither is changed. */
export function merge<T>(target: T, patch: Patch): T;
export function merge(target: unknown, patch: Patch): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = merge(merged[name], value);
  }
  return merged;
}
