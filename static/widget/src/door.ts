// Knocks while the panel's script is still on its way: opens the socket and says hello, so that the
// answer is there when the panel is.
//
// It stands in the page itself, allowed by its hash, and so it is as short as can be: `Seat` takes
// the token out of the address, `Connection` goes on with the line. Where a page has no door, the
// panel opens the line by itself.

import { preferred } from "./locales.ts";
import { PROTOCOL } from "./protocol.gen.ts";

/** The line that was opened, and what has been said on it until the panel listens. */
export interface Door {
  readonly room: string;
  readonly socket: WebSocket;
  readonly frames: string[];
}

declare global {
  interface Window {
    tpDoor?: Door | undefined;
  }
}

const { room = "", socket: address = "" } = document.currentScript?.dataset ?? {};
const link = location.hash.slice(1);
const socket = new WebSocket(new URL(address, location.href.replace("http", "ws")));
const frames: string[] = [];

function kept(name: string): string {
  try {
    return sessionStorage.getItem(`tp.${name}.${room}`) ?? "";
  } catch {
    return ""; // a sandboxed frame has no storage
  }
}

socket.onmessage = ({ data }) => frames.push(String(data));
socket.onopen = () => {
  const [token, seat] = [link || kept("link"), kept("seat")];
  const hello = { t: "hello", protocol: PROTOCOL, token, seat, room, since: 0, locale: preferred(navigator.languages) };
  if (token || seat) socket.send(JSON.stringify(hello));
  else socket.close();
};
window.tpDoor = { room, socket, frames };
