// The port: one way to steer a Jitsi call and to hear what happens in it, whichever door leads in.
//
// Nothing here ever opens a microphone by itself: `openMic` is for a person's own tap, and every
// other way to toggle it is closed.

import { rooms, shortId } from "./ids.ts";
import type { Participant, Room } from "./ids.ts";
import { Model } from "./model.ts";
import { ownMicrophone } from "./microphone.ts";
import { eventToday, namesOf } from "./names.ts";
import type { Kind, Payload, Transport } from "./transport.ts";

export interface Capabilities {
  readonly isModerator: boolean;
  /** Audio moderation can be switched on from here, and binds somebody. */
  readonly avModeration: boolean;
  /** Media go through the bridge, so dominant speaker and endpoint messages work. */
  readonly bridge: boolean;
  /** Jitsi may have a meeting timer (builds of 2026). */
  readonly timer: boolean;
  /** Jitsi stands in a frame of this page. */
  readonly embedded: boolean;
}

export type Heard = (payload: Payload) => void;

/** Jitsi itself only logs these when a moderator's rights are missing. */
const FOR_MODERATORS = new Set([
  "addBreakoutRoom", "approveVideo", "askToUnmute", "autoAssignToBreakoutRooms", "closeBreakoutRoom", "grantModerator",
  "muteEveryone", "muteRemoteParticipant", "rejectParticipant", "removeBreakoutRoom", "sendParticipantToRoom", "toggleModeration",
]);
/** After these my microphone may be off without a word, at once or a moment later. */
const MUTES_SILENTLY = new Set(["moderationStatusChanged", "moderationParticipantRejected"]);
const LOOKS_AGAIN_MS = [0, 300, 1_000, 3_000];
/** There is no audio moderation in breakout rooms: silently, nothing happens. */
const MAIN_ROOM_ONLY = new Set(["toggleModeration", "askToUnmute", "rejectParticipant"]);

export class JitsiMeet {
  private readonly model = new Model();
  private readonly listeners = new Map<string, Set<Heard>>();
  private readonly microphone;
  private closed = false;

  constructor(private readonly transport: Transport) {
    this.microphone = ownMicrophone({
      isMuted: () => transport.request("isAudioMuted", []) as Promise<boolean>,
      toggle: () => void transport.command("toggleAudio", []),
      on: (event, heard) => this.on(event, heard),
    });
    transport.listen((event, payload) => this.heard(eventToday(event), payload));
    // The beginning may have been missed: whatever it said is asked for.
    if (transport.kind !== "none") void this.learn();
  }

  get kind(): Kind {
    return this.transport.kind;
  }

  /** My participant id; empty before I have joined. */
  get me(): string {
    return this.model.me;
  }

  get joined(): boolean {
    return this.model.joined;
  }

  /** Whether my own microphone is off; undefined until Jitsi has told. */
  get muted(): boolean | undefined {
    return this.model.muted;
  }

  /** Whether audio moderation is on. */
  get moderation(): boolean {
    return this.model.moderation;
  }

  /** Whether I am in a side room. */
  get breakout(): boolean {
    return this.model.breakout;
  }

  /** Whether I share my screen. */
  get sharing(): boolean {
    return this.model.sharing;
  }

  /** Whether the call is recorded or transcribed. */
  get recording(): boolean {
    return this.model.recording || this.model.transcribing;
  }

  /** Everybody in my room, me too. */
  get participants(): readonly Participant[] {
    return [...this.model.people.values()];
  }

  get capabilities(): Capabilities {
    const { model, transport } = this;
    const isModerator = model.role === "moderator";
    const bound = this.participants.some(({ id, role }) => id !== model.me && role !== "moderator");
    return {
      isModerator,
      avModeration: isModerator && !model.breakout && bound,
      bridge: model.channel && !model.p2p,
      timer: transport.knows("setMeetingTimer") ?? transport.kind !== "none",
      embedded: transport.kind === "embed",
    };
  }

  /**
   * Sends a command of the IFrame API; false where it would have no effect: unknown here, for
   * moderators only, or not in a breakout room. Differences to the API itself:
   *
   * - `muteRemoteParticipant` under moderation takes the permission away first, so that nobody keeps
   *   sending; of oneself it mutes, and never toggles.
   * - `toggleAudio` is refused: say what is meant, `closeMic` or `openMic`.
   * - rooms may be named by id or JID; Jitsi gets the one it understands.
   */
  send(command: string, ...args: readonly unknown[]): boolean {
    const { model, transport } = this;
    if (command === "toggleAudio") return false;
    if (command === "lowerHand") return transport.lowerHand?.(String(args[0])) ?? false;
    if (command === "muteRemoteParticipant" && this.isAudio(args[1])) {
      if (shortId(args[0], model.me) === model.me) {
        void this.closeMic();
        return true;
      }
      if (model.role !== "moderator") return false;
      if (model.moderation) transport.command("rejectParticipant", [args[0], "audio"]);
    }
    if (FOR_MODERATORS.has(command) && model.role !== "moderator") return false;
    if (MAIN_ROOM_ONLY.has(command) && model.breakout) return false;
    return transport.command(command, this.roomed(command, args));
  }

