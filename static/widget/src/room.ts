// The entry of the room page: finds `<talking-piece>`, opens its session, gives it its elements.

import { TalkingPiece } from "./components/talking-piece.ts";
import { TpActivity } from "./components/tp-activity.ts";
import { TpArrival } from "./components/tp-arrival.ts";
import { Microphone } from "./microphone.ts";
import { standalone } from "./platforms/standalone.ts";
import { Seat } from "./seat.ts";
import { Session } from "./session.ts";

const ELEMENTS = {
  "talking-piece": TalkingPiece, "tp-activity": TpActivity, "tp-arrival": TpArrival,
};

/** The session of one panel on this page; its attributes say where everything is. */
function open(panel: TalkingPiece): void {
  const socket = new URL(panel.getAttribute("socket") ?? "/socket", location.href);
  socket.protocol = socket.protocol.replace("http", "ws");
  const texts = panel.getAttribute("texts") ?? "/texts/{locale}.json";
  const room = panel.getAttribute("room") ?? "";
  const seat = new Seat(room);
  const microphone = new Microphone(standalone());
  const session = new Session({ room, socket: socket.href, texts }, seat, microphone);
  panel.session = session;
  session.start();
}

// Another link pasted over this one changes only the fragment: it is read like any other, and gone.
addEventListener("hashchange", () => location.hash && location.reload());
// The line is opened first, and the panel made while the server answers.
for (const panel of document.querySelectorAll<TalkingPiece>("talking-piece")) open(panel);
for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);
