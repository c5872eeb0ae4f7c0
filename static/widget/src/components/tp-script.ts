// What a facilitator may read aloud: folded away, open in a rehearsal, never at the cost of the circle.

import { html, nothing } from "lit";
import { Part } from "./part.ts";
import type { Rendered } from "./part.ts";

const [GONE, FOLDED, OPEN] = [0, 1, 2];

const scrolls = (middle: HTMLElement): boolean => middle.scrollHeight > middle.clientHeight + 1;

export class TpScript extends Part {
  static override properties = { ...Part.properties, fits: { state: true }, wish: { state: true } };
  /** How much of it the middle has room for at this moment. */
  private declare fits: number;
  /** What somebody wanted in this phase. */
  private declare wish: number | undefined;
  private phase = "";
  private moment = "";
  private measuring = false;

  override willUpdate(): void {
    const { view, mine } = this.session;
    const phase = `${view?.phase.id} ${view?.phase.started}`;
    const moment = `${phase} ${view?.piece.holder} ${Object.keys({ ...mine?.offers, ...mine?.notices })}`;
    if (phase !== this.phase) this.wish = undefined;
    if (moment !== this.moment) {
      this.fits = OPEN;
      this.closest(".middle")?.classList.remove("tight");
    }
    [this.phase, this.moment] = [phase, moment];
  }

  override updated(): void {
    const middle = this.closest(".middle");
    for (const each of middle ? [middle, ...middle.children] : []) this.sizes.observe(each);
    this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  /** The window, the letters or what stands beside it may change while nothing new has come. */
  private readonly sizes = new ResizeObserver(() => { this.look(); });

  /** Before the next frame is painted. */
  private look(): void {
    if (this.measuring) return;
    this.measuring = true;
    requestAnimationFrame(() => {
      void this.makeRoom().finally(() => {
        this.measuring = false;
      });
    });
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

  /**
   * Folds, or goes, where the middle of a round would have to be scrolled; then a glimpse of a list goes as well.
   * All of it within one frame: nobody sees the panel jump when a turn begins.
   */
  private async makeRoom(): Promise<void> {
    const middle = this.closest<HTMLElement>(".middle");
    if (!middle) return;
    while (scrolls(middle) && this.givesWay(middle)) await this.updateComplete;
    if (scrolls(middle)) middle.tabIndex = 0; // by keyboard as well
    else middle.removeAttribute("tabindex");
  }

  /** One step less of it; false where there is none. */
  private givesWay(middle: HTMLElement): boolean {
    if (!middle.querySelector("tp-circle")) return false;
    const less = Math.max(GONE, this.shown - 1);
    if (less < this.fits && this.firstElementChild) {
      this.fits = less;
      return true;
    }
    if (this.firstElementChild || middle.classList.contains("tight") || !middle.querySelector(".circle:not(.small)")) return false;
    middle.classList.add("tight");
    return true;
  }

  private readonly toggle = (event: Event): void => {
    event.preventDefault();
    this.wish = this.shown === OPEN ? FOLDED : OPEN;
  };
}
