// Everything that opens above the panel: more, pause, where are we, help, a question before what
// cannot be taken back. A native dialog: focus stays in it and returns to where it was.

import { html, nothing } from "lit";
import type { PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LOCALES } from "../i18n.ts";
import type { Offer } from "../protocol.gen.ts";
import { form } from "./fields.ts";
import type * as Settings from "../settings.ts";
import type * as Switch from "../switch.ts";
import { named, Part } from "./part.ts";
import type { Pane, Rendered } from "./part.ts";
import { rehearsal } from "./rehearsal.ts";
import { isBell } from "./tp-foot.ts";
import { isNote } from "./tp-notes.ts";
import { where } from "./where.ts";

/** Files of their own. */
interface Seldom { settings?: typeof Settings; switch?: typeof Switch }

const PAUSES = [15, 30, 60];
const HELP = ["circle", "pass", "later", "pause", "notes"] as const;
const TITLES = {
  more: "panel.more", where: "panel.where_are_we", help: "panel.help", pause: "panel.pause",
  settings: "settings.heading", links: "links.heading",
  rehearsal: "rehearsal.title",
} as const;

export class TpDialog extends Part {
  static override properties = { ...Part.properties, pane: { attribute: false } };
  declare pane: Pane | undefined;

  /** What opens takes the focus: its first field, else its title. */
  override updated(changed: PropertyValues): void {
    const dialog = this.querySelector("dialog");
    if (!dialog || !changed.has("pane")) return;
    if (!dialog.open) dialog.showModal();
    const field = this.pane?.kind === "settings" ? null : dialog.querySelector<HTMLElement>("form [name]");
    (field ?? dialog.querySelector<HTMLElement>("#pane-title"))?.focus();
  }

  override render(): Rendered {
    const { pane } = this;
    if (!pane) return nothing;
    return html`<dialog data-part=${`pane-${pane.kind}`} aria-labelledby="pane-title"
      aria-describedby=${pane.kind === "where" || pane.kind === "pause" ? "pane-body" : nothing}
      @close=${this.shut} @click=${this.outside}>
      <div class="pane-head"><h2 id="pane-title" tabindex="-1">${this.titled(pane)}</h2>
        <button type="button" class="icon-button" data-pane="close" aria-label=${this.t("table.dismiss")} @click=${this.shut}>×</button></div>
      <div class="pane-body" id="pane-body">${this.body(pane)}</div>
    </dialog>`;
  }

  private titled(pane: Pane): string {
    if (pane.kind === "confirm") return pane.offer.confirm ? this.session.words.say(pane.offer.confirm) : "";
    if (pane.kind === "fill") return named(this.session, pane.offer);
    return this.t(TITLES[pane.kind]);
  }

  private body(pane: Pane): Rendered {
    switch (pane.kind) {
      case "where": return where(this.session);
      case "help": return this.help();
      case "pause": return this.pause();
      case "more": return this.more();
      case "rehearsal": return rehearsal(this, this.session);
      case "settings":
      case "links": return this.seldom?.settings?.[pane.kind](this.session) ?? this.load("settings");
      case "fill": if (pane.offer.command["do"] === "switch_format") return this.seldom?.switch?.change(this, pane, this.shut) ?? this.load("switch");
        return form(this, pane.id, pane.offer, { labelled: true, done: this.shut });
      case "confirm": return this.question(pane.id, pane.offer);
    }
  }

  /** What few people need is loaded when it is opened, from beside this file. */
  private load(name: keyof Seldom): Rendered {
    const file = new URL(`${name}.js`, import.meta.url).href;
    const loaded = import(file) as Promise<Seldom[typeof name]>;
    loaded.then((module) => (this.seldom = { ...this.seldom, [name]: module }), () => this.session.refuse("store_unavailable"))
      .finally(() => this.requestUpdate());
    return html`<div class="breathing"></div>`;
  }
  private seldom: Seldom | undefined;

