// While I share my screen, what is for my eyes only is covered: notes, hints, the facilitator's figures.

import { html } from "lit";
import type { Rendered } from "../../components/part.ts";
import type { Session } from "../../session.ts";

const PRIVATE = ".notes, .figures, .script, [data-notice=nudge], [data-notice^=urgent]";
const SHEET = `:host([data-covered]) :is(${PRIVATE}) { visibility: hidden; }`;

export class Cover {
  private sharing = false;
  private lifted = false;
  private sheet: CSSStyleSheet | undefined;

  constructor(private readonly session: Session) {}

  /** Covers when sharing begins; showing it all the same lasts until it ends. */
  step(sharing: boolean): void {
    if (!sharing) this.lifted = false;
    this.sharing = sharing;
    const panel = document.querySelector<HTMLElement>("talking-piece");
    const root = panel?.shadowRoot;
    if (!panel || !root) return;
    if (sharing && !this.sheet) {
      this.sheet = new CSSStyleSheet();
      this.sheet.replaceSync(SHEET);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
    }
    panel.toggleAttribute("data-covered", this.covers);
  }

  /** Whether something is covered now. */
  get covers(): boolean {
    return this.sharing && !this.lifted;
  }

  /** Says so, with the way out: some share only the window of their slides. */
  render(): Rendered {
    const { words } = this.session;
    return html`<div class="notice" data-part="call-covered"><p>${words.text("call.covered")}</p>
      <button type="button" class="narrow calm" data-pane="uncover" @click=${this.lift}><span>${words.text("call.uncover")}</span></button></div>`;
  }

  private readonly lift = (): void => {
    this.lifted = true;
    this.session.changed();
  };
}
