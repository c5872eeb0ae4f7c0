// What was given in this phase beside what is said: words, frames, reasons, tips, newest last.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Part, Rendered } from "../components/part.ts";
import { adopt } from "../styles/adopt.ts";
import { styles } from "../styles/board.ts";
import { filling } from "./filling.ts";
import { gestures } from "./gestures.ts";

/** The cards of the running phase, each with its gestures and what may be done with it. */
export function given(part: Part): Rendered {
  const { session } = part;
  const { view } = session;
  const cards = Object.entries(view?.items ?? {}).filter(([, item]) => item.phase === view?.phase.id && item.topic === view?.topic);
  if (cards.length === 0) return nothing;
  adopt(part, styles);
  cards.sort(([, a], [, b]) => a.order - b.order);
  return html`<ul class="cards" data-part="given">${repeat(cards, ([id]) => id, ([id, item]) => html`<li class="card" data-item=${id} data-state=${item.state ?? "open"}>
    <p class="what"><span class="text" dir="auto">${item.text}</span>
      ${item.owner ? html`<span class="owner" dir="auto">${item.owner === session.me ? session.words.text("panel.you") : session.name(item.owner)}</span>` : nothing}</p>
    <div class="small-row">${gestures(part, id, item)}
      ${session.offers("item").filter(([, offer]) => offer.item === id).map(([key, offer]) => filling(part, key, offer, true))}</div></li>`)}</ul>`;
}
