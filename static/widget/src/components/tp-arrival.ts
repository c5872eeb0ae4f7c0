// One card before the table: the name, what we agree here, what is kept, one button.

import { html, nothing } from "lit";
import { icon } from "./icons.ts";
import { Part } from "./part.ts";
import type { Rendered } from "./part.ts";
import { languages } from "./languages.ts";

/** Under which name a draft of one's name is kept. */
const NAME_DRAFT = "join";

export class TpArrival extends Part {
  static override properties = { ...Part.properties, dated: { state: true } };
  /** The card is on the screen, and its date may follow. */
  private declare dated: boolean;

  /** The first date that a browser writes takes it longer than all the rest of the card. */
  override firstUpdated(): void {
    requestAnimationFrame(() => setTimeout(() => (this.dated = true)));
  }

  override render(): Rendered {
    const { arrival, words, seat, microphone, busy, refusal } = this.session;
    if (!arrival) return nothing;
    const { start, end, privacy } = arrival;
    const when = this.dated ? this.t("arrival.when", { day: words.day(start), start: words.time(start), end: words.time(end) }) : "\u00a0";
    const name = seat.draft(NAME_DRAFT) ?? microphone.name;
    const keep = (event: Event) => seat.keepDraft(NAME_DRAFT, (event.target as HTMLInputElement).value);
    return html`<form class="sheet arrival" data-part="arrival" @submit=${this.join}>
      <div class="top"><span class="privacy" data-part="privacy">${icon("lock")} ${this.t(`privacy.${privacy}`)}</span>
        <label><span class="unseen">${this.t("arrival.language")}</span>${languages(words.locale, (locale) => this.session.speak(locale))}</label></div>
      <h1>${arrival.title || this.t(arrival.format_title)}</h1>
      <p class="quiet" data-part="when">${arrival.title ? html`${this.t(arrival.format_title)}<br>` : nothing}${when}</p>
      ${arrival.facilitator ? html`<p class="mark now" data-part="facilitates">${this.t("arrival.facilitates")}</p>` : nothing}
      ${this.session.demo ? html`<p class="notice" data-part="rehearsal">${this.t("rehearsal.about")} ${this.t("rehearsal.about_badge")}</p>` : nothing}
      <label class="name"><span class="label">${this.t("arrival.your_name")}</span>
        <input name="name" required maxlength="60" autocomplete="given-name" dir="auto" .defaultValue=${name} @input=${keep}></label>
      <h2>${this.t("arrival.we_agree")}</h2>
      <ul class="pact" data-part="pact">${arrival.pact.map((key) => html`<li>${this.t(key)}</li>`)}</ul>
      <p class="kept" data-part="kept">${this.t("arrival.kept", { n: arrival.forget_hours })}
        <a href="/privacy?lang=${words.locale}" target="_blank" rel="noopener">${this.t("arrival.kept_more")}</a>
        <a href="/about?lang=${words.locale}#format-${arrival.format_title.split("/")[0]}" target="_blank" rel="noopener">${this.t("arrival.see_first")}</a></p>
      ${microphone.door.asks?.("arrival")}
      <div class="bottom">
        ${refusal ? html`<p class="refusal" data-part="refusal">${words.say(refusal)}</p>` : nothing}
        <button class="wide main" data-part="join" aria-busy=${busy.has("join")}><span>${this.t("buttons.join")}</span></button>
      </div>
    </form>`;
  }

  private readonly join = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get("name") ?? "").trim();
    if (name) this.session.do({ do: "join", name, locale: this.session.words.locale }, "join");
  };
}
