// What a facilitator may read aloud: folded away, open in a rehearsal, never at the circle's cost.

import { html, nothing } from "lit";
import { Part } from "./part.ts";
import type { Rendered } from "./part.ts";

export class TpScript extends Part {
  static override properties = { ...Part.properties, tight: { state: true } };
  /** In this phase it would have to be scrolled for: it stays folded until somebody opens it. */
  private declare tight: boolean;
  /** What somebody wanted in this phase. */
  private wish: boolean | undefined;
  private phase = "";

  override willUpdate(): void {
    const { phase, topic } = this.session.view ?? {};
    const now = `${phase?.id}/${phase?.started}/${topic}`;
    if (now === this.phase) return;
    this.phase = now;
    this.wish = undefined;
    this.tight = false;
  }

  override updated(): void {
    if (this.unfolded && this.wish === undefined) requestAnimationFrame(() => this.makeRoom());
  }

  override render(): Rendered {
    const { mine, words } = this.session;
    if (!mine?.script) return nothing;
    return html`<details class="script" data-part="script" .open=${this.unfolded} @toggle=${this.toggled}>
      <summary>${this.t("rehearsal.read_aloud")}</summary>
      <blockquote>${words.say(mine.script)}</blockquote>
    </details>`;
  }

  private get unfolded(): boolean {
    return this.wish ?? (this.session.demo && !this.tight);
  }

  /** Folds where the middle has to be scrolled, or the circle has shrunk to a line. */
  private makeRoom(): void {
    const middle = this.closest<HTMLElement>(".middle");
    if (middle && this.unfolded && middle.scrollHeight > middle.clientHeight + 1) this.tight = true;
  }

  private readonly toggled = (event: ToggleEvent): void => {
    const open = event.newState === "open";
    if (open !== this.unfolded) this.wish = open;
  };
}
