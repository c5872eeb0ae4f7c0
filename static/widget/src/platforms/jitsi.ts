// The call beside the table, in a Jitsi: joins it after sitting down, tells the server who I am
// there, and lets microphones follow the turn. A file of its own, loaded where there is a call.

import { html, nothing } from "lit";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Rendered } from "../components/part.ts";
import { JitsiMeet } from "../jitsi-meet-api-client/index.ts";
import type { Calling, CallPlace, InCall, Still } from "../protocol.gen.ts";
import type { Session } from "../session.ts";
import { Cover } from "./jitsi/cover.ts";
import { Follower } from "./jitsi/follow.ts";
import { Hands } from "./jitsi/hands.ts";
import { embedded, inTab, Stage } from "./jitsi/host.ts";
import { inside } from "./jitsi/inside.ts";
import type { Guest } from "./jitsi/host.ts";
import { Phones, phoneSeat } from "./jitsi/phones.ts";
import { Signs } from "./jitsi/signs.ts";
import type { MicState, Platform } from "./platform.ts";

/** So long after a tap on "Speak" a permission that comes late still counts for it. */
const LATE_MS = 5_000;
/** The server asks whoever acts for all every second, and believes that they are gone soon after this. */
const UNASKED_MS = 3_000;
const CONSENT = "mic-consent";

class JitsiPlatform implements Platform, ReactiveControllerHost {
  private place: CallPlace | undefined;
  private calling: Calling | undefined;
  private jitsi: JitsiMeet | undefined;
  private follower: Follower | undefined;
  private signs: Signs | undefined;
  private hands: Hands | undefined;
  private phones: Phones | undefined;
  private readonly cover: Cover;
  private readonly stage = new Stage();
  private entering = false;
  private told = "";
  private failed = false;
  /** What I have read and put away; other words of the same kind are news. */
  private readonly read = new Set<string>();
  /** When the server has asked me last whether I still see to the microphones. */
  private asked: number | undefined;
  /** When I tapped "Speak", if the permission for it may still come. */
  private tapped = -Infinity;

  constructor(private readonly session: Session) {
    this.cover = new Cover(session);
    session.attach(this);
    document.addEventListener("visibilitychange", () => session.changed());
    const around = inside();
    if (around) this.take(new JitsiMeet(around));
  }

  // --- what the panel asks ----------------------------------------------------------------------

  get call(): boolean {
    return true;
  }

  name(): string {
    return "";
  }

  micState(): MicState {
    const muted = this.jitsi?.joined ? this.jitsi.muted : undefined;
    return muted === undefined ? "unknown" : muted ? "closed" : "open";
  }

  openMic(): void {
    this.tapped = performance.now();
    void this.jitsi?.openMic();
  }

  hear(message: CallPlace | Calling | Still): void {
    if (message.t === "call") return void this.arrive(message);
    const acted = this.calling?.steward;
    if (message.t === "calling") this.calling = message;
    else this.session.connection.send({ t: "probe", c: performance.timeOrigin + performance.now() });
    if (message.t === "still") this.asked = performance.now();
    else if (!acted) this.asked = undefined;
    this.requestUpdate();
  }

  asks(at: "arrival" | "table"): Rendered {
    return at === "arrival" ? this.onArrival() : this.atTable();
  }

  // --- the session has moved --------------------------------------------------------------------

  /** As a host of the session, it is told of every change. */
  addController(controller: ReactiveController): void {
    controller.hostConnected?.();
  }

  removeController(): void {
    // It stays for as long as the page.
  }

  get updateComplete(): Promise<boolean> {
    return Promise.resolve(true);
  }

  requestUpdate(): void {
    const { session } = this;
    if (session.stage === "table" && !this.entering) {
      // Only now: the call begins after the pact and after being let in.
      this.entering = session.connection.send({ t: "enter_call" });
    }
    if (!session.online) this.told = "";
    this.tell();
    if (session.mine?.mic.state !== "open") this.tapped = -Infinity; // a tap is for one turn
    const lost = session.lost || session.stage === "stopped";
    if (lost) this.calling = undefined; // whatever it wished; when it is back it says so anew
    this.follower?.step({
      calling: this.calling,
      mine: session.mine?.mic.state ?? "free",
      consent: this.consent,
      lost,
      unasked: this.asked !== undefined && performance.now() - this.asked > UNASKED_MS,
      phase: `${session.view?.phase.id} ${session.view?.phase.started}`,
    });
    this.signs?.step(this.calling);
    this.hands?.step();
    this.phones?.step(this.calling?.seats ?? {});
    this.cover.step(this.jitsi?.sharing ?? false);
  }

  /** Who I am in the call, whenever that is news to the server. */
  private tell(): void {
    const { jitsi, session } = this;
    if (!jitsi || !session.online || session.stage !== "table") return;
    const { isModerator: moderator, avModeration: binds } = jitsi.capabilities;
    const { me, joined, moderation, recording, breakout } = jitsi;
    const said: InCall = joined ? { t: "in_call", id: me, moderator, binds, moderation, recording, breakout } : { t: "in_call" };
    const text = JSON.stringify(said);
    if (text !== this.told && session.connection.send(said)) this.told = text;
  }

  // --- into the call ----------------------------------------------------------------------------

  private get guest(): Guest {
    const { words, me } = this.session;
    return { name: this.session.name(me), locale: words.locale, button: words.text("call.panel") };
  }

