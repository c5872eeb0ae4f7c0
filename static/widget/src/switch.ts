// Changing the form in mid-call, for whoever leads: what is needed, which formats fit, and before the
// one confirm a private look at what comes along, what stays behind, and what time allows.
//
// Few people need this, and seldom: it is a file of its own, loaded when it is opened.

import { html, nothing } from "lit";
import type { Command } from "./protocol.gen.ts";
import type { Session } from "./session.ts";
import type { Pane, Part, Rendered } from "./components/part.ts";
import { adopt } from "./styles/adopt.ts";
import { styles } from "./styles/switch.ts";

interface Step { readonly title: string; readonly minutes: number; readonly repeated: boolean }

interface Card {
  readonly id: string;
  readonly title: string;
  readonly tagline: string;
  readonly least: number;
  readonly usual: number;
  readonly people: readonly [number, number];
  readonly privacy: string;
  readonly runs: readonly (readonly Step[])[];
  readonly misfits: readonly string[];
  /** Of a family: the ids and titles of its kinds of session. */
  readonly kinds: readonly (readonly [string, string])[];
}

interface Topic { readonly id: string; readonly text: string; readonly here?: boolean; readonly minutes: number }

interface Preview {
  readonly step: number;
  readonly format: string;
  readonly privacy: string;
  readonly stricter?: boolean;
  readonly keeps?: string;
  readonly asked?: number;
  readonly topics?: readonly Topic[];
  readonly stays?: Readonly<Record<string, number>>;
  readonly needed: number;
  readonly left: number;
  readonly basket?: string;
}

interface Looked { readonly preview: Preview; readonly card: Card }

/** What has been chosen so far in one opening of the dialog. */
interface Choosing {
  wish: Record<string, string>;
  cards?: readonly Card[];
  looked?: Looked | undefined;
  topic: string;
  fit: string;
}

const NEEDS = ["help_one_person", "share_topics", "decide", "get_to_know", "learn_together", "grow_over_time", "check_in"];
const openings = new WeakMap<Pane, Choosing>();

/** The dialog; *done* closes it. */
export function change(part: Part, pane: Pane, done: () => void): Rendered {
  const { session } = part;
  adopt(part, styles);
  let choosing = openings.get(pane);
  if (!choosing) {
    const left = Math.max(1, Math.round(((session.view?.room.end ?? 0) - session.clock.now()) / 60_000));
    const here = Object.values(session.view?.people ?? {}).filter((person) => person.here).length;
    choosing = { wish: { need: "", people: String(here), minutes: String(left) }, topic: "", fit: "as_planned" };
    openings.set(pane, choosing);
    void list(session, choosing);
  }
  const said = session.refusal ? html`<p class="refusal" role="alert">${session.words.say(session.refusal)}</p>` : nothing;
  return html`${said}${choosing.looked ? looked(session, choosing, choosing.looked, done) : chosen(session, choosing)}`;
}

// --- choosing ----------------------------------------------------------------------------------

async function list(session: Session, choosing: Choosing): Promise<void> {
  const wanted = new URLSearchParams({ ...choosing.wish, lang: session.words.locale, families: "1" });
  try {
    const answer = await fetch(`/api/formats?${wanted.toString()}`);
    choosing.cards = ((await answer.json()) as { formats: readonly Card[] }).formats;
    session.changed();
  } catch {
    session.refuse("store_unavailable");
  }
}

function chosen(session: Session, choosing: Choosing): Rendered {
  const { words } = session;
  const { wish } = choosing;
  const cards = choosing.cards?.filter(({ id, kinds }) => id !== session.view?.format || kinds.length);
  const changed = (event: Event) => {
    const field = event.target as HTMLInputElement;
    wish[field.name] = field.value;
    void list(session, choosing);
  };
  const number = (name: "people" | "minutes") => html`<label><span class="label">${words.text(`choose.${name}`)}</span>
    <input type="number" name=${name} min="1" max="600" inputmode="numeric" .value=${wish[name] ?? ""}></label>`;
  return html`<form class="wish" @change=${changed} @submit=${(event: Event) => event.preventDefault()}>
      <label><span class="label">${words.text("choose.need")}</span><select name="need"><option value="">${words.text("choose.any_need")}</option>
        ${NEEDS.map((need) => html`<option value=${need} ?selected=${need === wish["need"]}>${words.text(`needs.${need}`)}</option>`)}</select></label>
      ${number("people")} ${number("minutes")}
    </form>
    ${cards ? html`<ul class="formats" data-part="formats">${cards.map((card) => card.kinds.length ? family(session, choosing, card) : html`<li>
        <button type="button" class="row" data-format=${card.id} @click=${() => look(session, choosing, card.id)}>
          <strong>${card.title}</strong> <span class="quiet">${card.tagline}</span>
          <span class="quiet">${words.text(card.people[0] === card.people[1] ? "switch.figures_exactly" : "switch.figures", { min: card.usual, least: card.people[0], most: card.people[1] })} · ${words.text(`privacy.${card.privacy}`)}</span>
          ${card.misfits.map((reason) => html`<em data-part="misfit">${reason}</em>`)}
        </button></li>`)}</ul>` : html`<div class="breathing"></div>`}`;
}

