// My own papers: notes only I see, and in the basket what I take from each person.

import { html } from "lit";
import type { ItemShown, Offer } from "../protocol.gen.ts";
import type { Session } from "../session.ts";
import { form } from "./fields.ts";
import { Part } from "./part.ts";

/** Notes for my eyes only are written under "My notes"; everything else I give stands in the middle. */
export function isNote(offer: Offer): boolean {
  return offer.command["do"] === "add" && isNoteKind(String(offer.command["kind"]));
}

export function isNoteKind(kind: string): boolean {
  return kind === "private_note";
}

/** I say what I take from each contribution: the checklist stands in the middle. */
export function inBasket({ view, me }: Session): boolean {
  return Boolean(view?.checklist?.length) && view?.presenter === me;
}

/** What the presenter takes from each person, in the middle beside the checklist. */
export function isTaking(offer: Offer): boolean {
  return offer.command["do"] === "add" && offer.command["kind"] === "takeaway";
}

export function noteOffers(session: Session): [string, Offer][] {
  return Object.entries(session.mine?.offers ?? {}).filter(([, offer]) => isNote(offer));
}

export class TpNotes extends Part {
  override render() {
    const offers = noteOffers(this.session);
    const basket = inBasket(this.session);
    const inSight = this.session.view?.board?.kinds ?? [];
    const own = ownItems(this.session, ({ kind }) => !inSight.includes(kind) && (!basket || isNoteKind(kind)));
    return html`<section class="notes" data-part="notes" aria-label=${this.t("panel.notes")}>
      <h2>${this.t("panel.notes")}</h2>
      ${offers.map(([id, offer]) => form(this, id, offer))}
      ${own.length
        ? html`<tp-items .session=${this.session} .items=${own}></tp-items>`
        : html`<p class="quiet">${this.t("table.no_notes")}</p>`}
    </section>`;
  }
}

/** The ids of what I wrote and not everybody sees, newest first. */
export function ownItems({ mine, view }: Session, wanted: (item: ItemShown) => boolean): string[] {
  const all = Object.entries(mine?.items ?? {}).filter(([id, item]) => !view?.items[id] && wanted(item));
  const kept = all.filter(([, item]) => item.state !== "withdrawn");
  return kept.sort(([, a], [, b]) => b.order - a.order).map(([id]) => id);
}
