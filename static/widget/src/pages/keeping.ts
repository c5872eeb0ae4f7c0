// What this tab remembers until it is closed. In a sandboxed frame: until it is loaded again.

/** Shorter fragments are places on the page, such as where "skip" leads. */
const LEAST_TOKEN = 40;

const memory = new Map<string, string>();

export function read(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return memory.get(name) ?? "";
  }
}

export function write(name: string, value: string): void {
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch {
    memory.set(name, value);
  }
}

/** The token from the address's fragment, which is cleared at once; else the one kept under *name*. */
export function tokenOf(name: string): string {
  addEventListener("hashchange", () => location.hash.length > LEAST_TOKEN && location.reload());
  const token = location.hash.slice(1);
  if (token.length < LEAST_TOKEN) return read(name);
  write(name, token);
  history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}