  /** Asks by the name of the API's method; the answer of `getRoomsInfo` comes with short ids. */
  async request(name: string, ...args: readonly unknown[]): Promise<unknown> {
    const answer = await this.transport.request(name, args);
    return name === "getRoomsInfo" ? { rooms: rooms(answer, this.me) } : answer;
  }

  /**
   * Hears an event by its name of today, with short ids and without wrapping; `changed` after
   * anything that is known here has changed. Returns how to stop.
   */
  on(event: string, heard: Heard): () => void {
    const name = eventToday(event);
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(heard));
    return () => void all.delete(heard);
  }

  /** Whether *command* is known there, under any of its names; undefined where only trying tells. */
  knows(command: string): boolean | undefined {
    return namesOf(command).length ? this.transport.knows(command) : false;
  }

  /** Switches my microphone off, and never on. */
  closeMic(): Promise<void> {
    return this.microphone.close();
  }

  /** Switches my microphone on: only ever for the person's own tap. */
  openMic(): Promise<void> {
    return this.microphone.open();
  }

  close(): void {
    this.closed = true;
    this.listeners.clear();
    this.transport.close();
  }

  private isAudio(mediaType: unknown): boolean {
    return mediaType === undefined || mediaType === "audio";
  }

  private heard(event: string, payload: Payload): void {
    if (this.closed) return;
    const said = this.model.fold(event, payload);
    if (said === undefined) return;
    this.tell(event, said);
    this.tell("changed", {});
    if (event === "videoConferenceJoined") void this.learn();
    // Moderation that mutes me does not say so: only asking tells.
    if (MUTES_SILENTLY.has(event)) for (const ms of LOOKS_AGAIN_MS) setTimeout(() => void this.readMicrophone(), ms);
    if (event === "breakoutRoomsUpdated") void this.learnRooms();
  }

  private tell(event: string, payload: Payload): void {
    for (const heard of [...(this.listeners.get(event) ?? [])]) heard(payload);
  }

  /** Asks for everything that events only tell when it changes. */
  private async learn(): Promise<void> {
    await Promise.allSettled([this.learnRooms(), this.readMicrophone(), this.readModeration()]);
  }

  private async learnRooms(): Promise<void> {
    const answer = await this.quietly("getRoomsInfo");
    if (answer === undefined || this.closed) return;
    const { model } = this;
    if (!model.me) this.findMyself(rooms(answer, ""));
    model.learn(rooms(answer, model.me));
    this.tell("changed", {});
  }

  /** Who came too late to hear "joined" learns it from the page, or from the room's own address. */
  private findMyself(found: readonly Room[]): void {
    const [room, ...others] = found;
    const mine = this.transport.me?.() ?? (room && others.length === 0 && room.jid.includes("/") ? shortId(room.jid, "") : "");
    if (!mine) return;
    this.model.me = mine;
    this.model.joined = true;
  }

  private async readMicrophone(): Promise<void> {
    if (this.closed) return;
    const muted = await this.quietly("isAudioMuted");
    if (typeof muted !== "boolean" || this.closed || muted === this.model.muted) return;
    this.heard("audioMuteStatusChanged", { muted });
  }

  private async readModeration(): Promise<void> {
    const on = await this.quietly("isModerationOn", "audio");
    if (typeof on === "boolean") this.model.moderation = on;
    const p2p = await this.quietly("isP2pActive");
    if (typeof p2p === "boolean") this.model.p2p = p2p;
    if (!this.closed) this.tell("changed", {});
  }

  private async quietly(name: string, ...args: unknown[]): Promise<unknown> {
    try {
      return await this.transport.request(name, args);
    } catch {
      // Not in the conference yet, or gone: there is nothing to know.
      return undefined;
    }
  }

  /** Breakout rooms are named by JID in some commands and by id in others; the wrong one loses people. */
  private roomed(command: string, args: readonly unknown[]): readonly unknown[] {
    const byJid = command === "joinBreakoutRoom" || command === "removeBreakoutRoom";
    const at = byJid || command === "closeBreakoutRoom" ? 0 : command === "sendParticipantToRoom" ? 1 : -1;
    const room = at < 0 ? undefined : this.model.rooms.find(({ id, jid }) => args[at] === id || args[at] === jid);
    return args.map((each, place) => (room && place === at ? (byJid ? room.jid : room.id) : each));
  }
}
