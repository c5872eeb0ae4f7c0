// What somebody asks for who has lost the thread: where are we, and how does this work.
//
// A file of its own, fetched once the panel is idle.

import { html, nothing } from "lit";
import { languages } from "./components/languages.ts";
import { named } from "./components/part.ts";
import type { Rendered } from "./components/part.ts";
import { steps } from "./components/way.ts";
import { seldom } from "./seldom.ts";
import type { Session } from "./session.ts";
import type * as Sound from "./sound.ts";

/** How loud the cue of "your turn" may be; the first is what everybody has who chose nothing. */
const VOLUMES = { off: 0, soft: 0.4, louder: 1 } as const;
const HELP = ["circle", "pass", "later", "pause", "notes"] as const;

/** Everything a person may want to know at a moment, to be read or listened to. */
export function where(session: Session): Rendered {
  const { words, view, mine } = session;
  if (!view || !mine) return nothing;
  const lines: [string, string][] = [
    ["phase", phase(session)],
    ["prompt", words.say(mine.prompt)],
    ["turn", turn(session)],
    ["time", time(session)],
    ["actions", actions(session)],
  ];
  return html`<dl data-part="where">${lines.filter(([, told]) => told).map(([name, told]) => html`
      <dt>${words.text(`where.${name}`)}</dt><dd data-where=${name}>${told}</dd>`)}</dl>
    ${circle(session)} ${steps(session)}
    <p class="quiet">${words.text("where.key")}</p>`;
}

/** The same in one breath, for the announcer. */
export function spoken(session: Session): string {
  const { words, mine } = session;
  if (!mine) return "";
  return [phase(session), words.say(mine.prompt), turn(session), time(session), actions(session)].filter(Boolean).join(" ");
}

function phase(session: Session): string {
  const { words, view } = session;
  if (!view) return "";
  const title = words.text(view.phase.title);
  const rule = view.phase.contribution ? words.text(`contribution.${view.phase.contribution}`) : "";
  const about = view.topic ? (session.item(view.topic)?.text ?? "") : "";
  return `${[title, about, rule].filter(Boolean).join(" · ")}.`;
}

function turn(session: Session): string {
  const { words, view, mine, me } = session;
  const holder = view?.piece.holder;
  const told = holder === me && holder ? words.text("turns.your_turn")
    : holder ? words.text("panel.has_the_piece", { name: session.name(holder) })
    : view?.piece.closed ? words.text(`exits.${view.piece.closed}`) : "";
  return [told, mine?.place ? words.say(mine.place) : ""].filter(Boolean).join(" ");
}

function time({ words, view, clock }: Session): string {
  if (!view) return "";
  const { started, usual_ms } = view.phase;
  const left = started + usual_ms - (view.held ?? clock.now());
  const phase = usual_ms && left > 0 ? words.text("table.left", { time: words.minutes(left) }) : "";
  const end = words.text("panel.ends_at", { end: words.time(view.room.end) });
  return [phase, end].filter(Boolean).join(", ");
}

function actions(session: Session): string {
  const places = ["turn", "aside", "steer", "go"] as const;
  const all = places.flatMap((place) => session.offers(place)).map(([, offer]) => named(session, offer));
  return all.length ? session.words.names([...new Set(all)]) : session.words.text("panel.nothing_to_do");
}

/** Everyone in the order of the round, with a tick for those who had their turn. */
function circle(session: Session): Rendered {
  const { order = [], had = {}, holder } = session.view?.piece ?? {};
  if (order.length === 0) return nothing;
  return html`<section class="people" data-part="where-circle"><h2>${session.words.text("where.circle")}</h2>
    <ol class="names">${order.map((id) => html`<li class=${id === holder ? "me" : ""}><span dir="auto">${session.name(id)}</span>
      ${had[id] ? html`<small>✓ <span class="unseen">${session.words.text("panel.had_a_turn")}</span></small>` : nothing}</li>`)}</ol></section>`;
}

/** How the panel works, what is kept, and the language. */
export function help(session: Session): Rendered {
  const { view, words, mine } = session;
  const privacy = view?.room.privacy ?? "sealed";
  const lines = mine?.facilitator ? [...HELP, "steering"] : HELP;
  return html`${lines.map((each) => html`<p>${words.text(`help.${each}`)}</p>`)}
    <h3>${words.text("help.kept")}</h3><p>${words.text(`privacy.${privacy}_means`)}</p>
    <label class="language"><span class="label">${words.text("help.sound")}</span>${sounds(session)}</label>
    <label class="language"><span class="label">${words.text("arrival.language")}</span>${languages(words.locale, (locale) => session.speak(locale))}</label>`;
}

/** Whether "your turn" is heard; whoever chooses a volume hears it at once. */
function sounds(session: Session): Rendered {
  const { words, seat } = session;
  const sound = seldom<typeof Sound>("sound", session);
  const chosen = (event: Event) => {
    seat.volume = Number((event.target as HTMLSelectElement).value);
    if (seat.volume) sound?.cue(seat.volume);
  };
  return html`<select data-part="sound" @change=${chosen}>${Object.entries(VOLUMES).map(([name, volume]) => html`
    <option value=${volume} ?selected=${volume === seat.volume}>${words.text(`help.sound_${name}`)}</option>`)}</select>`;
}
