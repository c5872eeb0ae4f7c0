// What few sessions need, or late: files of their own beside the room's script.
//
// They are loaded when they are first asked for, and fetched ahead once the panel is idle, so that
// nobody on a poor line waits for them in mid-round. A line that fails is tried again after a while.

import type { Session } from "./session.ts";

/** So long a line that failed is left alone. */
const AGAIN_MS = 5_000;

const loaded = new Map<string, unknown>();
const loading = new Set<string>();

/** The module `<name>.js`; undefined until it is there, which the session's elements are told. */
export function seldom<Module>(name: string, session: Session): Module | undefined {
  if (!loaded.has(name)) void load(name, session);
  return loaded.get(name) as Module | undefined;
}

/** Fetches what will be asked for sooner or later, once nothing else is to be done. */
export function ahead(names: readonly string[], session: Session): void {
  once(() => names.forEach((name) => void load(name, session, true)));
}

/** Does *then* once nothing else is to be done. */
export function once(then: () => void): void {
  const idle = window.requestIdleCallback ?? ((later: () => void) => setTimeout(later, AGAIN_MS));
  idle(then);
}

async function load(name: string, session: Session, quietly = false): Promise<void> {
  if (loaded.has(name) || loading.has(name)) return;
  loading.add(name);
  try {
    loaded.set(name, await import(new URL(`${name}.js`, import.meta.url).href));
  } catch {
    if (!quietly) session.refuse("store_unavailable");
    setTimeout(() => {
      loading.delete(name);
      session.changed();
    }, AGAIN_MS);
  }
  session.changed();
}
