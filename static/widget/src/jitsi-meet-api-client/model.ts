// What is known of the call, kept from what Jitsi says: who is there, roles, hands, microphones.
//
// Jitsi announces changes, not states: a role only when it changes, a hand only when it moves, and
// none of them again after a room was changed. So everything is remembered here, and asked again
// (`learn`) whenever the conference is joined.

import { shortId } from "./ids.ts";
import type { Participant, Room } from "./ids.ts";
import type { Payload } from "./transport.ts";

export class Model {
  me = "";
  /** Whether I am in the conference at all, and in one of its side rooms. */
  joined = false;
  breakout = false;
  /** My own microphone; undefined until Jitsi has told. */
  muted: boolean | undefined;
  /** Whether audio moderation is on. */
  moderation = false;
  p2p = false;
  channel = false;
  sharing = false;
  recording = false;
  transcribing = false;
  rooms: readonly Room[] = [];
  readonly people = new Map<string, Participant>();
  /** Roles outlive a change of rooms: Jitsi does not announce them again. */
  private readonly roles = new Map<string, Participant["role"]>();

  get role(): Participant["role"] {
    return this.roles.get(this.me) ?? "";
  }

  person(id: string): Participant {
    return this.people.get(id) ?? { id, name: "", role: this.roles.get(id) ?? "", hand: 0 };
  }

  update(id: string, news: Partial<Participant>): void {
    if (!id) return;
    this.people.set(id, { ...this.person(id), ...news });
    if (news.role) this.roles.set(id, news.role);
  }

  /** Takes over the answer of `getRoomsInfo`: who is in my room, with the roles of now. */
  learn(rooms: readonly Room[]): void {
    this.rooms = rooms;
    const mine = rooms.find((room) => room.participants.some(({ id }) => id === this.me)) ?? (rooms.length === 1 ? rooms[0] : undefined);
    if (!mine) return;
    const there = new Set(mine.participants.map(({ id }) => id));
    for (const id of this.people.keys()) if (id !== this.me && !there.has(id)) this.people.delete(id);
    for (const each of mine.participants) {
      const { muted, role, name, user } = each;
      this.update(each.id, {
        ...(role ? { role } : {}), ...(name ? { name } : {}), ...(user ? { user } : {}), ...(muted === undefined ? {} : { muted }),
      });
    }
  }

  /** Folds an event in; returns what listeners get, or nothing if it says nothing new. */
  fold(event: string, payload: Payload): Payload | undefined {
    // Some events come wrapped in `data`.
    const wrapped = payload["data"];
    const said = (event in UNWRAPPED && typeof wrapped === "object" && wrapped !== null ? wrapped : payload) as Payload;
    const folding = FOLDS[event];
    return folding ? folding(this, said) : said;
  }
}

/** Events that the official class hands on with their content under `data`. */
const UNWRAPPED: Readonly<Record<string, true>> = {
  endpointTextMessageReceived: true,
  customNotificationActionTriggered: true,
  contentSharingParticipantsChanged: true,
};

type Fold = (model: Model, said: Payload) => Payload | undefined;

const id = (model: Model, said: Payload) => shortId(said["id"] ?? said["participantId"], model.me);

const FOLDS: Readonly<Record<string, Fold>> = {
  videoConferenceJoined(model, said) {
    model.me = shortId(said["id"], model.me);
    model.joined = true;
    model.breakout = said["breakoutRoom"] === true;
    model.update(model.me, { name: String(said["displayName"] ?? "") });
    return { ...said, id: model.me };
  },
  videoConferenceLeft(model, said) {
    // Also before every change of rooms: who I am and every role stay.
    model.joined = false;
    for (const each of [...model.people.keys()]) if (each !== model.me) model.people.delete(each);
    return said;
  },
  participantJoined(model, said) {
    const who = id(model, said);
    const user = said["userContext"] as Participant["user"];
    model.update(who, { name: String(said["displayName"] ?? ""), ...(user ? { user } : {}) });
    return { ...said, id: who };
  },
  participantLeft(model, said) {
    const who = id(model, said);
    // Told twice when I change rooms myself: the second time says nothing.
    return model.people.delete(who) ? { ...said, id: who } : undefined;
  },
  displayNameChange(model, said) {
    const who = id(model, said);
    model.update(who, { name: String(said["displayname"] ?? said["displayName"] ?? "") });
    return { ...said, id: who };
  },
  participantRoleChanged(model, said) {
    const who = id(model, said);
    model.update(who, { role: String(said["role"] ?? "") as Participant["role"] });
    return { ...said, id: who };
  },
  raiseHandUpdated(model, said) {
    const who = id(model, said);
    const hand = Number(said["handRaised"]) || 0;
    model.update(who, { hand });
    return { id: who, handRaised: hand };
  },
  participantMuted(model, said) {
    const who = id(model, said);
    // A hint only: older builds echo one's own order here even where the server refuses it.
    if (said["mediaType"] === "audio" && who !== model.me) model.update(who, { muted: said["isMuted"] === true });
    return { ...said, id: who };
  },
  audioMuteStatusChanged(model, said) {
    model.muted = said["muted"] === true;
    return said;
  },
  moderationStatusChanged(model, said) {
    if (said["mediaType"] !== "audio") return said;
    model.moderation = said["enabled"] === true;
    // Jitsi mutes whom it binds together with it, and says so person by person, later or never.
    for (const { id: who, role } of model.moderation ? model.people.values() : []) if (role !== "moderator") model.update(who, { muted: true });
    return said;
  },
  moderationParticipantApproved: (model, said) => ({ ...said, id: id(model, said) }),
  moderationParticipantRejected: (model, said) => ({ ...said, id: id(model, said) }),
  dominantSpeakerChanged: (model, said) => ({ ...said, id: id(model, said) }),
  dataChannelOpened(model, said) {
    model.channel = true;
    return said;
  },
  dataChannelClosed(model, said) {
    model.channel = false;
    return said;
  },
  p2pStatusChanged(model, said) {
    model.p2p = said["isP2p"] === true;
    return said;
  },
  screenSharingStatusChanged(model, said) {
    model.sharing = said["on"] === true;
    return said;
  },
  recordingStatusChanged(model, said) {
    model.recording = said["on"] === true;
    if (said["transcription"] === true) model.transcribing = said["on"] === true;
    return said;
  },
  transcribingStatusChanged(model, said) {
    model.transcribing = said["on"] === true;
    return said;
  },
  endpointTextMessageReceived(model, said) {
    const { senderInfo, eventData } = said as { senderInfo?: { id?: unknown; jid?: unknown }; eventData?: { text?: unknown } };
    return { from: shortId(senderInfo?.id ?? senderInfo?.jid, model.me), text: String(eventData?.text ?? "") };
  },
};
