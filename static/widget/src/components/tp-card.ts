// The card in the middle where no piece goes round: who is here, what we agree, a pause.

import { html, nothing } from "lit";
import { Part } from "./part.ts";
import type { Rendered } from "./part.ts";

/** More names than this are scrolled, also by keyboard. */
const MANY = 16;

export class TpCard extends Part {
  override render(): Rendered {
    const { view, clock } = this.session;
    if (!view) return nothing;
    if (view.bell !== undefined && view.bell > clock.now()) return this.bell();
    switch (view.phase.card) {
      case "lobby": return this.lobby();
      case "pact": return this.pact();
      case "pause": return this.pause();
      default: return this.people();
    }
  }

  private lobby(): Rendered {
    const { view, words } = this.session;
    if (!view) return nothing;
    const { title, start, end } = view.room;
    const when = { day: words.day(start), start: words.time(start), end: words.time(end) };
    return html`<section class="lobby" data-part="lobby">
      <h2 class="big">${title || this.t(view.title)}</h2>
      <p class="quiet">${this.t("arrival.when", when)}</p>
      ${this.people()}
    </section>`;
  }

  private people(): Rendered {
    const { view, me } = this.session;
    const here = Object.entries(view?.people ?? {}).filter(([, person]) => person.here);
    here.sort(([, a], [, b]) => a.order - b.order);
    return html`<section class="people" data-part="people" aria-label=${this.t("table.who_is_here")}>
      <h2>${this.t("table.who_is_here")} <span class="count">${here.length}</span></h2>
      <ul class="names" tabindex=${here.length > MANY ? 0 : nothing}>${here.map(([id, person]) => html`<li data-person=${id} class=${id === me ? "me" : ""}>
        <span dir="auto">${person.name}</span>${id === me ? html` <small>${this.t("panel.you")}</small>` : nothing}
        ${person.facilitator ? html`<small>${this.t("panel.facilitator")}</small>` : nothing}</li>`)}</ul>
      ${here.length < 2 ? html`<p class="quiet">${this.t("table.nobody_else")}</p>` : nothing}
    </section>`;
  }

  private pact(): Rendered {
    const { view, words } = this.session;
    const sentences = words.list(`pacts.${view?.room.privacy}`);
    return html`<section class="pact" data-part="pact">
      <h2>${this.t("arrival.we_agree")}</h2>
      <ul>${sentences.map((each) => html`<li>${each}</li>`)}</ul>
    </section>`;
  }

  /** What it is for, its title and the sentence say. */
  private pause(): Rendered {
    return html`<section class="breath" data-part="pause"><div class="breathing" aria-hidden="true"></div></section>`;
  }

  private bell(): Rendered {
    return html`<section class="breath" data-part="bell">
      <div class="breathing" aria-hidden="true"></div>
      <h2>${this.t("table.a_pause")}</h2>
      <p class="quiet">${this.t("table.bell_rings")}</p>
    </section>`;
  }
}
