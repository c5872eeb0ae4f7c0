// The circle: the holder's name large in a slow ring, everyone round it in the order of the round.
// Whoever spoke and whoever passed carry the same mark.

import { html, nothing, svg } from "lit";
import { digits } from "../clock.ts";
import { icon } from "./icons.ts";
import { Part } from "./part.ts";

const FULL = 2 * Math.PI * 72;

/** How far the time of a turn has come. */
interface Progress {
  readonly part: number;
  readonly spent_ms: number;
  readonly limit: "" | "soft" | "hard";
}

export class TpCircle extends Part {
  static override properties = { ...Part.properties, small: { type: Boolean } };
  /** One line high: the middle is needed for something else. */
  declare small: boolean;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.ticking) this.session.clock.tick(this);
    this.ticking = true;
  }
  private ticking = false;

  /** The limits are said once to those they concern, when they are reached. */
  override updated(): void {
    const { limit } = this.progress();
    if (limit && limit !== this.said) {
      this.session.announcer.say(this.t(limit === "hard" ? "turns.landing" : "table.ring_over"));
    }
    this.said = limit;
  }
  private said = "";

  override render() {
    const { view } = this.session;
    if (!view) return nothing;
    const { holder = "" } = view.piece;
    const progress = this.progress();
    return html`<section class="circle ${this.small ? "small" : ""}" data-part="circle"
      data-holder=${holder} data-limit=${progress.limit} aria-label=${this.t("panel.circle")}>
      <div class="ring">
        ${this.drawing(progress)}
        <div class="holder" data-part="holder">
          <strong class=${this.size()}>${this.centre()}</strong>
          ${this.beneath(progress)}
        </div>
        <div class="around">${this.neighbours()}
          <div class="unseen told" role="timer" data-part="timer">${this.told(progress)}</div></div>
      </div>
      ${this.everyone()}
    </section>`;
  }

  private progress(): Progress {
    const { view, clock } = this.session;
    if (!view) return { part: 0, spent_ms: 0, limit: "" };
    const { piece, phase } = view;
    const turn = piece.since !== undefined && piece.soft_ms;
    const since = turn ? (piece.since ?? 0) : phase.started;
    const soft = turn ? (piece.soft_ms ?? 0) : phase.usual_ms;
    const hard = turn ? (piece.hard_ms ?? 0) : phase.most_ms;
    const spent_ms = Math.max(0, (view.held ?? clock.now()) - since);
    if (!soft || phase.time_display === "hidden") return { part: 0, spent_ms, limit: "" };
    const concerned = this.facilitates() || piece.holder === this.session.me;
    const limit = hard && spent_ms >= hard ? "hard" : spent_ms >= soft ? "soft" : "";
    return { part: Math.min(1, spent_ms / soft), spent_ms, limit: concerned ? limit : "" };
  }

  private facilitates(): boolean {
    return this.session.mine?.facilitator ?? false;
  }

  private centre(): string {
    const { view } = this.session;
    const piece = view?.piece;
    if (piece?.closed) return this.t(`exits.${piece.closed}`);
    const who = piece?.holder || piece?.picks;
    if (who) return this.session.name(who);
    return piece?.starts ? this.t("panel.nobody_has_the_piece") : "";
  }

  /** Long names and sentences get smaller letters: eight middling ones fit the smallest ring. */
  private size(): string {
    const words = this.centre();
    const length = Math.max(words.length / 2, ...words.split(/[\s-]/).map((word) => word.length));
    return length <= 5 ? "large" : length <= 8 ? "middling" : "little";
  }

  private beneath({ limit, spent_ms }: Progress) {
    const { view, me, words } = this.session;
    const piece = view?.piece;
    if (view?.held !== undefined) return html`<span class="does">${this.t("panel.held")}</span>`;
    if (piece?.picks) return html`<span class="does">${this.t("table.picks")}</span>`;
    if (!piece?.holder || piece.closed) return nothing;
    const shows = this.facilitates() || view?.phase.time_display === "digits";
    const time = shows && piece.since !== undefined
      ? html`<span class="digits" aria-hidden="true">${digits(spent_ms, words.locale)}</span>` : nothing;
    return html`${limit === "hard"
      ? html`<span class="land">${this.t("nudges.time")}</span>`
      : html`<span class="does">${this.does(piece.holder === me, piece.responder)}</span>`}${time}`;
  }

  private does(mine: boolean, responder: string | undefined): string {
    if (responder === this.session.me && responder) return this.t("table.asks_you");
    if (mine) return this.t("turns.your_turn");
    if (responder) return this.t("table.asks", { name: this.session.name(responder) });
    return this.session.view?.piece.speaking ? this.t("table.speaks") : "";
  }

  /** Seats on the ring, clockwise from the top: a tick for those who had their turn. */
  private drawing({ part }: Progress) {
    const { order = [], had = {}, holder } = this.session.view?.piece ?? {};
    const seats = order.length > 16 || this.small ? [] : order;
    return html`<svg viewBox="0 0 200 200" aria-hidden="true">
      <circle class="track" cx="100" cy="100" r="72"/>
      <circle class="spent" cx="100" cy="100" r="72" stroke-dasharray=${FULL}
        stroke-dashoffset=${FULL * (1 - part)} transform="rotate(-90 100 100)"/>
      ${seats.map((id, i) => {
        const turn = (2 * Math.PI * i) / seats.length - Math.PI / 2;
        const kind = id === holder ? "holds" : had[id] ? "had" : "";
        const me = id === this.session.me ? "me" : "";
        const here = this.session.person(id)?.here ? "" : "away";
        const x = 100 + 72 * Math.cos(turn);
        const y = 100 + 72 * Math.sin(turn);
        return svg`<g class="seat ${kind} ${me} ${here}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">
          <circle r="15"/>${kind === "had"
            ? svg`<path d="M-5.5 .5 -1.5 4.5 6 -4"/>`
            : svg`<text dy=".35em">${initials(this.session.name(id))}</text>`}</g>`;
      })}
    </svg>`;
  }

  private neighbours() {
    const { view, me } = this.session;
    const order = view?.piece.order ?? [];
    const at = order.indexOf(me);
    if (at < 0 || order.length < 3 || view?.piece.hushed || view?.piece.closed || view?.piece.had?.[me]) return nothing;
    const near = (by: number) => this.session.name(order.at((at + by) % order.length) ?? "");
    return html`<p data-part="neighbours">${this.t("table.neighbours", { before: near(-1), after: near(1) })}</p>`;
  }

  /** The ring in words, for those who do not see it; read on request, never by itself. */
  private told({ part, limit }: Progress): string {
    if (this.session.view?.phase.time_display === "hidden") return "";
    if (limit === "hard") return this.t("turns.landing");
    const word = part >= 1 ? "over" : part > 0.66 ? "late" : part > 0.33 ? "midway" : "early";
    return this.t(`table.ring_${word}`);
  }

  private everyone() {
    const { view, me } = this.session;
    const { order = [], had = {}, holder } = view?.piece ?? {};
    return html`<ol class="unseen" data-part="seats">${order.map((id) => {
      const mark = id === holder ? "holder" : had[id] ? "had" : "";
      const marks = [
        id === me ? this.t("panel.you") : "",
        id === holder ? this.t("table.speaks") : "",
        mark === "had" ? this.t("panel.had_a_turn") : "",
        this.session.person(id)?.here ? "" : this.t("panel.not_here"),
      ].filter(Boolean);
      const said = marks.length ? ` (${marks.join(", ")})` : "";
      return html`<li data-person=${id} data-mark=${mark}>${this.session.name(id)}${said}</li>`;
    })}</ol>`;
  }
}

/** Two letters for a seat; a whole emoji counts as one. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? "")][0]) : [...name].slice(0, 2);
  return letters.join("");
}

/** The tick of those who had their turn, for lists. */
export const tick = icon("check");
