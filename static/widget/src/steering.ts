// What facilitators steer with, and the digits that they alone see: a file of its own.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { digits } from "./clock.ts";
import { label } from "./components/part.ts";
import type { Part, Rendered } from "./components/part.ts";
import type { Offer } from "./protocol.gen.ts";
import type { Session } from "./session.ts";
import { adopt } from "./styles/adopt.ts";
import { steering as styles } from "./styles/steering.ts";

const LEAST_SHOWN_MS = 60_000;
/** So long before the start its day says more than hours that are left. */
const LONG_BEFORE_MS = 12 * 60 * LEAST_SHOWN_MS;

type Named = [string, Offer];

/** An arrow that turns back, where there is no room for the word. */
const BACK = html`<svg class="icon back" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 13 4 8l5-5M4 8h10a6 6 0 0 1 0 12h-4"/></svg>`;

/** What stands below everything else in *part*: the digits, the steps, and the way on. */
export function steering(part: Part): Rendered {
  adopt(part, styles);
  const { session } = part;
  const { words } = session;
  const steer = session.offers("steer");
  const go = session.offers("go");
  const more = html`<button type="button" class="icon-button" data-pane="more" aria-haspopup="dialog"
    aria-label=${words.text("panel.more")} @click=${() => part.open({ kind: "more" })}>⋯</button>`;
  const large = steer.filter(([, { tone }]) => tone === "main");
  const small = keyed(part, steer.filter(([, { tone }]) => tone !== "main"), "narrow");
  const alone = !large.length && go.length === 1; // then all stands in one row
  return html`<section class="steering" data-part="steering" aria-label=${words.text("table.steering")}>
    ${figures(session)}
    ${large.map(([, { lit }]) => lit && html`<p data-part="lit">${words.say(lit)}</p>`)}
    ${steer.length && !alone ? html`<div class="steer">${keyed(part, large, "wide")}${small}${go.length ? nothing : more}</div>` : nothing}
    ${repeat(go, ([id]) => id, ([id, offer]) => way(part, id, offer, id === go.at(-1)?.[0] ? [alone ? small : nothing, more] : nothing))}
  </section>`;
}

function keyed(part: Part, offers: Named[], look: string) {
  return repeat(offers, ([id]) => id, ([id, offer]) => part.button(id, offer, look, id === "undo"
    ? html`${BACK}<span>${label(part.session, offer)}</span>` : undefined));
}

/** The way on stands apart, and says why it is lit; only to be heard where the ring says it. */
function way(part: Part, id: string, offer: Offer, more: unknown): Rendered {
  const { words, view } = part.session;
  const inRing = view?.bell === undefined && offer.lit?.key === `exits.${view?.piece.closed}`;
  return html`<div class="go ${offer.lit ? "lit" : ""}" data-part="go">
    ${offer.lit ? html`<p data-part="lit" class=${inRing ? "unseen" : ""}>${words.say(offer.lit)}</p>` : nothing}
    <div class="steer">${part.button(id, offer, "wide")}${more}</div>
  </div>`;
}

/** Digits, for facilitators only. */
function figures({ mine, view, clock, words }: Session): Rendered {
  const figures = mine?.figures;
  if (!figures || !view) return nothing;
  const now = view.held ?? clock.now();
  const left = figures.remaining_at - now;
  const target = figures.target_ms || view.phase.usual_ms;
  const elapsed = digits(Math.max(0, now - view.phase.started), words.locale);
  const told = view.room.start - now > LONG_BEFORE_MS ? [words.text("table.starts", { day: words.moment(view.room.start) })] : [
    target ? words.text("table.of_target", { elapsed, target: words.minutes(target) }) : elapsed,
    words.text(left >= 0 ? "table.left" : "table.over", { time: words.minutes(Math.abs(left)) }),
    pace(words, figures.behind_ms ?? 0, Boolean(figures.fits)),
    figures.has_topics ? words.text("panel.fits", { n: figures.fits ?? 0 }) : "",
    figures.arriving ? words.text("panel.arriving", { n: figures.arriving }) : "",
    figures.waiting?.length ? words.text("panel.waiting", { n: figures.waiting.length }) : "",
    view.held !== undefined ? words.text("panel.held") : "",
  ];
  return html`<p class="figures" data-part="figures">${told.filter(Boolean).map((each, i) => html`<span>${i ? html`<i aria-hidden="true">·</i>` : nothing}${each}</span> `)}</p>`;
}

/** Behind, or time to spare where no further topic fits; a minute more or less is nobody's business. */
function pace(words: Session["words"], behind: number, fits: boolean): string {
  if (Math.abs(behind) < LEAST_SHOWN_MS || (behind < 0 && fits)) return "";
  return words.text(behind > 0 ? "panel.behind" : "panel.spare", { time: words.minutes(Math.abs(behind)) });
}
