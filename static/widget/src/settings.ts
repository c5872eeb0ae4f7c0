// The settings of this session, for facilitators: minutes, words and phases still to come; and the
// new links a facilitator has just made. Every change is a command of its own, kept at once.
//
// Few people need this, and seldom: it is a file of its own, loaded when it is opened.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { address } from "./address.ts";
import type { Command, PlannedPhase } from "./protocol.gen.ts";
import type { Session } from "./session.ts";
import type { Rendered } from "./components/part.ts";

type Planned = [string, PlannedPhase];

/** Everything that can be set, in the order of the phases. */
export function settings(session: Session): Rendered {
  const { words, mine } = session;
  const plan = Object.entries(mine?.plan ?? {}).sort(([, a], [, b]) => a.order - b.order);
  return html`<p class="quiet">${words.text("settings.lead")}</p>
    ${session.refusal ? html`<p class="refusal" role="alert">${words.say(session.refusal)}</p>` : nothing}
    <ol class="plan" data-part="settings">${repeat(plan, ([id]) => id, (each) => row(session, each, plan))}</ol>
    <button type="button" class="wide calm" data-pane="save" @click=${() => save(session)}><span>${words.text("settings.save")}</span></button>
    <p class="quiet">${words.text("settings.save_hint")}</p>`;
}

function row(session: Session, [id, phase]: Planned, plan: Planned[]): Rendered {
  const { words } = session;
  const { state = "to_come", loop, off } = phase;
  const title = words.text(phase.title);
  const marks = [state === "to_come" ? "" : words.text(`settings.${state}`), loop ? words.text("settings.each") : ""];
  const minutes = (event: Event) => {
    const field = event.target as HTMLInputElement;
    if (field.reportValidity()) session.do({ do: "set_minutes", phase: id, minutes: Number(field.value) }, `minutes_${id}`);
  };
  const turn = () => session.do({ do: "switch_phase", phase: id, on: Boolean(off) }, `switch_${id}`);
  return html`<li data-phase=${id} class=${off ? "off" : ""}>
    <div class="planned"><strong>${title}</strong> <span class="quiet">${marks.filter(Boolean).join(", ")}</span>
      ${state === "to_come" ? html`
        <input type="number" min="0" max="240" required inputmode="numeric" aria-label=${words.text("settings.minutes", { phase: title })}
          .value=${String(phase.minutes[1])} ?disabled=${off} @change=${minutes}>
        <input type="checkbox" role="switch" aria-label=${words.text("settings.on", { phase: title })} .checked=${!off} @change=${turn}>` : nothing}
    </div>
    ${state === "done" ? nothing : html`<details data-part="words"><summary aria-label=${words.text("settings.words_of", { phase: title })}>${words.text("settings.words")}</summary>
      <p class="quiet">${words.text("settings.words_hint")}</p>
      ${(phase.words ?? []).map((role) => ofRole(session, id, role, phase.title))}</details>`}
    <details data-part="again"><summary aria-label=${words.text("settings.again_of", { phase: title })}>${words.text("settings.again")}</summary>
      ${again(session, id, phase, plan)}</details>
  </li>`;
}

/** What one role reads; the placeholders stay as they are written. */
function ofRole(session: Session, phase: string, role: string, title: string): Rendered {
  const { words } = session;
  const called = words.has(`settings.for_${role}`) ? words.text(`settings.for_${role}`) : words.text(role);
  return form(session, { do: "set_words", phase, role }, html`<label><span class="label">${called}</span>
    <textarea name="text" rows="2" maxlength="230" .value=${words.raw(title.replace(/title$/, role))}></textarea></label>`, "buttons.save");
}

/** Once more: in its loop, or among the phases that stand for themselves; never before what runs. */
function again(session: Session, phase: string, { loop = "" }: PlannedPhase, plan: Planned[]): Rendered {
  const places = plan.filter(([, each], at) => each.state !== "done"
    && (each.loop === loop || (!each.loop && !loop) || (!loop && plan[at + 1]?.[1].loop !== each.loop)));
  return form(session, { do: "insert_phase", phase }, html`<label><span class="label">${session.words.text("settings.again_after")}</span>
    <select name="after">${places.map(([id, each]) => html`<option value=${id}>${session.words.text(each.title)}</option>`)}</select></label>`, "settings.again");
}

function form(session: Session, command: object, field: Rendered, label: string): Rendered {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.target as HTMLFormElement));
    // The fields are named as the command wants them.
    session.do({ ...command, ...given } as unknown as Command);
  };
  return html`<form class="fill" @submit=${submit}>${field}<button class="give"><span>${session.words.text(label)}</span></button></form>`;
}

/** The format with its settings, as a file. */
async function save({ seat, refuse }: Session): Promise<void> {
  try {
    const body = JSON.stringify({ token: seat.seat });
    const answer = await fetch("/api/format", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (!answer.ok) throw new Error(answer.statusText);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = /"(.+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "format.yaml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
  } catch {
    refuse("store_unavailable");
  }
}

/** The links that are valid from now on, to be copied. */
export function links({ words, links: made }: Session): Rendered {
  if (!made) return nothing;
  const copy = (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    const field = button.previousElementSibling?.querySelector("input");
    field?.select();
    void navigator.clipboard?.writeText(field?.value ?? "").then(() => (button.textContent = words.text("links.copied")));
  };
  return html`<p class="quiet">${words.text("links.lead")}</p>${(["invitation", "facilitator", "gallery"] as const).map((kind) => !made[kind] ? nothing : html`
    <div class="fill" data-link=${kind}><label><span class="label">${words.text(`links.${kind}`)}</span>
      <input readonly .value=${address(made[kind] ?? "")}></label>
      <button type="button" class="give" @click=${copy}><span>${words.text("links.copy")}</span></button></div>`)}`;
}
