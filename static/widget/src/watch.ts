// The page of the gallery: whoever watches a demonstration sees its form, and nothing of its people.

import { Connection } from "./connection.ts";
import { byId, made, tell } from "./pages/elements.ts";
import { tokenOf } from "./pages/keeping.ts";
import { counted, locale, say } from "./pages/words.ts";
import type { GalleryShown, ServerMessage, StepShown } from "./protocol.gen.ts";

const SVG = "http://www.w3.org/2000/svg";
const [RADIUS, SEAT, HOLDER] = [76, 7, 12];

const box = byId("watched");
const room = box.dataset["room"] ?? "";
const token = tokenOf(`tp.gallery.${room}`);
let texts: Readonly<Record<string, string>> = {};
let shown: GalleryShown | undefined;
let ended = false;

/** The words of the session's format; empty for what somebody wrote for this session. */
function word(key: string): string {
  return texts[key] ?? "";
}

function drawn(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A seat each, and larger whoever has the turn; who that is nobody learns. */
function circle(seats: number, holder: number): SVGElement {
  const drawing = drawn("svg", { viewBox: "-100 -100 200 200", "aria-hidden": "true", class: "seats" });
  drawing.append(drawn("circle", { r: RADIUS, class: "ring" }));
  for (let seat = 1; seat <= seats; seat++) {
    const angle = (2 * Math.PI * (seat - 1)) / seats - Math.PI / 2;
    const at = { cx: (RADIUS * Math.cos(angle)).toFixed(1), cy: (RADIUS * Math.sin(angle)).toFixed(1) };
    drawing.append(drawn("circle", { ...at, r: seat === holder ? HOLDER : SEAT, class: seat === holder ? "holder" : "seat" }));
  }
  return drawing;
}

/** Why the circle is not shown, or whose turn it is: somebody's. */
function turn({ why = "", seats = 0, holder = 0 }: GalleryShown): Node[] {
  if (why) return [made("p", say(why === "declined" ? "gallery.not_shown" : `gallery.${why}`), "quiet")];
  const now = holder ? "somebody" : "nobody";
  return [circle(seats, holder), made("p", `${counted("gallery.seats", seats)} ${say(`gallery.${now}`)}`, "quiet")];
}

function step({ title, state }: StepShown): HTMLElement {
  const line = made("li", word(title), state);
  if (state === "now") line.setAttribute("aria-current", "step");
  return line;
}

function render(): void {
  if (!shown) return;
  tell("form", word(shown.title));
  const now = made("section", "", "panel now");
  now.append(made("h2", word(shown.phase)));
  if (shown.read && word(shown.read.key)) now.append(made("p", say("gallery.read"), "quiet"), made("blockquote", word(shown.read.key)));
  now.append(...turn(shown));
  const steps = made("section", "", "panel");
  const list = made("ol", "", "steps");
  list.append(...shown.steps.map(step));
  steps.append(made("h2", say("gallery.steps")), list);
  box.replaceChildren(now, steps);
}

function hear(message: ServerMessage): void {
  if (message.t === "texts") texts = message.texts;
  if (message.t === "watched") shown = message.shown;
  if (message.t === "bye" && message.reason === "too_many") return over(say("gallery.full"));
  if (message.t === "bye" && message.code !== "stopping" && message.code !== "slow") return over(say(`byes.${message.code}`));
  render();
}

/** Nothing comes any more; why stays on the page. */
function over(sentence: string): void {
  ended = true;
  connection.stop();
  box.replaceChildren();
  tell("state", sentence);
}

const connection = new Connection(new URL("/socket", location.href.replace("http", "ws")).href, {
  hello: () => ({ token, seat: "", room, since: 0, locale }),
  heard: hear,
  flowing: (open) => {
    if (!ended) tell("state", open ? "" : say("panel.reconnecting"));
  },
});
if (token) connection.start();
else tell("state", say("gallery.no_link"));
