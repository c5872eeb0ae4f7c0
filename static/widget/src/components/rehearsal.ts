// Behind the badge of a rehearsal: what it is, and how fast the others are.

import { html } from "lit";
import type { Session } from "../session.ts";
import type { Part, Rendered } from "./part.ts";

/** The pane: tapping a pace leaves it open, so that one may try. */
export function rehearsal(part: Part, session: Session): Rendered {
  const { words, view } = session;
  const n = view?.room.pace ?? 1;
  return html`<p>${words.text("rehearsal.about")}</p>
    <h3>${words.text("rehearsal.pace")}</h3>
    <p role="status" data-part="pace">${words.text(n > 1 ? "rehearsal.pace_is" : "rehearsal.pace_real", { n })}</p>
    <div class="equal">${session.offers("line").map(([id, offer]) => html`<button type="button" class="wide calm"
      data-offer=${id} @click=${() => part.tap({ id, offer })}><span>${words.say(offer.label)}</span></button>`)}</div>`;
}
