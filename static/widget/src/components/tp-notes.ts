// My own papers: notes only I see, and in the basket what I take from each person.

import { html, nothing } from "lit";
import type { ItemShown, Offer } from "../protocol.gen.ts";
import type { Session } from "../session.ts";
import { form } from "./fields.ts";
import { Part } from "./part.ts";

/** Notes for my eyes only are written under "My notes"; everything else I give stands in the middle. */
export function isNote(offer: Offer): boolean {
  return offer.command["do"] === "add" && isNoteKind(String(offer.command["kind"]));
}

function isNoteKind(kind: string): boolean {
  return kind.endsWith("note");
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
function ownItems({ mine, view }: Session, wanted: (item: ItemShown) => boolean): string[] {
  const all = Object.entries(mine?.items ?? {}).filter(([id, item]) => !view?.items[id] && wanted(item));
  const kept = all.filter(([, item]) => item.state !== "withdrawn");
  return kept.sort(([, a], [, b]) => b.order - a.order).map(([id]) => id);
}

/** The basket: who contributed, to be ticked off, and what I take from each. Ticks stay in the page. */
export class TpBasket extends Part {
  static override properties = { ...Part.properties, ticked: { state: true } };
  private declare ticked: ReadonlySet<string>;

  override render() {
    const { view } = this.session;
    const people = view?.checklist ?? [];
    const ticked = this.ticked ?? new Set();
    const next = people.find((id) => !ticked.has(id));
    const gives = this.session.offers("aside").filter(([, offer]) => isTaking(offer));
    return html`<section class="basket" data-part="basket" aria-label=${this.t("table.from_each")}>
      <h2>${this.t("table.from_each")}</h2>
      <ul class="checks">${people.map((id) => html`<li><label class="check">
        <input type="checkbox" .checked=${ticked.has(id)} @change=${() => this.toggle(id)}>
        <span>${this.session.name(id)}</span></label></li>`)}</ul>
      ${gives.map(([id, offer]) => form(this, id, offer, {
        ...(next ? { called: this.t("table.from", { name: this.session.name(next) }), done: () => this.toggle(next) } : {}),
      }))}
      ${gives.length ? html`<tp-items .session=${this.session} .items=${ownItems(this.session, ({ kind }) => !isNoteKind(kind))}></tp-items>` : nothing}
    </section>`;
  }

  private toggle(id: string): void {
    const ticked = new Set(this.ticked ?? []);
    if (!ticked.delete(id)) ticked.add(id);
    this.ticked = ticked;
  }
}
