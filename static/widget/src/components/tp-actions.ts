// What I can do now, pinned at the bottom: what the server offers, each at its place.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Offer } from "../protocol.gen.ts";
import { seldom } from "../seldom.ts";
import type * as Steering from "../steering.ts";
import { form } from "./fields.ts";
import { named, Part } from "./part.ts";
import type { Rendered } from "./part.ts";
import { inBasket, isTaking } from "./tp-notes.ts";

type Named = [string, Offer];
/** So long something taken back can be put back from a sentence above the buttons. */
const TOAST_MS = 12_000;
const WARM_MS = 30_000;
/** A turn that begins with so long a silence is asked about, and facilitators alone are asked. */
const SILENCE_MS = 30_000;

export class TpActions extends Part {
  private ticking = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.ticking) this.session.clock.tick(this);
    this.ticking = true;
  }

  override willUpdate(): void {
    this.focused = this.contains((this.getRootNode() as ShadowRoot).activeElement);
  }

  /** A button that was tapped and is gone leaves its focus here, not at the top of the page. */
  override updated(): void {
    const focus = (this.getRootNode() as ShadowRoot).activeElement;
    if (this.focused && !focus) this.querySelector<HTMLElement>(".actions")?.focus();
  }
  private focused = false;

  override render(): Rendered {
    const { mine, refusal, lost, words } = this.session;
    if (!mine) return nothing;
    const basket = inBasket(this.session);
    const aside = this.session.offers("aside").filter(([, offer]) => !(basket && isTaking(offer)));
    return html`<section class="actions" data-part="actions" tabindex="-1" aria-label=${this.t("table.actions")}>
      <div class="notices">${this.toasts()}${this.notices()}${this.silence()}${this.warm()}</div>
      ${lost ? html`<p class="refusal" data-part="lost">${this.t("panel.connection_lost")}</p>` : nothing}
      ${refusal ? html`<p class="refusal" data-part="refusal">${words.say(refusal)}</p>` : nothing}
      ${mine.place ? html`<p class="place" data-part="place">${words.say(mine.place)}</p>` : nothing}
      ${this.turn()}
      ${aside.length ? html`<div class="small-row" data-part="aside">${repeat(aside, ([id]) => id, ([id, offer]) => this.aside(id, offer))}</div>` : nothing}
      ${this.steering()}
    </section>`;
  }

  /** The buttons of my turn: what can be given in one line, then equals side by side. */
  private turn(): Rendered {
    const all = this.session.offers("turn");
    const forms = all.filter(([, offer]) => offer.fields?.length);
    const plain = all.filter(([, offer]) => !offer.fields?.length);
    return html`<div class="turn" data-part="turn">
      ${repeat(forms, ([id]) => id, ([id, offer]) => form(this, id, offer))}
      <div class="equal">${repeat(plain, ([id]) => id, ([id, offer]) => this.button(id, offer, "wide"))}</div>
    </div>`;
  }

  private aside(id: string, offer: Offer) {
    return this.button(id, offer, "link", named(this.session, offer));
  }

  /** Wait, come back, pass on: asked quietly once per turn; waiting is what happens by itself. */
  private silence(): Rendered {
    const { view, clock, words } = this.session;
    const offers = this.session.offers("notice").filter(([, offer]) => offer.notice === "silence");
    const since = view?.piece.since;
    const waited = since !== undefined && view?.held === undefined && clock.now() - since > SILENCE_MS;
    if (!offers.length || !waited || this.waitsFor === since || this.session.microphone.state === "open") return nothing;
    const wait = () => {
      this.waitsFor = since;
      this.requestUpdate();
    };
    return html`<div class="notice" data-part="notice" data-notice="silence"><p>${words.text("situations.silence")}</p>
      <button type="button" class="narrow calm" data-pane="wait" @click=${wait}><span>${words.text("buttons.wait")}</span></button>
      ${this.keyed(offers, "narrow")}</div>`;
  }
  private waitsFor: number | undefined;

  /** For whoever steers: a file of its own, because at most tables that is one of many. */
  private steering(): Rendered {
    const { session } = this;
    const steers = session.offers("steer").length + session.offers("go").length > 0 || session.mine?.figures;
    return (steers && seldom<typeof Steering>("steering", session)?.steering(this)) || nothing;
  }

  private keyed(offers: Named[], look: string) {
    return repeat(offers, ([id]) => id, ([id, offer]) => this.button(id, offer, look));
  }

  private notices(): Rendered {
    const notices = Object.entries(this.session.mine?.notices ?? {});
    const offers = this.session.offers("notice");
    return html`${repeat(notices, ([id]) => id, ([id, notice]) => html`
      <div class="notice ${notice.tone ?? "calm"}" data-part="notice" data-notice=${id}>
        <p>${this.session.words.say(notice.say)}</p>
        ${this.keyed(offers.filter(([, offer]) => offer.notice === id), "narrow")}
      </div>`)}`;
  }

  /** Somebody has just said "I know this one": for the presenter, for a while. */
  private warm(): Rendered {
    const { mine, clock } = this.session;
    if (mine?.warm === undefined || clock.now() - mine.warm > WARM_MS) return nothing;
    return html`<div class="notice warm" data-part="warm"><p>${this.t("table.warm")}</p></div>`;
  }

  /** What was taken back a moment ago can be put back here. */
  private toasts(): Rendered {
    const fresh = [...this.session.withdrawn].filter(([, at]) => Date.now() - at < TOAST_MS);
    return html`${fresh.map(([item]) => {
      const offers = this.session.offers("item").filter(([, offer]) => offer.item === item);
      const text = this.session.item(item)?.text ?? "";
      return offers.length === 0 ? nothing : html`<div class="notice" data-part="toast">
        <p>${this.t("table.taken_back", { text })}</p>${this.keyed(offers, "narrow")}</div>`;
    })}`;
  }
}
