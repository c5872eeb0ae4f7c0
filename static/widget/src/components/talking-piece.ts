// The panel: which page is shown. The table is a file of its own, so that arriving waits for nothing else.

import { html, LitElement, nothing } from "lit";
import type { PropertyValues } from "lit";
import { ahead, once, seldom } from "../seldom.ts";
import type { Session } from "../session.ts";
import type { Rendered } from "./part.ts";

/** The pages whose words stand in the document itself. */
const BEFORE: ReadonlySet<string> = new Set(["arrival", "stopped"]);

/** A moment without anything else. */
function breath(): Rendered {
  return html`<div class="calm-page"><div class="breathing"></div></div>`;
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

  /** The page declares the first styles, and a slot in which its own line is seen for now. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot;
    // Where a browser does not declare a shadow root by itself yet.
    const declared = this.querySelector("template");
    if (declared) root.append(declared.content);
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
    if (stage !== "connecting") this.renderRoot.querySelector("slot")?.remove();
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
    if (session.stage === "connecting") return;
    if (session.stage === "arrival") {
      once(() => session.words.whole());
      ahead(["table", ...(session.arrival?.facilitator ? ["steering"] : []), "waiting"], session);
    } else session.words.whole();
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
    if (!session || session.stage === "connecting") return nothing;
    const { ready: whole, begun } = session.words;
    if (!(whole || (begun && BEFORE.has(session.stage)))) return breath();
    return html`${this.page(session)}
      <div class="unseen" role="status" data-part="polite">${session.announcer.polite}</div>
      <div class="unseen" role="alert" data-part="assertive">${session.announcer.assertive}</div>`;
  }

  private page(session: Session): Rendered {
    switch (session.stage) {
      case "connecting": return nothing;
      case "arrival": return html`<tp-arrival .session=${session}></tp-arrival>`;
      case "waiting": return ready("waiting", session, html`<tp-waiting .session=${session}></tp-waiting>`);
      case "closed": return html`<tp-activity class="page" .session=${session} .use=${"ending"}></tp-activity>`;
      case "stopped": return ready("waiting", session, html`<tp-goodbye .session=${session}></tp-goodbye>`);
      case "table": return ready("table", session, html`<tp-table .session=${session}></tp-table>`);
    }
  }
}
