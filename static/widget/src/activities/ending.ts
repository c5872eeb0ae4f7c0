// After the session: thanks, my sheet behind a private link, what is deleted and when, next time.

import { css, html, nothing } from "lit";
import { address } from "../address.ts";
import type { Part, Rendered, Tapped } from "../components/part.ts";
import type { Offer } from "../protocol.gen.ts";
import { Outputs } from "../endings/outputs.ts";
import { adopt } from "../styles/adopt.ts";

const styles = css`
  .ending section { display: grid; gap: 8px; padding: 14px; border-radius: 10px; background: var(--raised); }
  .ending h2 { margin: 0; }
  .ending h1 { margin: 10px 0 4px; }
`;

/** The link that was copied last. */
let copied = "";
/** What asks "are you sure?" now: there is no dialog on this page. */
let asking: Tapped | undefined;

/** The elements whose taps are heard here. */
const heard = new WeakSet<Part>();

/** The page after the session. */
export function middle(part: Part): Rendered {
  adopt(part, styles);
  const ending = new Ending(part);
  if (!heard.has(part)) part.addEventListener("tp-do", ending.act as EventListener);
  heard.add(part);
  return ending.page();
}

class Ending {
  constructor(private readonly part: Part) {}

  private get session() {
    return this.part.session;
  }

  private t(key: string, values?: Record<string, string>): string {
    return this.session.words.text(key, values);
  }

  page(): Rendered {
    const { view, mine, seat, demo, refusal, words } = this.session;
    if (!view || !mine) return nothing;
    const over = view.room.last && view.room.next_date === undefined;
    const series = mine.facilitator && !demo ? seat.series : "";
    return html`<section class="sheet ending" data-part="ending">
      <h1>${this.thanks(view.room.privacy)}</h1>
      ${this.asked()}
      ${this.afterwards()}
      ${mine.sheet ? this.sheet() : nothing}
      ${new Outputs(this.part, (path) => this.link(path)).all()}
      ${refusal ? html`<p class="refusal" data-part="refusal">${words.say(refusal)}</p>` : nothing}
      <section data-part="deleted"><h2>${this.t("ending.deleted")}</h2><p>${this.deleted()}</p>
        ${mine.offers.erase ? this.part.button("erase", mine.offers.erase, "wide") : nothing}</section>
      ${demo ? html`<section class="equal" data-part="after">
        <a class="wide main" data-part="again" href="/#rehearse"><span>${this.t("rehearsal.again")}</span></a>
        <a class="wide calm" href="/"><span>${this.t("rehearsal.start_real")}</span></a></section>` : nothing}
      ${demo ? nothing : html`<section data-part="next"><h2>${this.t(over ? "ending.last" : "ending.next")}</h2>${over ? html`<p>${this.t("ending.last_why")}</p>` : this.next()}</section>`}
      ${series ? html`<section data-part="series"><h2>${this.t(over ? "ending.series_after" : "ending.series")}</h2>${this.link(series)}</section>` : nothing}
    </section>`;
  }

  /** To a circle, or to those two, or to everybody who came by. */
  private thanks(privacy: string): string {
    const own = `ending.thanks_${privacy}`;
    return this.t(this.session.words.has(own) ? own : "ending.thanks");
  }

  /** Questions of my own: each may be answered, for my eyes only. */
  private afterwards(): Rendered {
    const asked = this.session.offers("after");
    if (!asked.length) return nothing;
    return html`<section data-part="afterwards"><h2>${this.t("ending.afterwards")}</h2>
      <p>${this.t("ending.afterwards_why")}</p>
      ${asked.map(([id, offer]) => this.question(id, offer))}</section>${this.shown()}`;
  }

  /** Answers that one of a pair has let the other read: the question, then the words. */
  private shown(): Rendered {
    const { view, me } = this.session;
    const items = Object.entries(view?.items ?? {}).filter(([, { kind, state }]) => kind === "shown_answer" && state !== "withdrawn");
    if (!items.length) return nothing;
    return html`<section data-part="shown"><h2>${this.t("ending.shown")}</h2>
      <ul class="cards">${items.map(([id, { owner = "", text, fields }]) => html`<li class="card" data-item=${id}>
        <p class="what"><span class="quiet">${this.t(`decks.${fields?.["deck"]}.${fields?.["question"]}`)}</span>
          <span class="owner">${owner === me ? this.t("panel.you") : this.session.name(owner)}</span></p>
        <p dir="auto">${text}</p></li>`)}</ul></section>`;
  }

