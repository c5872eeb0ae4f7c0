// A list of cards: the topics in their order, each with its state and what may be done with it.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ItemShown } from "../protocol.gen.ts";
import { form } from "./fields.ts";
import { Part } from "./part.ts";
import { tick } from "./tp-circle.ts";

const STATES: Readonly<Record<string, string>> = { done: "panel.done", kept: "panel.kept", parked: "panel.parked" };

export class TpItems extends Part {
  static override properties = {
    ...Part.properties,
    list: {},
    items: { attribute: false },
    folded: { type: Boolean },
    editing: { state: true },
  };
  /** The list's id; or *items*, ids of my own. */
  declare list: string;
  declare items: readonly string[] | undefined;
  /** Only a line to be opened, where the middle is needed for the circle. */
  declare folded: boolean;
  private declare editing: string;

  override render() {
    const { view } = this.session;
    const ids = this.items ?? view?.lists[this.list] ?? [];
    if (this.items) return this.cards(ids);
    const known = ids.flatMap((id) => this.session.item(id) ?? []);
    const heading = this.t(`lists.${this.list}`);
    if (!this.folded) {
      return html`<section class="items" data-part=${this.list}><h2>${heading}</h2>
        ${known.length ? this.cards(ids) : html`<p class="quiet">${this.t("panel.no_items_yet")}</p>`}
        ${view?.fits && view.phase.list === this.list
          ? html`<p class="quiet" data-part="fits">${this.t("panel.fits", { n: view.fits })}</p>` : nothing}</section>`;
    }
    if (known.length === 0) return nothing;
    return html`<details class="items peek" data-part=${this.list}>
      <summary><h2>${heading}</h2> <span class="count">${known.length}</span>
        <span class="glimpse">${known.map(({ text }) => text).join(" · ")}</span></summary>
      ${this.cards(ids)}
    </details>`;
  }

  private cards(ids: readonly string[]) {
    return html`<ul class="cards">${repeat(ids, (id) => id, (id) => this.card(id))}</ul>`;
  }

  private card(id: string) {
    const item = this.session.item(id);
    if (!item) return nothing;
    const offers = this.session.offers("item").filter(([, offer]) => offer.item === id);
    const state = item.state ?? "open";
    const edited = offers.find(([key]) => key === this.editing);
    return html`<li class="card ${state}" data-item=${id} data-state=${state} ?data-urgent=${item.urgent} @keydown=${this.escape}>
      <p class="what"><span class="text" dir="auto">${item.text}</span> ${this.marks(item)}</p>
      ${edited
        ? form(this, ...edited, { done: () => (this.editing = "") })
        : html`<div class="small-row">${repeat(offers, ([key]) => key, ([key, offer]) => offer.fields?.length
            ? html`<button type="button" class="link" data-offer=${key} @click=${() => this.edit(key)}><span>${this.session.words.say(offer.label)}</span></button>`
            : this.button(key, offer, "link"))}</div>`}
    </li>`;
  }

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.editing) this.edit("");
  };

  private edit(key: string): void {
    this.editing = key;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("form input, form textarea")?.focus());
  }

  private marks({ state = "open", urgent, owner, mine }: ItemShown) {
    const named = STATES[state];
    return html`
      ${urgent ? html`<span class="mark urgent">! ${this.t("panel.urgent_mark")}</span>` : nothing}
      ${state === "now" ? html`<span class="mark now">${this.t("where.phase")}</span>` : nothing}
      ${named ? html`<span class="mark">${state === "done" ? tick : nothing} ${this.t(named)}</span>` : nothing}
      ${!this.items && owner ? html`<span class="owner">${mine || owner === this.session.me ? this.t("panel.you") : this.session.name(owner)}</span>` : nothing}`;
  }
}
