// For whoever is not at the table, and does not stand before the arrival card: a wait, or a goodbye.

import { html, nothing } from "lit";
import { Part } from "./part.ts";
import type { Rendered } from "./part.ts";

/** Not at the table yet, with an honest waiting time. */
export class TpWaiting extends Part {
  override render(): Rendered {
    const { mine, words } = this.session;
    const said = Object.values(mine?.notices ?? {}).map(({ say }) => words.say(say));
    return html`<section class="sheet calm-page" data-part="waiting">
      <div class="breathing" aria-hidden="true"></div>
      <h1>${this.t("arrival.waiting")}</h1>
      ${(said.length ? said : mine ? [words.say(mine.prompt)] : []).map((each) => html`<p role="status">${each}</p>`)}
      ${this.session.offers("notice").map(([id, offer]) => html`<button type="button" class="wide main" data-offer=${id}
        @click=${() => this.session.act(id, offer)}><span>${words.say(offer.label)}</span></button>`)}
      <p><a class="link" href="/about?lang=${words.locale}#format-${mine?.prompt.key.split("/")[0]}" target="_blank" rel="noopener">${this.t("arrival.see_first")}</a></p>
    </section>`;
  }
}

/** The door did not open, or has closed: why, and what can be done. */
export class TpGoodbye extends Part {
  override render(): Rendered {
    const { bye } = this.session;
    const load = () => location.reload();
    return html`<section class="sheet calm-page" data-part="goodbye" data-bye=${bye}>
      <h1>${this.t(bye === "gone" ? "byes.over" : "byes.heading")}</h1>
      <p role="status">${this.t(`byes.${bye}`)}</p>
      ${bye === "elsewhere" || bye === "left"
        ? html`<button type="button" class="wide main" @click=${() => this.session.comeBack()}><span>${this.t("byes.come_here")}</span></button>` : nothing}
      ${bye === "protocol" || bye === "wire"
        ? html`<button type="button" class="wide main" @click=${load}><span>${this.t("byes.reload")}</span></button>` : nothing}
    </section>`;
  }
}
