// Everything that opens above the panel: more, pause, where are we, help, a question before what
// cannot be taken back. A native dialog: focus stays in it and returns to where it was.

import { html, nothing } from "lit";
import type { PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Offer } from "../protocol.gen.ts";
import { form } from "./fields.ts";
import type * as Guide from "../guide.ts";
import { seldom } from "../seldom.ts";
import type * as Settings from "../settings.ts";
import type * as Switch from "../switch.ts";
import { adopt } from "../styles/adopt.ts";
import { dialog } from "../styles/dialog.ts";
import { named, Part } from "./part.ts";
import type { Pane, Rendered } from "./part.ts";
import { rehearsal } from "./rehearsal.ts";
import { isBell } from "./tp-foot.ts";
import { isNote } from "./tp-notes.ts";

const PAUSES = [15, 30, 60];
const TITLES = {
  more: "panel.more", where: "panel.where_are_we", help: "panel.help", pause: "panel.pause",
  settings: "settings.heading", links: "links.heading",
  rehearsal: "rehearsal.title",
} as const;

export class TpDialog extends Part {
  static override properties = { ...Part.properties, pane: { attribute: false } };
  declare pane: Pane | undefined;

  override connectedCallback(): void {
    adopt(this, dialog);
    super.connectedCallback();
  }

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
      case "where": return this.where();
      case "help": return this.apart<typeof Guide>("guide", (file) => file.help(this.session));
      case "pause": return this.pause();
      case "more": return this.more();
      case "rehearsal": return rehearsal(this, this.session);
      case "settings":
      case "links": return this.apart<typeof Settings>("settings", (file) => file[pane.kind as "links"](this.session));
      case "fill": if (pane.offer.command["do"] !== "switch_format") return form(this, pane.id, pane.offer, { labelled: true, done: this.shut });
        return this.apart<typeof Switch>("switch", (file) => file.change(this, pane, this.shut));
      case "confirm": return this.question(pane.id, pane.offer);
    }
  }

  /** What stands in a file of its own, or a breath until it is there. */
  private apart<File>(name: string, shown: (file: File) => Rendered): Rendered {
    const file = seldom<File>(name, this.session);
    return file ? shown(file) : html`<div class="breathing"></div>`;
  }

  /** Shown, and said once for those who listen. */
  private where(): Rendered {
    return this.apart<typeof Guide>("guide", (file) => {
      if (this.said !== this.pane) this.session.announcer.say(file.spoken(this.session));
      this.said = this.pane;
      return file.where(this.session);
    });
  }
  private said: Pane | undefined;

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

  /** Told at once, not with the dialog's own event: what was tapped may open the next pane. */
  private readonly shut = (): void => {
    this.dispatchEvent(new CustomEvent("tp-close", { bubbles: true }));
  };

  /** A tap beside the dialog closes it. */
  private readonly outside = (event: Event): void => {
    if (event.target === this.querySelector("dialog")) this.shut();
  };
}