  private async arrive(place: CallPlace): Promise<void> {
    if (this.place) return;
    this.place = place;
    if (this.jitsi || !place.embed || !this.stage.place) return;
    this.stage.begin();
    try {
      this.take(await embedded(place, this.stage.place, this.guest));
    } catch {
      this.failed = true;
      this.session.changed();
    }
  }

  private readonly openTab = (): void => {
    if (!this.place) return;
    this.jitsi?.close();
    const call = inTab(this.place, this.guest, () => this.jitsi === call && this.drop());
    if (call) this.take(call);
  };

  /** The call's tab is gone; its door is here again. */
  private drop(): void {
    this.jitsi?.close();
    this.jitsi = this.follower = this.signs = this.hands = this.phones = undefined;
    this.session.connection.send({ t: "in_call" });
    this.session.changed();
  }

  private take(call: JitsiMeet): void {
    this.jitsi = call;
    this.told = "";
    this.follower = new Follower(call, () => this.sayMuted());
    this.signs = new Signs(call, this.session, () => !document.hidden && !this.stage.folded);
    this.hands = new Hands(call, this.session);
    this.phones = new Phones(call, this.session);
    call.on("changed", () => this.session.changed());
    call.on("toolbarButtonClicked", ({ key }) => {
      if (key !== "talking-piece") return;
      this.stage.fold();
      this.session.changed();
    });
    call.on("moderationParticipantApproved", ({ id }) => {
      const late = performance.now() - this.tapped < LATE_MS;
      // The tap was mine; only the permission for it has come now.
      if (id !== call.me || !late || !call.muted) return;
      this.tapped = -Infinity;
      void call.openMic();
    });
    this.session.changed();
  }

  // --- what I am told ---------------------------------------------------------------------------

  private get consent(): boolean {
    return this.session.seat.draft(CONSENT) === "yes";
  }

  private readonly agree = (event: Event): void => {
    this.session.seat.keepDraft(CONSENT, (event.target as HTMLInputElement).checked ? "yes" : undefined);
    this.session.changed();
  };

  private t(key: string, values?: Record<string, string | number>): string {
    return this.session.words.text(`call.${key}`, values);
  }

  private sayMuted(): void {
    const { mine, words } = this.session;
    const description = mine ? words.text(mine.mic.why) : "";
    this.jitsi?.send("showNotification", { title: this.t("muted"), description, uid: "talking-piece-muted", type: "normal", timeout: "short" });
  }

  private onArrival(): Rendered {
    const strict = this.session.arrival?.level !== "guide" && this.session.arrival?.level !== undefined;
    return html`<p class="kept" data-part="call">${this.t("after")}</p>${strict ? this.question() : nothing}`;
  }

  private question(): Rendered {
    return html`<label class="check"><input type="checkbox" name="consent" ?checked=${this.consent} @change=${this.agree}><span>${this.t("consent")}</span></label>`;
  }

  private atTable(): Rendered {
    const { calling, place, jitsi } = this;
    if (this.cover.covers) return this.cover.render();
    if (place && !jitsi) return this.door();
    const facilitates = this.session.mine?.facilitator ?? false;
    const verified = (facilitates && calling?.verified) || [];
    const absent = this.absent();
    const told: [string, Rendered, string][] = [];
    if (calling?.why && facilitates) told.push(["why", html`<p>${this.t(calling.why)}</p>`, calling.why]);
    if (calling?.level === "self" && !this.consent) told.push(["consent", this.question(), ""]);
    if (verified.length) told.push(["verified", html`<p>${this.t("verified", { names: verified.map((id) => this.session.name(id)).join(", ") })}</p>`, verified.join()]);
    if (absent.length) told.push(["absent", html`<p>${this.t("absent", { n: absent.length, names: absent.join(", ") })}</p>`, absent.join()]);
    // At most one at a time, the weightiest first, and none that was read: the circle stays in sight.
    const [first] = told.filter(([name, , said]) => !this.read.has(name + said));
    if (!first) return nothing;
    const got = () => {
      this.read.add(first[0] + first[2]);
      this.session.changed();
    };
    return this.notice(first[0], html`${first[1]}<button type="button" class="narrow calm" data-pane="call-read" @click=${got}><span>${this.session.words.text("buttons.dismiss_nudge")}</span></button>`);
  }

  private notice(name: string, words: Rendered): Rendered {
    return html`<div class="notice" data-part="call-${name}">${words}</div>`;
  }

  /** The way into a call that cannot stand in this page. */
  private door(): Rendered {
    if (this.place?.embed && this.stage.place && !this.failed) return nothing;
    const why = this.failed ? "failed" : this.place?.domain === "meet.jit.si" ? "five_minutes" : "tab";
    return this.notice("door", html`<p>${this.t(why)}</p>
      <button type="button" class="narrow calm" data-pane="call" @click=${this.openTab}><span>${this.t("open")}</span></button>`);
  }

  /** Who is in the call and not at the table, as facilitators see it. */
  private absent(): string[] {
    const { jitsi, calling, session } = this;
    if (!jitsi?.joined || !calling || !session.mine?.facilitator) return [];
    const absent = jitsi.participants.filter(({ id, name }) => id !== jitsi.me && !calling.seats?.[id] && !phoneSeat(session, name));
    return absent.map(({ name, hand }) => `${hand ? "✋ " : ""}${name || "…"}`);
  }
}

export function join(session: Session): Platform {
  return new JitsiPlatform(session);
}
