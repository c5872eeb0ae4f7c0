// A deck of cards for one role: a question to ask, one at a time, seen by nobody else.

import { html, nothing } from "lit";
import type { Part, Rendered } from "./part.ts";

/** Which card of which deck lies on top. */
const tops = new Map<string, number>();

/** The top card, if there is a deck for me in this phase. */
export function cards(part: Part): Rendered {
  const { mine, words } = part.session;
  const deck = mine?.deck;
  if (!deck) return nothing;
  const all = words.list(`decks.${deck}`);
  if (all.length === 0) return nothing;
  const top = (tops.get(deck) ?? 0) % all.length;
  const turn = () => {
    tops.set(deck, top + 1);
    part.session.changed();
  };
  return html`<details class="deck-of-cards" data-part="deck"><summary>${words.text("floor.cards")}</summary>
    <p class="deck" aria-live="polite">${all[top]}</p>
    <button type="button" class="link" @click=${turn}><span>${words.text("floor.another_card")}</span></button></details>`;
}
