// What a page shows before the panel's script runs: the card that stands in it, or that it is coming.

import type { Seat } from "./seat.ts";

/** Under which name a draft of one's name is kept. */
export const NAME_DRAFT = "join";

/** What stands in *root* before the panel does. */
const before = (root: ParentNode) => root.querySelectorAll<HTMLElement>(".early");

/** What the page declares for *root*, where a browser does not do so by itself yet. */
export function furnish(root: ShadowRoot, panel: HTMLElement): void {
  const declared = panel.querySelector("template");
  if (declared) root.append(declared.content);
}

/** Whether somebody is writing on a card of the page, or could. */
export function shows(root: ParentNode): boolean {
  return [...before(root)].some((each) => each.tagName !== "SLOT" && !each.hidden);
}

/** Takes what the page shows out of *root*. What is to be done with the panel's own card, once it stands:
 *  the name is kept as a draft, the cursor goes on where it was, and a tap that came early counts. */
export function giveWay(root: ShadowRoot, seat: Seat): (card: HTMLFormElement) => void {
  const form = shows(root) ? root.querySelector<HTMLFormElement>(".early form") : null;
  const nameOf = (card: HTMLFormElement) => card.elements.namedItem("name") as HTMLInputElement;
  const { value = "", selectionStart = null, selectionEnd = null } = form ? nameOf(form) : {};
  const writing = Boolean(form?.contains(root.activeElement));
  if (value) seat.keepDraft(NAME_DRAFT, value);
  for (const each of before(root)) each.remove();
  return (card) => {
    if (writing) nameOf(card).focus();
    if (writing) nameOf(card).setSelectionRange(selectionStart, selectionEnd);
    if (form?.dataset["sent"]) card.requestSubmit();
  };
}
