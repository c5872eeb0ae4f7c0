// Filling in on a board: a card with its further fields, another card to be put with, a new wording.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Field, Offer } from "../protocol.gen.ts";
import type { Part, Rendered, Tapped } from "../components/part.ts";
import { icon } from "../components/icons.ts";
import { label } from "../components/part.ts";

/** Which form at a card is open, per element: one at a time. */
const opened = new WeakMap<Part, string>();

/** A button for *offer*; pressed where it is chosen already. */
export function button(part: Part, id: string, offer: Offer, look: string, words?: string): TemplateResult {
  const tap = (event: MouseEvent) => event.detail < 2 && part.tap({ id, offer });
  const toggles = offer.on !== undefined || look === "gesture";
  return html`<button type="button" class=${look} data-offer=${id} aria-busy=${part.session.busy.has(id)}
    aria-pressed=${toggles ? String(offer.on ?? false) : nothing} @click=${tap}><span>${words ?? label(part.session, offer)}</span></button>`;
}

/** *offer* as a form; where it is *folded*, as a button that opens it. Without fields, a button. */
export function filling(part: Part, id: string, offer: Offer, folded = false): Rendered {
  if (!offer.fields?.length) return button(part, id, offer, "link");
  const open = (key: string) => {
    opened.set(part, key);
    part.requestUpdate();
    void part.updateComplete.then(() => part.querySelector<HTMLElement>(key ? ".opened input, .opened .choice" : `[data-offer="${id}"]`)?.focus());
  };
  if (folded && opened.get(part) !== id) {
    return html`<button type="button" class="link" data-offer=${id} aria-expanded="false" @click=${() => open(id)}><span>${label(part.session, offer)}</span></button>`;
  }
  const close = (event: KeyboardEvent) => event.key === "Escape" && folded && open("");
  const [first] = offer.fields;
  const inside = first?.kind === "item" ? choices(part, id, offer, first, () => open("")) : form(part, id, offer, () => folded && open(""));
  return html`<div class=${folded ? "opened" : ""} @keydown=${close}>${inside}</div>`;
}

/** Which card it is put with: each of the others is a button. */
function choices(part: Part, id: string, offer: Offer, field: Field, done: () => void): Rendered {
  const { session } = part;
  const list = session.view?.lists[session.view.phase.list ?? ""] ?? [];
  const choose = (item: string) => {
    tap(part, { id, offer, values: { [field.name]: item } });
    done();
  };
  return html`<p class="quiet">${session.words.say(field.label)}</p><div class="choices">${list.filter((item) => item !== offer.item).map((item) => html`
    <button type="button" class="choice" data-choice=${item} @click=${() => choose(item)}><span dir="auto">${session.item(item)?.text}</span></button>`)}</div>`;
}

function form(part: Part, id: string, offer: Offer, done: () => void): Rendered {
  const { session } = part;
  const fields = offer.fields ?? [];
  const several = fields.length > 1;
  const labelled = several || ["time", "minutes"].includes(fields[0]?.kind ?? "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const values = filled(event.target as HTMLFormElement, fields);
    if (!values) return;
    tap(part, { id, offer, values });
    fields.slice(1).forEach(({ name }) => session.seat.keepDraft(`${id}.${name}`));
    done();
  };
  return html`<form class="fill ${several ? "several" : ""}" @submit=${submit}>
    ${fields.map((field) => html`<label><span class=${labelled ? "label" : "unseen"}>${session.words.say(field.label)}</span>
      ${input(part, id, field, labelled)}</label>`)}
    <button class="give ${several ? "" : "brief"}" data-offer=${id} aria-busy=${session.busy.has(id)}>${icon("send")}<span>${label(session, offer)}</span></button>
  </form>`;
}

function input({ session }: Part, id: string, field: Field, labelled: boolean): Rendered {
  const draft = field.name === "text" ? id : `${id}.${field.name}`;
  const value = session.seat.draft(draft) ?? session.first(field);
  const keep = (event: Event) => session.seat.keepDraft(draft, (event.target as HTMLInputElement).value);
  if (field.kind === "person") {
    return html`<select name=${field.name}>${Object.entries(session.view?.people ?? {}).map(([person, { name }]) => html`
      <option value=${person} ?selected=${person === value}>${name}</option>`)}</select>`;
  }
  if (field.kind === "minutes") return html`<input name=${field.name} type="number" min="1" max=${field.max || nothing} .defaultValue=${value} required>`;
  if (field.kind === "time") return html`<input type="datetime-local" name=${field.name} .defaultValue=${local(value)} required>`;
  return html`<input name=${field.name} maxlength=${field.max || nothing} autocomplete="off" enterkeyhint="send"
    placeholder=${labelled ? " " : session.words.say(field.label)} .value=${live(value)} @input=${keep}>`;
}

/** What is filled in, as the command wants it: `fields.why` is the member "why" of "fields". */
function filled(from: HTMLFormElement, fields: readonly Field[]): Record<string, unknown> | undefined {
  const given = new FormData(from);
  const values: Record<string, unknown> = {};
  for (const { name, kind, optional } of fields) {
    const text = String(given.get(name) ?? "").trim();
    if (!text && !optional) {
      from.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
      return undefined;
    }
    const [group = "", member] = name.split(".");
    const value = kind === "time" ? new Date(text).getTime() : kind === "minutes" ? Number(text) : text;
    if (!member) values[name] = value;
    else if (text) values[group] = { ...(values[group] as object | undefined), [member]: value };
  }
  return values;
}

/** A board's command may have a member that is an object; the session sends it as it is. */
function tap(part: Part, { id, offer, values }: Omit<Tapped, "values"> & { values: Record<string, unknown> }): void {
  part.tap({ id, offer, values: values as Tapped["values"] & object });
}

/** An instant as the browser's own date field writes it, in the reader's zone. */
function local(value: string): string {
  if (!/^\d+$/.test(value)) return value;
  const at = new Date(Number(value));
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
