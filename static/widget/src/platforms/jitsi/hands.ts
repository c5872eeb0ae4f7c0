// A hand that I raise in Jitsi is a hand at the table: one queue, by time.

import type { JitsiMeet } from "../../jitsi-meet-api-client/index.ts";
import type { Session } from "../../session.ts";

export class Hands {
  /** When the hand went up that the table has been told of. */
  private told = 0;
  private queued = false;
  /** I have asked Jitsi to take it down, which has only a toggle. */
  private lowering = false;

  constructor(
    private readonly call: JitsiMeet,
    private readonly session: Session,
  ) {}

  step(): void {
    const { call, session } = this;
    if (!call.joined || session.stage !== "table") return;
    const up = call.participants.find(({ id }) => id === call.me)?.hand ?? 0;
    const was = this.queued;
    this.queued = session.view?.floor?.hands?.includes(session.me) ?? false;
    const served = this.told && (was || session.view?.piece.holder === session.me) && !this.queued;
    if (!up) this.lowering = false;
    if (up && up !== this.told) this.raise(up);
    else if (!up && this.told) this.lower();
    // Served, or taken down at the table: not up in Jitsi any longer either.
    else if (up && served && !this.lowering) this.lowering = call.send("toggleRaiseHand");
  }

  /** Where the table knows no hands, it waits for a phase that does. */
  private raise(up: number): void {
    const offer = this.session.mine?.offers["raise_hand"];
    if (!offer && !this.queued) return;
    this.told = up;
    // Jitsi tells the time of my machine; the table has its own.
    const since = Math.round(this.session.clock.now() - Math.max(0, Date.now() - up));
    if (offer) this.session.act("raise_hand", offer, { since });
  }

  /** Jitsi lowers the hand of whoever is heard: what goes down while I can be, says nothing. */
  private lower(): void {
    this.told = 0;
    const offer = this.session.mine?.offers["lower_hand"];
    if (offer && this.queued && this.call.muted !== false) this.session.act("lower_hand", offer);
  }
}
