// In the basket: what I take from each person.

import { html, nothing } from "lit";
import { form } from "./fields.ts";
import { Part } from "./part.ts";
import { isNoteKind, isTaking, ownItems } from "./tp-notes.ts";

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