  private question(id: string, offer: Offer): Rendered {
    const [field] = offer.fields ?? [];
    if (!field) return this.part.button(id, offer, "link");
    const send = (event: SubmitEvent) => {
      event.preventDefault();
      const text = String(new FormData(event.target as HTMLFormElement).get("text") ?? "");
      this.session.act(id, offer, { text });
    };
    return html`<form class="fill" @submit=${send}><label><span class="label">${this.session.words.say(field.label)}</span>
      <textarea name="text" rows="2" placeholder=" " maxlength=${field.max ?? 0} .defaultValue=${field.value ?? ""}></textarea></label>
      <button class="give" data-offer=${id} aria-busy=${this.session.busy.has(id)}><span>${this.session.words.say(offer.label)}</span></button></form>`;
  }

  private sheet(): Rendered {
    const sheet = this.session.given[""]?.url;
    return html`<section data-part="sheet"><h2>${this.t("ending.sheet")}</h2>
      <p>${this.t("ending.sheet_why")}</p>
      ${sheet ? this.link(sheet) : html`<button type="button" class="wide main" data-part="sheet-get"
        @click=${() => this.session.askForSheet()}><span>${this.t("ending.sheet_get")}</span></button>`}
    </section>`;
  }

  private link(path: string): Rendered {
    const url = address(path);
    const copy = async () => {
      await navigator.clipboard.writeText(url);
      copied = path;
      this.part.requestUpdate();
    };
    return html`<div class="equal">
      <button type="button" class="wide main" data-part="copy" @click=${copy}><span>${this.t(copied === path ? "ending.copied" : "ending.copy")}</span></button>
      <a class="wide calm" data-part="open" href=${url} target="_blank" rel="noopener noreferrer"><span>${this.t("ending.open")}</span></a>
    </div>`;
  }

  /** A tap: done at once, or asked about first. */
  readonly act = ({ detail }: CustomEvent<Tapped>): void => {
    const { id, offer, values } = detail;
    if (offer.confirm && !detail.sure) asking = detail;
    else this.session.act(id, offer, values);
    this.part.requestUpdate();
    if (asking) void this.part.updateComplete.then(() => this.part.querySelector<HTMLElement>('[data-part="sure"] button')?.focus());
  };

  private asked(): Rendered {
    if (!asking?.offer.confirm) return nothing;
    const { id, offer } = asking;
    const shut = (sure: boolean) => () => {
      asking = undefined;
      if (sure) this.session.act(id, offer);
      this.part.requestUpdate();
    };
    return html`<section data-part="sure" role="alertdialog" aria-labelledby="sure-words">
      <p id="sure-words">${this.session.words.say(offer.confirm!)}</p>
      <div class="equal"><button type="button" class="wide calm" @click=${shut(false)}><span>${this.t("buttons.cancel")}</span></button>
      <button type="button" class="wide grave" data-sure=${id} @click=${shut(true)}><span>${this.session.words.say(offer.label)}</span></button></div></section>`;
  }

  private deleted(): string {
    const { view, words } = this.session;
    const at = view?.room.erased;
    if (at === undefined) return this.t("ending.deleted_now");
    return this.t("ending.deleted_at", { day: words.day(at), time: words.time(at) });
  }

  private next(): Rendered {
    const { view, words } = this.session;
    const at = view?.room.next_date;
    if (at === undefined) return html`<p>${this.t("ending.no_next")}</p>`;
    return html`<p>${words.moment(at)}</p>
      <button type="button" class="wide calm" data-part="calendar" @click=${() => this.calendar(at)}><span>${this.t("ending.calendar")}</span></button>`;
  }

  /** A neutral calendar file, as long as today's session was planned. */
  private async calendar(start: number): Promise<void> {
    const { view, words } = this.session;
    if (!view) return;
    const { room } = view;
    const wanted = { start, end: start + room.end - room.start, zone: room.zone, language: words.locale };
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch("/api/calendar", { method: "POST", headers, body: JSON.stringify(wanted) });
    if (!answer.ok) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = "talking-piece.ics";
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
