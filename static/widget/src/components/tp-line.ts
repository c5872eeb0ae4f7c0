// The line at the top: where we are, how private it is, my microphone, the connection.

import { html, nothing } from "lit";
import { icon } from "./icons.ts";
import { Part } from "./part.ts";
import type { Session } from "../session.ts";

/** What the badge says: at which pace the others are. */
function badge({ view, words }: Session): string {
  const n = view?.room.pace ?? 1;
  return words.text(n > 1 ? "rehearsal.badge" : "rehearsal.badge_real", { n });
}

export class TpLine extends Part {
  override render() {
    const { view, mine } = this.session;
    if (!view || !mine) return nothing;
    const topic = view.topic ? this.session.item(view.topic)?.text : "";
    return html`<header class="line" data-part="line">
      <h1><span data-part="phase">${this.t(view.phase.title)}</span>${topic
        ? html` <span class="topic" data-part="topic" title=${topic} @click=${this.where}><span aria-hidden="true">·</span> ${topic}</span>`
        : nothing}</h1>
      ${view.room.pace ? this.rehearsed() : html`<span class="privacy" data-part="privacy" title=${this.t(`privacy.${view.room.privacy}_means`)}
        >${icon("lock")} <span>${this.t(`privacy.${view.room.privacy}`)}</span></span>`}
      ${this.mic()}
      <span class="dot" data-part="connection" role="img" data-online=${this.session.online}
        aria-label=${this.t(this.session.online ? "panel.connected" : "panel.reconnecting")}></span>
    </header>`;
  }

  /** A long topic is cut after two lines: a tap on it says where we are, with all of it. */
  private readonly where = (): void => this.open({ kind: "where" });

  /** Nobody else is really here: the badge says so, and behind it stands how fast they are. */
  private rehearsed() {
    return html`<button type="button" class="badge" data-part="rehearsal" data-pane="rehearsal" aria-haspopup="dialog"
      @click=${() => this.open({ kind: "rehearsal" })}>${badge(this.session)}</button>`;
  }

  /** Its state where the call tells it, else what the turn asks of me. */
  private mic() {
    const { mine, microphone } = this.session;
    if (!mine) return nothing;
    const { state } = microphone;
    const shut = state === "unknown" ? mine.mic.state === "closed" : state === "closed";
    const fact = state === "unknown" ? "" : this.t(state === "open" ? "mic.on" : "mic.off");
    const words = [fact, this.t(mine.mic.why)].filter(Boolean).join(". ");
    return html`<span class="mic" data-part="mic" data-mic=${mine.mic.state} role="img"
      aria-label=${words} title=${words}>${icon(shut ? "mic_off" : "mic")}</span>`;
  }
}
