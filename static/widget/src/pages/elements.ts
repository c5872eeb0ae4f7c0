// The elements of a page, by id; making new ones; showing, hiding, copying, saving.

/** The element with this id. The server's page has it; if not, the page is broken. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id} on this page`);
  return found as E;
}

/** A new element with a text, which is never read as markup. */
export function made<K extends keyof HTMLElementTagNameMap>(name: K, text = "", kind = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

export function show(id: string, visible = true): void {
  byId(id).hidden = !visible;
}

export function tell(id: string, text: string): void {
  byId(id).textContent = text;
}

export function onClick(id: string, action: () => void | Promise<void>): void {
  byId(id).addEventListener("click", () => void action());
}

/** Copies a text; false where the browser refuses. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Offers a file for download. */
export function save(file: Blob, name: string): void {
  const link = made("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A second question before something that cannot be taken back: *id*, *id*-sure, -yes, -no. */
export function askFirst(id: string, action: () => void | Promise<void>): void {
  const turn = (asking: boolean) => {
    show(id, !asking);
    show(`${id}-sure`, asking);
    byId(asking ? `${id}-no` : id).focus();
  };
  onClick(id, () => turn(true));
  onClick(`${id}-no`, () => turn(false));
  onClick(`${id}-yes`, async () => {
    turn(false);
    await action();
  });
}
