// An open talk: whose hand is up, who sits in the circle, and the silent thumbs at the bell.
//
// Who spoke how often and who holds which thumb is nowhere: the server does not say it.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Part, Rendered } from "../components/part.ts";
import type { FloorShown, View } from "../protocol.gen.ts";
import { adopt } from "../styles/adopt.ts";
import { floor as styles } from "../styles/floor.ts";
import { given } from "../boards/given.ts";
import { cards } from "../components/cards.ts";

/** What stands in the middle while people talk freely. */
export function middle(part: Part): Rendered {
  const { view, words } = part.session;
  const floor = view?.floor;
  if (!view || !floor) return nothing;
  adopt(part, styles);
  return html`<section class="floor" data-part="floor" data-goes-by=${floor.goes_by}>
    ${topic(part, view)}
    ${floor.until === undefined ? nothing : thumbs(part, floor)}
    ${floor.over ? html`<p role="status" data-part="next">${words.text("floor.next")}</p>` : nothing}
    ${view.piece.holder ? html`<tp-circle .session=${part.session} .small=${true}></tp-circle>` : nothing}
    ${floor.hands?.length || view.piece.holder ? nothing : html`<p class="quiet">${words.text(`floor.${floor.goes_by}`)}</p>`}
    ${floor.goes_by === "seats" ? html`${people(part, "in_circle", floor.seats ?? [])}
      <p class="quiet" data-part="free">${words.text("floor.free", { n: floor.free ?? 0 })}</p>` : nothing}
    ${floor.camera ? html`<p class="quiet" data-part="camera">${words.text(`floor.${floor.camera}`)}</p>` : nothing}
    ${floor.hands?.length ? people(part, "hands", floor.hands) : nothing}
    ${cards(part)}
    ${given(part)}
  </section>`;
}

function topic({ session }: Part, view: View): Rendered {
  const item = view.topic ? session.item(view.topic) : undefined;
  return item ? html`<h2 class="big" dir="auto" data-part="subject">${item.text}</h2>` : nothing;
}

function people({ session }: Part, key: string, ids: readonly string[]): Rendered {
  return html`<div data-part=${key}><h2>${session.words.text(`floor.${key}`)}</h2>
    <ol class="who">${repeat(ids, (id) => id, (id) => html`<li data-person=${id} class=${id === session.me ? "me" : ""} dir="auto">${session.name(id)}</li>`)}</ol></div>`;
}

/** Up, sideways, down: a tap each, changed as often as one likes until all have answered. */
function thumbs(part: Part, floor: FloorShown): Rendered {
  const { words } = part.session;
  const offers = part.session.offers("poll");
  return html`<div class="thumbs" data-part="thumbs" role="group" aria-label=${words.text("floor.go_on")}>
    <h2>${words.text("floor.go_on")}</h2>
    <div class="choices">${repeat(offers, ([id]) => id, ([id, offer]) => html`<button type="button" class="wide" data-offer=${id}
      aria-pressed=${Boolean(offer.on)} aria-busy=${part.session.busy.has(id)} @click=${() => part.tap({ id, offer })}><span>${words.say(offer.label)}</span></button>`)}</div>
    <p class="quiet" role="status" data-part="answered">${words.text("floor.so_many", { n: floor.answered ?? 0, all: floor.awaited ?? 0 })}</p>
  </div>`;
}
