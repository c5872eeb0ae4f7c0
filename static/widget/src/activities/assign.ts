// Somebody takes a role: what is offered, and who has it. Coming forward stands among the buttons.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Part, Rendered } from "../components/part.ts";
import type { FloorShown } from "../protocol.gen.ts";
import { adopt } from "../styles/adopt.ts";
import { floor as styles } from "../styles/floor.ts";

/** What stands in the middle while a role is to be filled. */
export function middle(part: Part): Rendered {
  const { session } = part;
  const { view, words } = session;
  if (!view) return nothing;
  adopt(part, styles);
  const have = Object.entries(view.people).flatMap(([id, { roles = [] }]) => roles.map((role) => ({ id, role })));
  const { list = "" } = view.phase;
  const named = ({ id, role }: (typeof have)[number]) =>
    words.text("floor.has_role", { name: session.name(id), role: words.text(`roles.${role}`) });
  return html`<section class="floor" data-part="assign">
    ${have.length
      ? html`<div role="status" data-part="roles"><ul class="who">${repeat(have, ({ id, role }) => `${id} ${role}`, (each) => html`<li data-person=${each.id} data-role=${each.role} class=${each.id === session.me ? "me" : ""}>${named(each)}</li>`)}</ul></div>
        <p class="quiet">${words.text("floor.withdrawn_again")}</p>`
      : html`<p class="quiet" role="status" data-part="roles">${words.text("floor.nobody_has")}</p>`}
    ${view.floor?.goes_by === "vote" ? votes(part, view.floor) : nothing}
    ${view.lists[list]?.length ? html`<tp-items .session=${session} .list=${list}></tp-items>` : nothing}
  </section>`;
}

/** Whom I wish for the role: a tap each, changed as often as one likes until all have voted. */
function votes(part: Part, floor: FloorShown): Rendered {
  const { words } = part.session;
  const offers = part.session.offers("poll");
  return html`<div class="thumbs" data-part="votes" role="group" aria-label=${words.text("floor.whom")}>
    <h2>${words.text("floor.whom")}</h2>
    <div class="choices">${repeat(offers, ([id]) => id, ([id, offer]) => html`<button type="button" class="wide" data-offer=${id}
      aria-pressed=${Boolean(offer.on)} aria-busy=${part.session.busy.has(id)} @click=${() => part.tap({ id, offer })}><span dir="auto">${words.say(offer.label)}</span></button>`)}</div>
    <p class="quiet" role="status" data-part="answered">${words.text("polls.so_many", { n: floor.answered ?? 0, all: floor.awaited ?? 0 })}</p>
  </div>`;
}
