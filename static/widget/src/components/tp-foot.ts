// Always in the same place: pause, my notes, where are we, help; and what else I may do.

import { html, nothing } from "lit";
import { icon } from "./icons.ts";
import { noteOffers } from "./tp-notes.ts";
import { Part } from "./part.ts";
import type { Pane } from "./part.ts";

type Kind = "pause" | "where" | "help" | "more";

export class TpFoot extends Part {
  static override properties = { ...Part.properties, notesOpen: { type: Boolean } };
  declare notesOpen: boolean;

  override render() {
    const bell = Object.values(this.session.mine?.offers ?? {}).some(isBell);
    const steers = this.session.offers("steer").length + this.session.offers("go").length > 0;
    const rest = this.session.offers("more").some(([, offer]) => !isBell(offer) && offer.command["do"] !== "add");
    return html`<footer class="foot" data-part="foot">
      ${bell ? this.opener("pause", "bell", "panel.pause") : nothing}
      ${noteOffers(this.session).length ? this.notes() : nothing}
      ${this.opener("where", "compass", "panel.where_are_we")}
      ${this.opener("help", "help", "panel.help")}
      ${rest && !steers ? this.opener("more", undefined, "panel.more") : nothing}
    </footer>`;
  }

  private notes() {
    const toggle = () => this.dispatchEvent(new CustomEvent("tp-notes", { bubbles: true }));
    return html`<button type="button" data-pane="notes" aria-expanded=${this.notesOpen} @click=${toggle}>
      ${icon("note")}<span>${this.t("panel.notes")}</span></button>`;
  }

  private opener(kind: Kind, drawn: "bell" | "compass" | "help" | undefined, words: string) {
    return html`<button type="button" data-pane=${kind} aria-haspopup="dialog"
      @click=${() => this.open({ kind } as Pane)}>${drawn ? icon(drawn) : html`<span class="dots" aria-hidden="true">⋯</span>`}<span>${this.t(words)}</span></button>`;
  }
}

/** The pause bell is asked for at the foot, with its seconds. */
export function isBell({ command }: { readonly command: Readonly<Record<string, unknown>> }): boolean {
  return command["do"] === "ring_bell";
}
