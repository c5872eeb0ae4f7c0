// Forms from an offer's fields. What is typed is a draft until the server has kept it.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Field, Offer } from "../protocol.gen.ts";
import type { Session } from "../session.ts";
import type { Part } from "./part.ts";
import { icon } from "./icons.ts";
import { label } from "./part.ts";

export interface FormLook {
  /** Labels stand above the fields, not only in them. */
  readonly labelled?: boolean;
  /** What one field is called instead of its own label. */
  readonly called?: string;
  readonly done?: () => void;
}

/** A form that sends *offer* with its fields filled in; Enter sends where one line is asked. */
export function form(part: Part, id: string, offer: Offer, look: FormLook = {}): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const values = filled(event.target as HTMLFormElement, offer.fields ?? []);
    if (!values) return;
    part.tap({ id, offer, values });
    look.done?.();
  };
  return html`<form class="fill" @submit=${submit}>
    ${(offer.fields ?? []).map((field) => labelled(part.session, id, field, look))}
    <button class="give ${look.labelled ? "" : "brief"}" data-offer=${id} aria-busy=${part.session.busy.has(id)}>${icon("send")}<span>${label(part.session, offer)}</span></button>
  </form>`;
}

function labelled(session: Session, id: string, field: Field, look: FormLook): TemplateResult {
  const words = look.called ?? session.words.say(field.label);
  return html`<label>
    <span class=${look.labelled ? "label" : "unseen"}>${words}</span>
    ${input(session, id, field, look.labelled ? "" : words)}
  </label>`;
}

function input(session: Session, id: string, field: Field, hint: string): TemplateResult {
  const { seat, view } = session;
  // One draft per offer: offers with several fields are filled in at one go.
  const name = field.kind === "line" || field.kind === "text" ? id : "";
  const value = (name ? seat.draft(name) : undefined) ?? session.first(field);
  const keep = (event: Event) => name && seat.keepDraft(name, (event.target as HTMLInputElement).value);
  const most = field.max && field.max > 0 ? field.max : nothing;
  switch (field.kind) {
    case "text":
      return html`<textarea name=${field.name} rows="2" maxlength=${most} placeholder=${hint} .value=${live(value)} @input=${keep} @keydown=${sendOnEnter}></textarea>`;
    case "minutes":
      return html`<input name=${field.name} type="number" min="1" max=${most} .defaultValue=${value} required>`;
    case "time":
      return html`<input name=${field.name} type="datetime-local" .defaultValue=${local(value)} required>`;
    case "person":
      return html`<select name=${field.name}>
        ${Object.entries(view?.people ?? {}).map(([person, { name: called }]) => html`<option value=${person} ?selected=${person === value}>${called}</option>`)}
      </select>`;
    default:
      return html`<input name=${field.name} maxlength=${most} autocomplete="off" enterkeyhint="send" placeholder=${hint} .value=${live(value)} @input=${keep}>`;
  }
}

/** The values of a form's fields as the command wants them; undefined while one is missing. */
function filled(from: HTMLFormElement, fields: readonly Field[]): Record<string, string | number> | undefined {
  const given = new FormData(from);
  const values: Record<string, string | number> = {};
  for (const { name, kind, optional } of fields) {
    const value = String(given.get(name) ?? "").trim();
    if (!value && !optional) {
      from.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
      return undefined;
    }
    values[name] = kind === "minutes" ? Number(value) : kind === "time" ? new Date(value).getTime() : value;
  }
  return values;
}

/** Control or Command and Enter send what is written on several lines. */
function sendOnEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  (event.target as HTMLTextAreaElement).form?.requestSubmit();
}

/** An instant as the browser's own date field writes it, in the reader's zone. */
function local(value: string): string {
  if (!/^\d+$/.test(value)) return value;
  const at = new Date(Number(value));
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