/** Several declarations that are one thing: which kind of session it is to be is asked last. */
function family(session: Session, choosing: Choosing, card: Card): Rendered {
  return html`<li class="family" data-family=${card.id}><p><strong>${card.title}</strong> <span class="quiet">${card.tagline}</span>
    ${card.misfits.map((reason) => html`<em data-part="misfit">${reason}</em>`)}</p>
    <p class="quiet">${session.words.text("choose.kind")}</p>
    ${card.kinds.filter(([id]) => id !== session.view?.format).map(([id, title]) => html`<button type="button" class="row" data-format=${id} @click=${() => look(session, choosing, id)}>${title}</button>`)}</li>`;
}

async function look(session: Session, choosing: Choosing, format: string): Promise<void> {
  try {
    const body = JSON.stringify({ token: session.seat.seat, format, language: session.words.locale });
    const answer = await fetch("/api/switch", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (!answer.ok) throw new Error(answer.statusText);
    choosing.looked = (await answer.json()) as Looked;
    Object.assign(choosing, { topic: "", fit: "as_planned" });
    session.changed();
  } catch {
    session.refuse("store_unavailable");
  }
}

// --- looking -----------------------------------------------------------------------------------

function looked(session: Session, choosing: Choosing, { preview, card }: Looked, done: () => void): Rendered {
  const { words } = session;
  const one = preview.topics?.find((topic) => topic.id === choosing.topic);
  const needed = one?.minutes ?? preview.needed;
  const command = {
    do: "switch_format", step: preview.step, format: preview.format, fit: needed > preview.left ? choosing.fit : "as_planned",
    ...(choosing.topic ? { topic: choosing.topic } : {}),
  };
  const confirm = () => {
    done();
    session.do(command as unknown as Command, "switch_format");
  };
  const again = () => {
    choosing.looked = undefined;
    session.changed();
  };
  return html`<div data-part="switch-preview">
    <h3>${card.title}</h3><p class="quiet">${card.tagline}</p>
    <details data-part="steps"><summary>${words.text("choose.steps")}</summary><ol class="plan">${card.runs.flat().map((step) => html`
      <li>${step.title} <span class="quiet">${words.minutes(step.minutes * 60_000)}${step.repeated ? `, ${words.text("choose.each_topic")}` : ""}</span></li>`)}</ol></details>
    <ul class="facts">${facts(session, preview).map(([name, fact]) => html`<li data-fact=${name}>${fact}</li>`)}</ul>
    ${preview.topics?.length ? choices(session, choosing, "topic", words.text("switch.which_topics"), [
      ["", words.text("switch.all_topics", { n: preview.topics.length }), true],
      ...preview.topics.map(({ id, text, here = true }): Choice => [id, words.text("switch.one_topic", { keyword: text }), here]),
    ]) : nothing}
    ${needed > preview.left ? choices(session, choosing, "fit", words.text("switch.short", { needed, left: Math.max(0, preview.left) }), [
      ["shorter", words.text("switch.shorter"), true],
      ["later", words.text("switch.later", { min: needed - preview.left }), true],
      ["as_planned", words.text("switch.as_planned"), true],
    ]) : nothing}
    <div class="equal"><button type="button" class="wide calm" data-pane="again" @click=${again}><span>${words.text("switch.another")}</span></button>
      <button type="button" class="wide main" data-pane="confirm-switch" @click=${confirm}><span>${words.text("switch.confirm", { format: card.title })}</span></button></div>
    <p class="quiet">${words.text("switch.undoable")}</p>
  </div>`;
}

function facts(session: Session, preview: Preview): [string, string][] {
  const { words } = session;
  const stays = Object.entries(preview.stays ?? {}).map(([kind, n]) => `${words.text(`kinds.${kind}`)} (${n})`);
  const found: [string, string][] = [["people", words.text("switch.people_come")], ["own", words.text("switch.own_comes")]];
  if (stays.length) found.push(["stays", words.text("switch.stays", { what: words.names(stays) })]);
  if (preview.stricter) found.push(["stricter", words.text("switch.stricter", { privacy: words.text(`privacy.${preview.privacy}`), n: preview.asked ?? 0 })]);
  if (preview.keeps) found.push(["keeps", words.text("switch.keeps", { privacy: words.text(`privacy.${preview.keeps}`) })]);
  if (preview.basket) found.push(["basket", words.text("switch.basket", { name: session.name(preview.basket) })]);
  return found;
}

type Choice = [value: string, words: string, on: boolean];

function choices(session: Session, choosing: Choosing, name: "topic" | "fit", title: string, all: Choice[]): Rendered {
  const take = (event: Event) => {
    choosing[name] = (event.target as HTMLInputElement).value;
    session.changed();
  };
  return html`<fieldset class="choices" data-part=${name} @change=${take}><legend class="label">${title}</legend>
    ${all.map(([value, words, on]) => html`<label><input type="radio" name=${name} value=${value} .checked=${choosing[name] === value} ?disabled=${!on}> <span>${words}</span></label>`)}</fieldset>`;
}
