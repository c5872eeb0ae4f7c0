// The panel: which page is shown. The table is a file of its own, so that arriving waits for nothing else.

import { html, LitElement, nothing } from "lit";
import type { PropertyValues } from "lit";
import { furnish, giveWay, shows } from "../early.ts";
import { ahead, once, seldom } from "../seldom.ts";
import type { Session } from "../session.ts";
import type { Rendered } from "./part.ts";

/** The pages whose words stand in the document itself. */
const BEFORE: ReadonlySet<string> = new Set(["connecting", "arrival", "stopped"]);

/** A moment without anything else, and *words* for it. */
function breath(words = ""): Rendered {
  return html`<div class="calm-page"><div class="breathing"></div><p role="status">${words}</p></div>`;
}

/** The *page* whose elements are in the file *name*, once that is there. */
function ready(name: string, session: Session, page: Rendered): Rendered {
  return seldom(name, session) ? page : breath();
}

export class TalkingPiece extends LitElement {
  static override properties = {
    session: { attribute: false },
  };
  declare session: Session | undefined;

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot;
    furnish(root, this);
    return root;
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("session")) this.session?.attach(this);
    const { session } = this;
    this.focusWasHere = Boolean(this.shadowRoot?.activeElement);
    if (!session) return;
    const { view, mine, stage, words } = session;
    const facts = { stage, phase: view?.phase.id, turn: mine?.turn, topic: view?.topic, online: session.online };
    for (const [name, value] of Object.entries(facts)) this.dataset[name] = String(value ?? "");
    this.lang = words.locale;
    if (!this.early && !this.tookOver) this.takeOver(session);
  }

  /** The page shows a card, and there is nothing to be shown in its place yet. */
  private get early(): boolean {
    return (!this.session || this.session.stage === "connecting") && shows(this.renderRoot);
  }

  /** What the page shows gives way to what we show, within one frame. */
  private takeOver({ seat, stage }: Session): void {
    this.tookOver = true;
    const go = giveWay(this.renderRoot as ShadowRoot, seat);
    if (stage !== "arrival") return;
    void this.updateComplete.then(async () => {
      const card = this.renderRoot.querySelector<LitElement>("tp-arrival");
      await card?.updateComplete;
      const form = card?.querySelector("form");
      if (form) go(form);
    });
  }
  private tookOver = false;

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
    if (session.stage === "arrival") ahead(["table", ...(session.arrival?.facilitator ? ["steering"] : []), "waiting"], session);
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
    if (this.early) return nothing;
    const { ready: whole, begun } = session?.words ?? {};
    if (!session || !(whole || (begun && BEFORE.has(session.stage)))) return breath();
    return html`${this.page(session)}
      <div class="unseen" role="status" data-part="polite">${session.announcer.polite}</div>
      <div class="unseen" role="alert" data-part="assertive">${session.announcer.assertive}</div>`;
  }

  private page(session: Session): Rendered {
    switch (session.stage) {
      case "arrival": return html`<tp-arrival .session=${session}></tp-arrival>`;
      case "waiting": return ready("waiting", session, html`<tp-waiting .session=${session}></tp-waiting>`);
      case "closed": return html`<tp-activity class="page" .session=${session} .use=${"ending"}></tp-activity>`;
      case "stopped": return ready("waiting", session, html`<tp-goodbye .session=${session}></tp-goodbye>`);
      case "connecting": return breath(session.words.text("arrival.opening"));
      case "table": return ready("table", session, html`<tp-table .session=${session}></tp-table>`);
    }
  }
}
