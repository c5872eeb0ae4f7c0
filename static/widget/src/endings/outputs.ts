// After the session: what leaves it for several people. A page that a facilitator publishes, notes
// for a group or a pair, my name on the page, and what I gave, to take back.

import { html, nothing } from "lit";
import { form } from "../components/fields.ts";
import type { Part, Rendered } from "../components/part.ts";
import type { Offer, OutputShown } from "../protocol.gen.ts";
import { adopt } from "../styles/adopt.ts";
import { outputs as styles } from "../styles/outputs.ts";

/** A link with its two buttons, as the ending shows them. */
export type Linked = (path: string) => Rendered;

export class Outputs {
  constructor(
    private readonly part: Part,
    private readonly linked: Linked,
  ) {
    adopt(part, styles);
  }

  private get session() {
    return this.part.session;
  }

  private t(key: string): string {
    return this.session.words.text(key);
  }

  /** Every output that I may have; the page also for those who may only say whether they are named. */
  all(): Rendered {
    const outputs = Object.entries(this.session.mine?.outputs ?? {}).sort(([, a], [, b]) => a.order - b.order);
    const page = outputs.some(([, { audience }]) => audience === "public");
    return html`${outputs.map(([id, output]) => this.output(id, output))}
      ${page || !this.offer("credit") ? nothing : html`<section data-part="my-part">
        <h2>${this.t("harvest.to_public")}</h2><p>${this.t("harvest.not_yet")}</p>${this.myPart()}</section>`}`;
  }

  private offer(id: string): Offer | undefined {
    return this.session.mine?.offers[id];
  }

  private output(id: string, output: OutputShown): Rendered {
    return html`<section data-part="output" data-output=${id}><h2>${this.t(`harvest.to_${output.audience}`)}</h2>
      ${this.session.words.has(`harvest.why_${output.audience}`) ? html`<p>${this.t(`harvest.why_${output.audience}`)}</p>` : nothing}
      ${output.audience === "public" ? this.page(id, output) : this.get(id, "harvest.get", "main")}</section>`;
  }

  /** The link, or the button that asks for it; the link to a draft is none to its page. */
  private get(id: string, words: string, look: string, published = false): Rendered {
    const given = this.session.given[id];
    if (given && Boolean(given.page) === published) return this.linked(given.page || given.url);
    return html`<button type="button" class="wide ${look}" data-part="get"
      @click=${() => this.session.askForSheet(id)}><span>${this.t(words)}</span></button>`;
  }

  private page(id: string, { published, left_out }: OutputShown): Rendered {
    const publish = this.offer(`publish_${id}`);
    const unpublish = this.offer(`unpublish_${id}`);
    const given = this.session.given[id];
    const keeps = given?.page && given.url !== given.page;
    return html`<p data-part="state">${this.t(published ? "harvest.is_published" : "harvest.not_published")}</p>
      ${published ? this.get(id, "harvest.get", "main", true) : nothing}
      ${published && keeps ? html`<p><a data-part="keep" href=${given.url} target="_blank" rel="noopener noreferrer">${this.t("harvest.keep_link")}</a></p>` : nothing}
      ${publish ? html`${this.get(id, "harvest.look", "calm")}${form(this.part, `publish_${id}`, publish, { labelled: true })}` : nothing}
      ${this.lines(left_out ?? [])}
      ${this.myPart()}
      ${unpublish ? this.part.button(`unpublish_${id}`, unpublish, "wide") : nothing}`;
  }

  /** For facilitators: every line that the page could show, to be left out or put back. */
  private lines(left: readonly string[]): Rendered {
    const offer = this.offer("leave_out");
    const items = Object.entries(this.session.view?.items ?? {}).filter(([, { kind }]) => offer?.kinds?.includes(kind));
    if (!offer || !items.length) return nothing;
    return html`<details data-part="lines"><summary>${this.t("harvest.lines")}</summary>
      <ul class="took">${items.map(([item, { text }]) => {
        const out = left.includes(item);
        const one = { ...offer, command: { ...offer.command, item, on: !out } };
        return html`<li data-item=${item}>${out ? html`<s>${text}</s>` : html`<span>${text}</span>`}
          ${this.part.button(`leave_out_${item}`, one, "small", out ? this.t("harvest.put_back") : undefined)}</li>`;
      })}</ul></details>`;
  }

  /** My name, one tap; and what I gave. */
  private myPart(): Rendered {
    const credit = this.offer("credit");
    const named = credit?.on ? "harvest.named" : "harvest.my_name";
    return html`${credit ? html`<p class="kept" data-part="my-name">${this.t(named)}</p>${this.part.button("credit", credit, "wide")}` : nothing}
      ${this.mine()}`;
  }

  private mine(): Rendered {
    const { view, mine } = this.session;
    const rows = Object.entries(mine?.offers ?? {}).filter(([, { item, command }]) =>
      item && (command["do"] === "withdraw" || command["do"] === "restore") && this.isShared(item));
    if (!rows.length) return nothing;
    return html`<details data-part="mine"><summary>${this.t("harvest.mine")}</summary>
      <ul class="took">${rows.map(([id, offer]) => html`<li><span>${(view?.items[offer.item ?? ""] ?? mine?.items[offer.item ?? ""])?.text}</span>
        ${this.part.button(id, offer, "small")}</li>`)}</ul></details>`;
  }

  /** Notes for myself stand on my own sheet. */
  private isShared(item: string): boolean {
    return this.session.mine?.items[item]?.kind !== "private_note";
  }
}
