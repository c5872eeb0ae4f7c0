// The door: a small script in Jitsi's own page, loaded only in a call that names a session.
//
// It shows the panel in a frame and carries messages between the two over one port. The frame is
// another origin, or sandboxed into none; whatever is in it may use the verbs below and nothing
// else. Nothing it may do opens a microphone without a tap of the person's own.

export {};

interface Message {
  readonly type: string;
  readonly data?: { readonly name?: string };
}

interface Store {
  getState(): Record<string, { readonly enabled?: boolean; readonly jwt?: string } | undefined>;
  dispatch(action: object): void;
}

/** As much of Jitsi's page as is used here; all of it may be missing. */
interface Page {
  readonly talkingPiece: { readonly room: string; readonly link: string | null; readonly base: string };
  readonly JitsiMeetJS?: { readonly app?: { setExternalTransportBackend?: (backend: object) => void } };
  readonly APP?: {
    readonly store?: Store;
    readonly conference?: { getMyUserId?: () => string; isLocalAudioMuted?: () => boolean };
  };
}

const page = window as unknown as Page;
const { room, link, base } = page.talkingPiece;
const home = new URL(`${base}/`, location.href);
const apart = home.origin !== location.origin;
/** A frame of our own name has no origin: sandboxed, it cannot reach Jitsi's page. */
const origin = apart ? home.origin : "null";

/** What the panel may ask of Jitsi, and what it is told, by the names of the wire. */
const ASKS = /^(toggle-(audio|moderation|raise-hand)|ask-to-unmute|reject-participant|mute-remote-participant|(show|hide)-notification|set-meeting-timer|pin-participant|local-subject|is-(audio-muted|moderation-on|sharing-screen)|get-p2p-status|rooms-info|session-id)$/;
const TOLD = /^(ready$|video-|participant-|raise-|dominant|audio-mute|moderation-|display-name-|screen-|recording-|transcribing|custom-not|toolbar-|data-|p2p|breakout)/;
/** What outlives a reload of the tab, in the panel's stead: a frame without origin keeps nothing. */
const KEPT = ["link", "seat"];

let port: MessagePort | undefined;
let receive: (message: Message) => void = () => undefined;

/** Whether *message* may go to Jitsi now. */
function allowed({ type, data }: Message): boolean {
  if ((type !== "event" && type !== "request") || !ASKS.test(data?.name ?? "")) return false;
  const opens = data?.name === "toggle-audio" && (page.APP?.conference?.isLocalAudioMuted?.() ?? true);
  return !opens || navigator.userActivation.isActive;
}

function hear({ data }: MessageEvent): void {
  if (data?.verb === "jitsi" && allowed(data.message ?? {})) receive(data.message);
  if (data?.verb === "keep" && KEPT.includes(data.name)) keep(data.name, data.value);
  // Jitsi's own token says who I am; the panel exchanges it at once for a seat.
  if (data?.verb === "who") port?.postMessage({ verb: "me", token: page.APP?.store?.getState()["features/base/jwt"]?.jwt });
  if (data?.verb === "recall") port?.postMessage({ verb: "recalled", kept: Object.fromEntries(KEPT.map((name) => [name, recall(name)])) });
}

const place = (name: string) => `tp.${name}.${room}`;

function keep(name: string, value: unknown): void {
  try {
    if (typeof value === "string" && value.length < 4096) sessionStorage.setItem(place(name), value);
    else sessionStorage.removeItem(place(name));
  } catch { /* then a reload asks for the link again */ }
}

function recall(name: string): string | null {
  try {
    return sessionStorage.getItem(place(name));
  } catch {
    return name === "link" ? link : null;
  }
}

// --- the frame ------------------------------------------------------------------------------------

const FIXED = "position:fixed;z-index:400;right:8px;outline:1px solid #666;";
const frame = document.createElement("iframe");
const fold = document.createElement("button");
frame.title = fold.ariaLabel = "Talking Piece";
frame.allow = "clipboard-write";
// Jitsi's address may hold its token.
frame.referrerPolicy = "no-referrer";
frame.sandbox.value = `allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads${apart ? " allow-same-origin" : ""}`;
frame.src = `${home.href}panel/${room}`;
frame.style.cssText = "border:0;width:100%;height:100%";
fold.textContent = "◯";
fold.style.cssText = `${FIXED}bottom:48px;width:44px;height:44px;border:0;border-radius:50%;background:#111;color:#fff`;
const over = document.createElement("div");
over.style.cssText = `${FIXED}top:8px;bottom:96px;width:min(340px,95vw);visibility:hidden`;
fold.onclick = () => (over.hidden = !over.hidden);

addEventListener("message", ({ source, origin: from, data }) => {
  if (source !== frame.contentWindow || from !== origin || data !== "tp:ready") return;
  const line = new MessageChannel();
  port?.close();
  port = line.port1;
  port.onmessage = hear;
  (source as Window).postMessage("tp:port", apart ? origin : "*", [line.port2]);
  over.style.visibility = "";
  if (over.isConnected) document.body.append(fold);
});

/** Jitsi's own place for panels, where this build has one and shows it. */
function slot(tries: number): void {
  const own = document.querySelector("#custom-panel > div:last-child");
  if (!own && tries) return void setTimeout(() => slot(tries - 1), 250);
  if (!own) document.body.append(over);
  (own ?? over).append(frame);
}

function begin(tries: number): void {
  const { JitsiMeetJS, APP } = page;
  const take = JitsiMeetJS?.app?.setExternalTransportBackend;
  if (!take || !APP) return void (tries && setTimeout(() => begin(tries - 1), 50));
  take({
    send(message: Message) {
      const told = message.type === "response" || TOLD.test(message.data?.name ?? "");
      if (told) port?.postMessage({ verb: "jitsi", message, me: page.APP?.conference?.getMyUserId?.() });
    },
    setReceiveCallback: (callback: typeof receive) => (receive = callback),
    dispose: () => undefined,
  });
  const { store } = APP;
  if (store?.getState()["features/custom-panel"]?.enabled === undefined) return slot(0);
  for (const action of [
    { type: "SET_CUSTOM_PANEL_ENABLED", enabled: true }, { type: "CUSTOM_PANEL_OPEN" }, { type: "SET_USER_CUSTOM_PANEL_WIDTH", width: 340 },
  ]) store.dispatch(action);
  slot(40);
}

begin(1200);
