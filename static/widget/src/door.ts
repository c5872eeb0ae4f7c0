// Knocks while the panel's script is still on its way: opens the socket and says hello, and shows the
// card that stands in the page. It is written on at once; what the session is and what is agreed
// there stands on it as soon as the server has answered, and then it can be sent.
//
// The panel's script is fetched meanwhile, and runs when the card is on the screen.
//
// It stands in the page itself, allowed by its hash, and so it is as short as can be: `Seat` takes
// the token out of the address, `Connection` goes on with the line, `early.ts` with the card. Where a
// page has no door, the panel does all of it by itself.

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
const [token, seat] = [location.hash.slice(1) || kept("link"), kept("seat")];
const socket = new WebSocket(new URL(address, location.href.replace("http", "ws")));
const frames: string[] = [];
const written = document.querySelector<HTMLElement>("#words");
const [slot, early] = document.querySelector("talking-piece")?.shadowRoot?.querySelectorAll<HTMLElement>(".early") ?? [];
const card = token && !seat && written?.lang === locale ? early?.querySelector("form") : undefined;
let welcome: Welcome | undefined;

function kept(name: string): string {
  try {
    return sessionStorage.getItem(`tp.${name}.${room}`) ?? "";
  } catch {
    return ""; // a sandboxed frame has no storage
  }
}

function part<Kind extends HTMLElement>(name: string): Kind {
  return card?.querySelector<Kind>(`[data-part=${name}]`) as Kind;
}

/** Nothing can be sent before everything that is agreed is there to be read. */
function fill({ arrival, demo }: Welcome, texts: Texts): void {
  if (!card || !arrival) return;
  const { title, format_title, facilitator, forget_hours, pact, privacy } = arrival;
  const words = { ...texts, ...JSON.parse(written?.textContent ?? "{}") } as Texts;
  const say = (key: string) => words[key] ?? "";
  const join = part<HTMLButtonElement>("join");
  part("privacy").textContent = say(`privacy.${privacy}`);
  part("title").textContent = title || say(format_title);
  part("when").innerText = `${title ? `${say(format_title)}\n` : ""}\u00a0`;
  part("kept").textContent = say("arrival.kept").replace("{n}", String(forget_hours));
  part("facilitates").hidden = !facilitator;
  part("rehearsal").hidden = !demo;
  part("pact").replaceChildren(...pact.map((key) => Object.assign(document.createElement("li"), { textContent: say(key) })));
  join.disabled = false;
  join.ariaBusy = "false";
}

const begin = () => void import(panel);

if (card) {
  (card.elements.namedItem("name") as HTMLInputElement).value = kept("draft.join");
  card.onsubmit = (event) => {
    event.preventDefault();
    part("join").ariaBusy = card.dataset["sent"] = "true";
  };
  slot?.remove();
  if (early) early.hidden = false;
  setTimeout(begin, PATIENCE_MS);
} else {
  begin();
}
socket.onmessage = ({ data }) => {
  frames.push(String(data));
  const message = JSON.parse(String(data)) as ServerMessage;
  if (message.t === "welcome") welcome = message;
  else if (message.t !== "texts" || !welcome) begin();
  else {
    fill(welcome, message.texts);
    requestAnimationFrame(() => setTimeout(begin));
  }
};
socket.onclose = begin;
socket.onopen = () => {
  const hello = { t: "hello", protocol: PROTOCOL, token, seat, room, since: 0, locale };
  if (token || seat) socket.send(JSON.stringify(hello));
  else socket.close();
};
window.tpDoor = { room, socket, frames };
