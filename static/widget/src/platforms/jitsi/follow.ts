// Microphones follow the turn (decision 25): what the table wishes is compared with what the call
// says, again and again, and only the difference is done. Nothing here ever opens a microphone.

import type { JitsiMeet } from "../../jitsi-meet-api-client/index.ts";
import type { Calling } from "../../protocol.gen.ts";

/** What the table wishes at this moment. */
export interface Wishes {
  /** How rules reach microphones now, as the server says; nothing before it has spoken. */
  readonly calling: Calling | undefined;
  /** The wish for my own microphone. */
  readonly mine: "open" | "closed" | "free";
  /** I said yes to being muted by my own panel. */
  readonly consent: boolean;
  /** The server has not been heard for a while: nothing it wished holds any more. */
  readonly lost: boolean;
  /** I have not been asked lately whether I am still here: somebody else may act for the table. */
  readonly unasked: boolean;
  /** Something that changes with every phase. */
  readonly phase: string;
}

/** So long an order may take before it is given again. */
const AGAIN_MS = 3_000;

const OPEN_FLOOR: Calling = { t: "calling", level: "guide", moderation: "off" };

/** Reconciles one browser's part; `step` after every change of the call or of the table. */
export class Follower {
  /** Whom I have asked to unmute in this phase, and not silenced since. */
  private readonly asked = new Set<string>();
  /** Whom I have silenced, and when, until Jitsi says that they are. */
  private readonly silenced = new Map<string, number>();
  /** The phase for which I have switched moderation on. */
  private moderated = "";
  private releasing = false;
  private closing = false;
  /** Moderation is on for the table: whoever can has to switch it off when the table is gone. */
  private ours = false;

  constructor(
    private readonly call: JitsiMeet,
    /** I was muted because it is somebody else's turn. */
    private readonly muted: () => void,
  ) {}

  step(wishes: Wishes): void {
    if (!this.call.joined) return;
    const calling = wishes.lost ? OPEN_FLOOR : wishes.calling;
    if (!calling) return;
    this.closeMine(wishes, calling);
    // Not by what is said in the server's absence: moderation may be somebody's own wish.
    // And once freed it is left alone: whoever switches it on then has heard the server, or their own mind.
    if (!wishes.lost && calling.moderation) this.ours = true;
    if (calling.moderation === "on" && calling.steward) {
      if (!wishes.unasked) this.moderate(wishes.phase, calling.floor ?? {});
    } else if (this.ours && calling.moderation !== "on") {
      this.release(wishes.lost || Boolean(calling.steward));
    }
  }

  /** At the level `self`, my own panel mutes me when it is not my turn, and again if I undo it. */
  private closeMine({ mine, consent }: Wishes, { level }: Calling): void {
    if (level !== "self" || !consent || mine !== "closed" || this.call.muted !== false || this.closing) return;
    this.closing = true;
    void this.call.closeMic().finally(() => (this.closing = false));
    this.muted();
  }

  /** The steward's part: moderation on once per phase, then each according to their wish. */
  private moderate(phase: string, floor: Readonly<Record<string, string>>): void {
    const { call } = this;
    if (this.releasing) {
      if (call.moderation) return; // it is going off, and that is nobody's hand
      this.releasing = false;
      this.moderated = "";
    }
    if (!call.moderation) {
      // Once only: whoever switches it off by hand in this phase has the last word.
      if (this.moderated !== phase) call.send("toggleModeration", true, "audio");
      this.moderated = phase;
      this.asked.clear();
      this.releasing = false;
      return;
    }
    // Whoever begins with moderation already on does not know whom the last steward has let speak.
    const anew = !this.moderated;
    this.moderated = phase;
    const bound = call.participants.filter(({ id, role }) => id !== call.me && role !== "moderator");
    for (const id of [...this.asked]) if (!bound.some((each) => each.id === id)) this.asked.delete(id);
    for (const { id, muted } of bound) {
      const wish = floor[id];
      if (muted) this.silenced.delete(id);
      if (wish === "closed" && (anew || this.asked.has(id) || (muted === false && this.audibly(id)))) this.silence(id);
      else if ((wish === "open" || wish === "free") && !this.asked.has(id)) this.ask(id, muted);
    }
  }

  private ask(id: string, muted: boolean | undefined): void {
    this.asked.add(id);
    if (muted !== false) this.call.send("askToUnmute", id);
  }

  /** The end of a turn; the port takes the permission away first. */
  private silence(id: string): void {
    this.asked.delete(id);
    this.silenced.set(id, performance.now());
    this.call.send("muteRemoteParticipant", id, "audio");
  }

  /** Jitsi has had the time to do what I asked for, and has not. */
  private audibly(id: string): boolean {
    return performance.now() - (this.silenced.get(id) ?? -AGAIN_MS) >= AGAIN_MS;
  }

  /** The floor is open: whoever acts for the table, or after its loss anybody who can, says so. */
  private release(mine: boolean): void {
    this.asked.clear();
    this.silenced.clear();
    this.moderated = "";
    if (!this.call.moderation) {
      this.ours = this.releasing = false;
    } else if (mine && !this.releasing) {
      this.releasing = this.call.send("toggleModeration", false, "audio");
    }
  }
}
