// The panel: which page is shown. The table is a file of its own, so that arriving waits for nothing else.

import { html, LitElement } from "lit";
import type { PropertyValues } from "lit";
import { ahead, once, seldom } from "../seldom.ts";
import type { Session } from "../session.ts";
import { styles } from "../styles/shared.ts";
import { tokens } from "../styles/tokens.ts";
import type { Rendered } from "./part.ts";

/** The pages whose words stand in the document itself. */
const BEFORE: ReadonlySet<string> = new Set(["connecting", "arrival", "stopped"]);

export class TalkingPiece extends LitElement {
  static override styles = [tokens, ...styles];
  static override properties = {
    session: { attribute: false },
  };
  declare session: Session | undefined;

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("session")) this.session?.attach(this);
    const { session } = this;
    this.focusWasHere = Boolean(this.shadowRoot?.activeElement);
    if (!session) return;
    const { view, mine, stage, words } = session;
    const facts = { stage, phase: view?.phase.id, turn: mine?.turn, topic: view?.topic, online: session.online };
    for (const [name, value] of Object.entries(facts)) this.dataset[name] = String(value ?? "");
    this.lang = words.locale;
  }

  /** A page that gives way to the next hands the focus to its title. */
  override updated(): void {
    const { stage } = this.dataset;
    const left = stage !== this.shown && this.focusWasHere;
    if (stage !== this.shown && this.session) this.comesTo(this.session);
    this.shown = stage;
    if (left) setTimeout(() => this.focusTitle());
  }
  private shown: string | undefined;
  private focusWasHere = false;

  /** What the next page needs is fetched once this one is there. */
  private comesTo(session: Session): void {
    if (session.stage === "arrival") ahead(["table"], session);
    if (session.stage === "connecting") return;
    session.words.whole();
    const icon = document.querySelector<HTMLLinkElement>("link[data-later]");
    if (icon) once(() => void (icon.href = icon.dataset["later"] ?? ""));
  }

  private focusTitle(): void {
    const title = this.shadowRoot?.querySelector("h1");
    if (!title || this.shadowRoot?.activeElement) return;
    title.tabIndex = -1;
    title.focus();
  }

  override render(): Rendered {
    const { session } = this;
    const { ready, begun } = session?.words ?? {};
    if (!session || !(ready || (begun && BEFORE.has(session.stage)))) return html`<div class="calm-page"><div class="breathing"></div></div>`;
    return html`${this.page(session)}
      <div class="unseen" role="status" data-part="polite">${session.announcer.polite}</div>
      <div class="unseen" role="alert" data-part="assertive">${session.announcer.assertive}</div>`;
  }

  private page(session: Session): Rendered {
    switch (session.stage) {
      case "arrival": return html`<tp-arrival .session=${session}></tp-arrival>`;
      case "waiting": return html`<tp-waiting .session=${session}></tp-waiting>`;
      case "closed": return html`<tp-activity class="page" .session=${session} .use=${"ending"}></tp-activity>`;
      case "stopped": return html`<tp-goodbye .session=${session}></tp-goodbye>`;
      case "connecting": return html`<div class="calm-page"><div class="breathing"></div><p role="status">${session.words.text("arrival.opening")}</p></div>`;
      case "table":
        if (seldom("table", session)) return html`<tp-table .session=${session}></tp-table>`;
        return html`<div class="calm-page"><div class="breathing"></div></div>`;
    }
  }
}
