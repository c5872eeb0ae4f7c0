// What a facilitator may read aloud: folded away, open in a rehearsal, never at the circle's cost.

import { html, nothing } from "lit";
import { Part } from "./part.ts";
import type { Rendered } from "./part.ts";

const [GONE, FOLDED, OPEN] = [0, 1, 2];

export class TpScript extends Part {
  static override properties = { ...Part.properties, fits: { state: true }, wish: { state: true } };
  /** How much of it the middle has room for at this moment. */
  private declare fits: number;
  /** What somebody wanted in this phase. */
  private declare wish: number | undefined;
  private phase = "";
  private moment = "";

  override willUpdate(): void {
    const { view, mine } = this.session;
    const phase = `${view?.phase.id} ${view?.phase.started}`;
    const moment = `${phase} ${view?.piece.holder} ${Object.keys({ ...mine?.offers, ...mine?.notices })}`;
    if (phase !== this.phase) this.wish = undefined;
    if (moment !== this.moment) this.fits = OPEN;
    [this.phase, this.moment] = [phase, moment];
  }

  override updated(): void {
    requestAnimationFrame(() => this.makeRoom());
  }

  override render(): Rendered {
    const { mine, words } = this.session;
    if (!mine?.script || !this.shown || mine.turn === "speaker" || mine.turn === "presenter") return nothing;
    return html`<details class="script" data-part="script" .open=${this.shown === OPEN}>
      <summary @click=${this.toggle}>${this.t("rehearsal.read_aloud")}</summary>
      <blockquote>${words.say(mine.script)}</blockquote>
    </details>`;
  }

  private get shown(): number {
    return this.wish === OPEN ? OPEN : Math.min(this.fits, this.wish ?? (this.session.demo ? OPEN : FOLDED));
  }

  /** Folds, or goes, where the middle of a round would have to be scrolled. */
  private makeRoom(): void {
    const middle = this.closest<HTMLElement>(".middle");
    if (middle?.querySelector("tp-circle") && middle.scrollHeight > middle.clientHeight + 1) this.fits = Math.max(GONE, this.shown - 1);
  }

  private readonly toggle = (event: Event): void => {
    event.preventDefault();
    this.wish = this.shown === OPEN ? FOLDED : OPEN;
  };
}
