// The inside of a call: what Jitsi's page answers to its API, with the traps of real builds.
//
// The transport is Jitsi's own (js-utils); the server behind it is `conference.py`, reached through
// the binding `prosody`. Names on the wire, payloads and silences are those seen on real calls.

import { PostMessageTransportBackend, Transport } from "@jitsi/js-utils/transport";

const hash = new URLSearchParams(location.hash.slice(1));
const query = new URLSearchParams(location.search);
const apiId = hash.get("jitsi_meet_external_api_id");
const jwt = query.get("jwt");
// The API is on only with an id in the fragment, or with a token.
const enabled = apiId !== null || jwt !== null;
const scope = apiId === null ? {} : { scope: `jitsi_meet_external_api_${apiId}` };
const transport = new Transport({ backend: new PostMessageTransportBackend({ postisOptions: scope }) });
const room = decodeURIComponent(location.pathname.split("/").pop());

const state = { me: "", role: "participant", name: "", muted: true, moderation: false, approved: false, hand: 0, sharing: false, people: new Map(), notifications: [] };
const say = (name, data = {}) => enabled && transport.sendEvent({ name, ...data });
const server = (kind, said = {}) => window.prosody({ kind, room, ...said });
const moderates = () => state.role === "moderator";

/** What the person does in Jitsi itself: taps on its own toolbar. */
window.hand = {
  toggle: () => setMuted(!state.muted, "own"),
  raise: (at) => server("hand", { at }),
  share: (on) => {
    state.sharing = on;
    say("screen-sharing-status-changed", { on, details: {} });
  },
  rename: (name) => server("rename", { name }),
};
window.seen = state;

async function setMuted(muted, cause) {
  if (!muted && state.moderation && !moderates() && !state.approved) {
    say("notification-triggered", { title: "notify.moderationInEffectTitle", description: "" });
    return;
  }
  const { done } = await server("audio", { muted, cause });
  if (!done) return;
  state.muted = muted;
  say("audio-mute-status-changed", { muted });
  draw();
}

const commands = {
  "toggle-audio": () => setMuted(!state.muted, "command"),
  "display-name": (name) => server("rename", { name }),
  "toggle-moderation": (enable, mediaType) => moderates() && mediaType !== "video" && server("moderation", { enable }),
  "ask-to-unmute": (id) => moderates() && server("approve", { id }),
  "reject-participant": (id) => moderates() && server("reject", { id }),
  "mute-remote-participant": (id) => {
    // Of oneself it toggles.
    if (id === state.me) return setMuted(!state.muted, "command");
    return moderates() && server("mute", { id });
  },
  "mute-everyone": () => server("mute_everyone"),
  "toggle-raise-hand": () => server("hand", { at: state.hand ? 0 : Date.now() }),
  "send-chat-message": (text, to) => server("chat", { text, to }),
  "send-endpoint-text-message": (to, text) => server("endpoint", { text, to }),
  "show-notification": (notification) => {
    state.notifications.push(notification);
    draw();
  },
  "hide-notification": (uid) => {
    state.notifications = state.notifications.filter((each) => each.uid !== uid);
    draw();
  },
  "set-meeting-timer": () => undefined,
  "subject": () => undefined,
  "local-subject": () => undefined,
  "pin-participant": () => undefined,
  "overwrite-config": () => undefined,
  "video-hangup": () => leave(),
};

const requests = {
  "is-audio-muted": () => state.muted,
  "is-moderation-on": () => state.moderation,
  "is-sharing-screen": () => state.sharing,
  "get-p2p-status": () => false,
  "session-id": () => "meeting-1",
  "rooms-info": () => ({
    rooms: [{
      isMainRoom: true, id: `${room}@conference.jitsi.test`, jid: `${room}@conference.jitsi.test/${state.me}`,
      participants: [
        { id: state.me, role: state.role, displayName: state.name },
        ...[...state.people.values()].map((each) => ({
          id: each.id, jid: `${room}@conference.jitsi.test/${each.id}`, role: each.role, displayName: each.name, audioMuted: each.muted,
        })),
      ],
    }],
  }),
};

let before = Promise.resolve();
/** Everything that was ordered until now has been done. */
window.settled = () => before;
transport.on("event", ({ name, data }) => {
  if (!commands[name]) return false;
  const deed = async () => {
    await commands[name](...(data ?? []));
    await server("log", { name, args: data ?? [] });
  };
  before = before.then(deed, deed);
  return true;
});
transport.on("request", ({ name }, callback) => {
  callback(requests[name]?.());
  return true;
});