  private question(id: string, offer: Offer): Rendered {
    const yes = () => {
      this.shut();
      this.tap({ id, offer, sure: true });
    };
    return html`<div class="equal">
      <button type="button" class="wide calm" data-pane="no" @click=${this.shut}><span>${this.t("buttons.cancel")}</span></button>
      <button type="button" class="wide ${offer.tone === "grave" ? "grave" : "main"}" data-sure=${id} @click=${yes}><span>${this.session.words.say(offer.label)}</span></button>
    </div>`;
  }

  private pause(): Rendered {
    const bell = Object.entries(this.session.mine?.offers ?? {}).find(([, offer]) => isBell(offer));
    if (!bell) return nothing;
    const [id, offer] = bell;
    const ring = (seconds: number) => () => {
      this.shut();
      this.tap({ id, offer, values: { seconds } });
    };
    return html`<p class="quiet">${this.t("table.pause_ask")}</p>
      <div class="equal" data-offer=${id}>${PAUSES.map((n) => html`<button type="button" class="wide calm" data-seconds=${n}
        @click=${ring(n)}><span>${this.session.words.seconds(n)}</span></button>`)}</div>`;
  }

  /** Everything behind ⋯; the jumps fold away, for there are many. */
  private more(): Rendered {
    const all = this.session.offers("more").filter(([, offer]) => !isBell(offer) && !isNote(offer));
    const jumps = all.filter(([, offer]) => offer.command["do"] === "go_to");
    const rest = all.filter(([, offer]) => offer.command["do"] !== "go_to");
    const rows = (offers: [string, Offer][]) => repeat(offers, ([id]) => id, ([id, offer]) => this.row(id, offer));
    const [calm, grave] = [rest.filter(([, o]) => o.tone !== "grave"), rest.filter(([, o]) => o.tone === "grave")];
    const set = html`<button type="button" class="row" data-pane="settings" @click=${() => this.open({ kind: "settings" })}><span>${this.t("settings.heading")}</span></button>`;
    return html`<div class="rows">${rows(calm)} ${this.session.mine?.plan ? set : nothing}
      ${jumps.length ? html`<details data-part="jumps"><summary>${this.t("table.jump")}</summary>${rows(jumps)}</details>` : nothing}
      ${rows(grave)}</div>`;
  }

  private row(id: string, offer: Offer): Rendered {
    const tapped = () => {
      this.shut();
      this.tap({ id, offer });
    };
    return html`<button type="button" class="row ${offer.tone ?? "calm"}" data-offer=${id} @click=${tapped}><span>${named(this.session, offer)}</span></button>`;
  }

  private help(): Rendered {
    const { view, words, mine } = this.session;
    const privacy = view?.room.privacy ?? "sealed";
    const lines = mine?.facilitator ? [...HELP, "steering"] : HELP;
    return html`${lines.map((each) => html`<p>${this.t(`help.${each}`)}</p>`)}
      <h3>${this.t("help.kept")}</h3><p>${this.t(`privacy.${privacy}_means`)}</p>
      <label class="language"><span class="label">${this.t("arrival.language")}</span>${languages(words.locale, (locale) => this.session.speak(locale))}</label>`;
  }

  /** Told at once, not with the dialog's own event: what was tapped may open the next pane. */
  private readonly shut = (): void => {
    this.dispatchEvent(new CustomEvent("tp-close", { bubbles: true }));
  };

  /** A tap beside the dialog closes it. */
  private readonly outside = (event: Event): void => {
    if (event.target === this.querySelector("dialog")) this.shut();
  };
}

/** The panel's languages, each named in itself. */
export function languages(locale: string, chosen: (locale: string) => void): Rendered {
  const named = (each: string) => new Intl.DisplayNames([each], { type: "language" }).of(each) ?? each;
  return html`<select data-part="language" @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
    ${LOCALES.map((each) => html`<option value=${each} lang=${each} ?selected=${each === locale}>${named(each)}</option>`)}
  </select>`;
}
