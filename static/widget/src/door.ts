// Knocks while the panel's script is still on its way: opens the socket and says hello, and shows the
// card that stands in the page. It is written on at once; what the session is and what is agreed
// there stands on it as soon as the server has answered, and then it can be sent.
//
// The panel's script is fetched meanwhile, and runs when the card is on the screen.
//
// The page waits for it, and so it is as short as can be: `Connection` goes on with the line,
// `early.ts` with the card. Where a page has no door, the panel does all of it by itself.

import { preferred } from "./locales.ts";
import { PROTOCOL } from "./protocol.gen.ts";
import type { ServerMessage, Welcome } from "./protocol.gen.ts";

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

/** So long the panel's script waits for an answer, in case that none comes. */
const PATIENCE_MS = 1_500;

type Texts = Readonly<Record<string, string>>;

const { room = "", socket: address = "", panel = "" } = document.currentScript?.dataset ?? {};
const locale = preferred(navigator.languages);
const link = location.hash.slice(1);
const storage = stored();
const kept = (name: string) => storage?.getItem(`tp.${name}.${room}`) ?? "";
const [token, seat] = [link || kept("link"), kept("seat")];
const socket = new WebSocket(new URL(address, location.href.replace("http", "ws")));
const frames: string[] = [];
let card: HTMLFormElement | undefined;
let words: Texts = {};
let welcome: Welcome | undefined;
let texts: Texts | undefined;

function stored(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined; // a sandboxed frame has none
  }
}

function part<Kind extends HTMLElement>(name: string): Kind {
  return card?.querySelector<Kind>(`[data-part=${name}]`) as Kind;
}

/** The page's card, for whoever comes by a link and has no seat yet. */
function show(): void {
  const panel = document.querySelector<HTMLElement>("talking-piece");
  const [slot, early] = panel?.shadowRoot?.querySelectorAll<HTMLElement>(".early") ?? [];
  if (!early || !token || seat || document.documentElement.lang !== locale) return begin();
  const form = (card = early.querySelector("form") ?? undefined);
  if (!form) return;
  words = JSON.parse(panel?.dataset["words"] ?? "{}") as Texts;
  (form.elements.namedItem("name") as HTMLInputElement).value = kept("draft.join");
  form.onsubmit = (event) => {
    event.preventDefault();
    part("join").ariaBusy = form.dataset["sent"] = "true";
  };
  slot?.remove();
  early.hidden = false;
  fill();
  setTimeout(begin, PATIENCE_MS);
}

/** Nothing can be sent before everything that is agreed is there to be read. */
function fill(): void {
  if (!card || !texts || !welcome?.arrival) return;
  const { title, format_title, facilitator, forget_hours, pact, privacy } = welcome.arrival;
  const say = (key: string) => words[key] ?? texts?.[key] ?? "";
  const join = part<HTMLButtonElement>("join");
  part("privacy").textContent = say(`privacy.${privacy}`);
  part("title").textContent = title || say(format_title);
  part("when").innerText = `${title ? `${say(format_title)}\n` : ""}\u00a0`;
  part("kept").textContent = say("arrival.kept").replace("{n}", String(forget_hours));
  part("facilitates").hidden = !facilitator;
  part("rehearsal").hidden = !welcome.demo;
  part("pact").replaceChildren(...pact.map((key) => Object.assign(document.createElement("li"), { textContent: say(key) })));
  join.disabled = false;
  join.ariaBusy = "false";
  requestAnimationFrame(() => setTimeout(begin));
}

function begin(): void {
  void import(panel);
}

socket.onmessage = ({ data }) => {
  frames.push(String(data));
  const message = JSON.parse(String(data)) as ServerMessage;
  if (message.t === "welcome") welcome = message;
  else if (message.t === "texts") texts = message.texts;
  else begin();
  fill();
};
socket.onclose = begin;
socket.onopen = () => {
  const hello = { t: "hello", protocol: PROTOCOL, token, seat, room, since: 0, locale };
  if (token || seat) socket.send(JSON.stringify(hello));
  else socket.close();
};
if (link && storage) {
  // As `Seat` does it; where there is no storage it is left to it.
  storage.setItem(`tp.link.${room}`, link);
  history.replaceState(history.state, "", location.pathname + location.search);
}
window.tpDoor = { room, socket, frames };
document.addEventListener("DOMContentLoaded", show);
