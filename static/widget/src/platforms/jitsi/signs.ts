// What Jitsi itself shows of the table, to me alone: my turn with its buttons, so that it works with
// the panel closed; and, unless the format is sealed, who has the piece, the time, and the phase.

import type { JitsiMeet } from "../../jitsi-meet-api-client/index.ts";
import type { Calling, Offer } from "../../protocol.gen.ts";
import type { Session } from "../../session.ts";

const TURN = "talking-piece-turn";

/** Tells Jitsi only what has changed; `step` after every change of the call or of the table. */
export class Signs {
  private turn = "";
  private pinned = "";
  private timer = "";
  private subject = "";

  constructor(
    private readonly call: JitsiMeet,
    private readonly session: Session,
    /** Whether the panel is in sight. */
    private readonly seen: () => boolean,
  ) {
    call.on("customNotificationActionTriggered", ({ id }) => this.tapped(String(id)));
    call.on("participantMenuButtonClick", ({ key, participantId }) => {
      if (key === "talking-piece-give") this.give(String(participantId));
    });
  }

  step(calling: Calling | undefined): void {
    if (!this.call.joined) return;
    const { view } = this.session;
    this.showTurn();
    const shown = view && view.room.privacy !== "sealed" && view.room.closed === undefined ? view : undefined;
    this.showHolder(shown?.piece.holder, calling?.seats ?? {});
    this.showTime(shown);
    this.showPhase(shown ? this.session.words.text(shown.phase.title) : "");
  }

  // --- my turn ------------------------------------------------------------------------------------

  /** The buttons of my turn that need nothing but the tap. */
  private get mine(): [string, Offer][] {
    if (this.session.mine?.turn !== "speaker") return [];
    return this.session.offers("turn").filter(([, { fields, confirm }]) => !fields?.length && !confirm).slice(0, 2);
  }

  private showTurn(): void {
    const { session, call, mine } = this;
    const seen = this.seen();
    const turn = mine.length ? JSON.stringify([session.view?.piece.since, mine.map(([id]) => id), seen]) : "";
    if (turn === this.turn) return;
    if (this.turn) call.send("hideNotification", TURN);
    this.turn = turn;
    if (!turn) return;
    call.send("showNotification", {
      uid: TURN,
      title: session.words.text("mic.your_turn"),
      description: session.mine ? session.words.say(session.mine.prompt) : "",
      type: "normal",
      timeout: seen ? "medium" : "sticky",
      customActions: mine.map(([id, offer]) => ({ label: session.words.say(offer.label), uuid: `${TURN}:${id}` })),
    });
  }

  /** A tap in Jitsi is my own tap; what was offered meanwhile no more does nothing. */
  private tapped(action: string): void {
    const found = this.mine.find(([id]) => action === `${TURN}:${id}`);
    if (found) this.session.act(...found);
  }

  /** "Give the piece to…", in Jitsi's menu of a person. */
  private give(participant: string): void {
    const id = `give_piece_${this.seats[participant]}`;
    const offer = this.session.mine?.offers[id];
    if (offer) this.session.act(id, offer);
  }

  private seats: Readonly<Record<string, string>> = {};

  // --- what everybody may see ---------------------------------------------------------------------

  /** Large is who has the piece; whoever pins somebody else by hand is left with that. */
  private showHolder(holder: string | undefined, seats: Readonly<Record<string, string>>): void {
    this.seats = seats;
    const found = holder && Object.keys(seats).find((id) => seats[id] === holder);
    const pinned = found && found !== this.call.me ? found : "";
    if (pinned === this.pinned) return;
    this.pinned = pinned;
    this.call.send("pinParticipant", ...(pinned ? [pinned] : []));
  }

  /** Jitsi's own disk, as far as digits are shown to me at all. */
  private showTime(view: Session["view"]): void {
    const { call, session } = this;
    const digits = view?.phase.time_display === "digits" || (session.mine?.facilitator && view?.phase.time_display !== "hidden");
    const runs = view && digits && view.held === undefined && view.phase.usual_ms > 0 ? view.phase : undefined;
    const timer = runs ? `${runs.id} ${runs.started} ${runs.usual_ms}` : "";
    if (timer === this.timer || !call.capabilities.timer) return;
    this.timer = timer;
    const elapsed = runs ? Math.max(0, Math.round((session.clock.now() - runs.started) / 1_000)) : 0;
    call.send("setMeetingTimer", runs ? { duration: Math.round(runs.usual_ms / 1_000), elapsed } : {});
  }

  private showPhase(subject: string): void {
    if (subject === this.subject) return;
    this.subject = subject;
    this.call.send("localSubject", subject);
  }
}
