// The table: what stands where, and every tap on its way to the session.

import { html, nothing } from "lit";
import { ahead, seldom } from "../seldom.ts";
import type { Session } from "../session.ts";
import type * as Large from "../large.ts";
import { adopt } from "../styles/adopt.ts";
import { middle } from "../styles/middle.ts";
import { table } from "../styles/table.ts";
import { Part } from "./part.ts";
import type { Pane, Rendered, Tapped } from "./part.ts";
import { inBasket, noteOffers } from "./tp-notes.ts";
import { steps } from "./way.ts";

/** Activities whose middle is a file of its own, in src/activities/. */
const APART: ReadonlySet<string> = new Set(["assign", "before", "board", "discuss", "poll"]);
/** A list of more than this stands below my notes, or they would be out of sight. */
const MANY = 10;
/** From this width on there are two columns. */
const WIDE_PX = 560;

export class TpTable extends Part {
  static override properties = {
    ...Part.properties,
    pane: { state: true },
    notesOpen: { state: true },
    wide: { state: true },
  };
  private declare pane: Pane | undefined;
  private declare notesOpen: boolean;
  private declare wide: boolean;
  /** What had the focus when a pane was opened. */
  private opener = "";
  private readonly watcher = new ResizeObserver(([entry]) => {
    this.wide = (entry?.contentRect.width ?? 0) >= WIDE_PX;
  });

