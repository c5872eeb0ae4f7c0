// What all elements of the panel share: the session, its words, and how they ask for something.
//
// Elements render into their own light tree inside the panel's one shadow root, so that there is one
// style sheet and one set of ids; `<talking-piece>` alone has a shadow root.

import { html, LitElement } from "lit";
import type { nothing, TemplateResult } from "lit";
import type { Values } from "../i18n.ts";
import type { Offer } from "../protocol.gen.ts";
import type { Session } from "../session.ts";

/** What is opened above or beside the panel's middle. */
export type Pane =
  | { readonly kind: "more" | "where" | "help" | "pause" | "settings" | "links" | "rehearsal" }
  | { readonly kind: "confirm" | "fill"; readonly id: string; readonly offer: Offer };

/** An offer was tapped; *values* are those of its fields, *sure* if it was confirmed. */
export interface Tapped {
  readonly id: string;
  readonly offer: Offer;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly sure?: boolean;
}

export type Rendered = TemplateResult | typeof nothing;

export class Part extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;
  private attached = false;

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    if (!this.attached) this.session.attach(this);
    this.attached = true;
    super.connectedCallback();
  }

  protected t(key: string, values?: Values): string {
    return this.session.words.text(key, values);
  }

  tap(tapped: Tapped): void {
    this.dispatchEvent(new CustomEvent("tp-do", { detail: tapped, bubbles: true }));
  }

  open(pane: Pane): void {
    this.dispatchEvent(new CustomEvent("tp-open", { detail: pane, bubbles: true }));
  }

  /** A button for *offer*; *words* instead of its own label where the place asks for others.
   *
   * A double click is one tap: under its second half there may stand another button by now. */
  button(id: string, offer: Offer, look: string, words?: string | TemplateResult): TemplateResult {
    const busy = this.session.busy.has(id);
    return html`<button type="button" class="${look} ${offer.tone ?? "calm"}" data-offer=${id}
      aria-busy=${busy} ?data-lit=${offer.lit} @click=${(event: MouseEvent) => event.detail < 2 && this.tap({ id, offer })}
    ><span>${words ?? label(this.session, offer)}</span></button>`;
  }
}

/** What an offer is called in a list: what is filled in is named by its field, not by "Add". */
export function named(session: Session, offer: Offer): string {
  const field = offer.fields?.find(({ label: { key } }) => !key.startsWith("panel.")); // what is given, not how it is filled in
  return field ? session.words.say(field.label) : label(session, offer);
}

/** The words on the button; where there is no call, it does not speak of a microphone. */
export function label(session: Session, offer: Offer): string {
  const plain = `${offer.label.key}_plain`;
  const silent = offer.opens_mic && !session.microphone.call && session.words.has(plain);
  return silent ? session.words.text(plain) : session.words.say(offer.label);
}