const hears = {
  joined({ who }) {
    state.people.set(who.id, who);
    say("participant-joined", { id: who.id, displayName: who.name, formattedDisplayName: who.name, ...(who.user ? { userContext: who.user } : {}) });
  },
  left({ id }) {
    state.people.delete(id);
    say("participant-left", { id });
  },
  renamed({ id, name }) {
    if (id === state.me) state.name = name;
    else if (state.people.has(id)) state.people.get(id).name = name;
    say("display-name-change", { id, displayname: name, formattedDisplayName: name });
  },
  role({ id, role }) {
    if (id === state.me) state.role = role;
    else if (state.people.has(id)) state.people.get(id).role = role;
    say("participant-role-changed", { id, role });
  },
  moderation({ enabled: on }) {
    state.moderation = on;
    state.approved = false;
    say("moderation-status-changed", { mediaType: "audio", enabled: on });
  },
  /** Muted by moderation or by a moderator: older builds do not say so to the one it happens to. */
  silenced({ quiet }) {
    state.muted = true;
    if (!quiet) say("audio-mute-status-changed", { muted: true });
  },
  audio({ id, muted }) {
    if (state.people.has(id)) state.people.get(id).muted = muted;
    say("participant-muted", { id, isMuted: muted, mediaType: "audio" });
  },
  approved({ id }) {
    if (id === state.me) state.approved = true;
    if (id === state.me || moderates()) say("moderation-participant-approved", { id, mediaType: "audio" });
  },
  rejected({ id }) {
    if (id === state.me) state.approved = false;
    if (id === state.me || moderates()) say("moderation-participant-rejected", { id, mediaType: "audio" });
  },
  hand({ id, at }) {
    if (id === state.me) state.hand = at;
    say("raise-hand-updated", { id: id === state.me ? "local" : id, handRaised: at });
  },
  chat({ from, text }) {
    say("incoming-message", { from, message: text, nick: state.people.get(from)?.name ?? "", privateMessage: true, stamp: undefined });
  },
  endpoint({ from, text }) {
    const senderInfo = { jid: `${room}@conference.jitsi.test/${from}`, id: from };
    say("endpoint-text-message-received", { data: { senderInfo, eventData: { name: "endpoint-text-message", text } } });
  },
  transcribing: ({ on }) => say("transcribing-status-changed", { on }),
  recording: ({ on, mode, transcription }) => say("recording-status-changed", { on, mode, error: undefined, transcription }),
};
window.fromProsody = (message) => {
  hears[message.kind](message);
  draw();
};
window.pressToolbar = (key) => say("toolbar-button-clicked", { key, preventExecution: false });
window.pressMenu = (key, participantId) => say("participant-menu-button-clicked", { key, participantId, preventExecution: false });
window.tapNotification = (uuid) => say("custom-notification-action-triggered", { data: { id: uuid } });

function draw() {
  const tiles = [{ id: state.me, name: `${state.name}`, muted: state.muted }, ...state.people.values()];
  const stage = document.getElementById("react");
  stage.replaceChildren(...tiles.map((tile) => {
    const box = document.createElement("div");
    box.className = "tile";
    box.dataset.muted = String(tile.muted);
    box.textContent = tile.name || "…";
    return box;
  }));
  document.documentElement.dataset.muted = String(state.muted);
  document.documentElement.dataset.me = state.me;
}

async function leave() {
  await server("leave");
  say("video-conference-left", { roomName: room });
  say("video-ready-to-close");
}

async function boot() {
  say("browser-support", { supported: true });
  say("ready");
  const userInfo = JSON.parse(hash.get("userInfo.displayName") ?? '""');
  const joined = await server("join", { name: userInfo, jwt, embedded: window.self !== window.top, hash: location.hash, search: location.search });
  Object.assign(state, { me: joined.me, name: joined.name, role: joined.role === "moderator" ? "participant" : joined.role, muted: joined.muted, moderation: joined.moderation });
  for (const who of joined.people) hears.joined({ who });
  say("video-conference-joined", { roomName: room, id: state.me, displayName: state.name, formattedDisplayName: state.name, breakoutRoom: false, visitor: false });
  // Roles come afterwards, one by one, and never again.
  for (const { id, role } of joined.people) hears.role({ id, role });
  if (joined.role === "moderator") hears.role({ id: state.me, role: "moderator" });
  say("data-channel-opened");
  draw();
}

window.JitsiMeetJS = { app: { setExternalTransportBackend: (backend) => transport.setBackend(backend) } };
window.APP = { conference: { getMyUserId: () => state.me, isLocalAudioMuted: () => state.muted, _room: { sendMessage: (message, to) => server("json", { message, to }) } } };
if (window.prosody) void boot();