  override connectedCallback(): void {
    for (const styles of [table, middle]) adopt(this, styles);
    super.connectedCallback();
    this.watcher.observe(this);
    this.addEventListener("keydown", this.key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
    this.removeEventListener("keydown", this.key);
  }

  override willUpdate(): void {
    if (this.session.links && this.pane?.kind !== "links") this.pane = { kind: "links" };
  }

  override updated(): void {
    const styles = seldom<typeof Large>("large", this.session)?.large;
    if (styles) adopt(this, styles);
  }

  override firstUpdated(): void {
    ahead(["dialog", "basket", ...APART, "guide", "ending", "sound"], this.session);
  }

  override render(): Rendered {
    const { session } = this;
    const notes = noteOffers(session).length > 0;
    // Where each writes for themselves, that is what the middle is for.
    const open = this.notesOpen || session.view?.board?.empty.key === "board.for_oneself";
    return html`<div class="panel ${this.wide ? "wide-panel" : ""}" data-part="panel"
      @tp-do=${this.act} @tp-open=${this.openPane} @tp-close=${this.closePane} @tp-notes=${this.toggleNotes}>
      <tp-line .session=${session}></tp-line>
      <div class="middle" data-part="middle">
        ${session.microphone.door.asks?.("table")}${this.prompt(session)}
        <tp-script .session=${session}></tp-script>
        ${this.middle(session)}
        ${open && !this.wide && notes ? html`<tp-notes .session=${session}></tp-notes>` : nothing}
      </div>
      <tp-actions .session=${session}></tp-actions>
      ${this.wide ? this.beside(session, notes) : nothing}
      <tp-foot .session=${session} .notesOpen=${open || this.wide || false}></tp-foot>
      ${this.pane && seldom("dialog", session) ? html`<tp-dialog .session=${session} .pane=${this.pane}></tp-dialog>` : nothing}
    </div>`;
  }

  /** The sentence for me; it grows for a while when everybody is reminded of the rule. */
  private prompt({ view, mine, words, reminds }: Session): Rendered {
    const rule = reminds && view?.phase.contribution ? `${words.text(`contribution.${view.phase.contribution}`)}. ` : "";
    return html`<p class="prompt ${reminds ? "grown" : ""}" data-part="prompt">${rule ? html`<strong>${rule}</strong>` : nothing}${mine
      ? words.say(mine.prompt) : nothing}</p>`;
  }

  /** The circle, and what the phase works on; the circle is small where there is much beside it. */
  private middle(session: Session): Rendered {
    const { view } = session;
    if (!view) return nothing;
    const { piece, phase, lists } = view;
    const basket = inBasket(session);
    const use = view.board ? view.board.before ? "before" : "board" : phase.use;
    if (view.bell === undefined && APART.has(use)) {
      return html`<tp-activity .session=${session} .use=${use}></tp-activity>`;
    }
    const circle = Boolean(piece.order?.length || piece.holder);
    if (view.bell !== undefined || (!circle && !phase.list)) return html`<tp-card .session=${session}></tp-card>`;
    const reading = this.notesOpen && !this.wide;
    const listed = new Set(Object.values(lists).flat());
    const given = Object.entries(view.items).some(([id, item]) => item.phase === phase.id && item.topic === view.topic && !listed.has(id));
    const small = Boolean(phase.list || basket || reading || given);
    return html`
      ${circle ? html`<tp-circle .session=${session} .small=${small}></tp-circle>` : nothing}
      ${view.poll ? html`<details class="items peek" data-part="figures-in-sight"><summary><h2>${session.words.text("polls.result")}</h2></summary>
        <tp-activity .session=${session} .use=${"poll"}></tp-activity></details>` : nothing}
      ${given || session.mine?.deck ? html`<tp-activity .session=${session} .use=${"given"}></tp-activity>` : nothing}
      ${phase.list ? html`<tp-items .session=${session} .list=${phase.list}></tp-items>` : nothing}
      ${basket && seldom("basket", session) ? html`<tp-basket .session=${session}></tp-basket>` : nothing}
      ${phase.list || reading || this.wide ? nothing : Object.keys(lists).map((list) => html`
        <tp-items .session=${session} .list=${list} .folded=${true}></tp-items>`)}`;
  }

  /** The second column: the lists, my notes, the way. */
  private beside(session: Session, notes: boolean): Rendered {
    const every = Object.entries(session.view?.lists ?? {});
    const all = every.filter(([list]) => list !== session.view?.phase.list);
    const lists = all.filter(([, items]) => items.length || !every[1]).map(([list]) => list);
    const long = all.some(([, items]) => items.length > MANY);
    const paper = notes ? html`<tp-notes .session=${session}></tp-notes>` : nothing;
    return html`<aside class="beside" data-part="beside">
      ${long ? paper : nothing}
      ${lists.map((list) => html`<tp-items .session=${session} .list=${list}></tp-items>`)}
      ${long ? nothing : paper}
      ${steps(session)}
    </aside>`;
  }

  /** Every tap: asks first where it cannot be taken back, or where something is to be filled in. */
  private readonly act = ({ detail }: CustomEvent<Tapped>): void => {
    const { id, offer, values, sure } = detail;
    if (offer.fields?.length && !values) this.pane = { kind: "fill", id, offer };
    else if (offer.confirm && !sure) this.pane = { kind: "confirm", id, offer };
    else this.session.act(id, offer, values);
  };

  private readonly openPane = ({ detail }: CustomEvent<Pane>): void => {
    if (!this.pane) this.opener = this.focused();
    this.pane = detail;
  };

  private readonly closePane = (): void => {
    this.pane = undefined;
    this.session.links = undefined;
    void this.updateComplete.then(() => this.pane || this.refocus(this.opener));
  };

  private readonly toggleNotes = (): void => {
    this.notesOpen = !this.notesOpen;
    const wanted = ".notes input, .notes textarea";
    if (this.notesOpen || this.wide) void this.updateComplete.then(() => this.refocus(wanted));
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.code !== "KeyW" || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.openPane(new CustomEvent("tp-open", { detail: { kind: "where" } }));
  };

  /** A selector that finds the focused control again after it was rendered anew. */
  private focused(): string {
    const { dataset } = ((this.getRootNode() as ShadowRoot).activeElement ?? this) as HTMLElement;
    if (dataset["offer"]) return `[data-offer="${CSS.escape(dataset["offer"])}"]`;
    return dataset["pane"] ? `[data-pane="${dataset["pane"]}"]` : "";
  }

  private refocus(selector: string): void {
    if (selector) this.querySelector<HTMLElement>(selector)?.focus();
  }
}
