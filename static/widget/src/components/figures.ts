// What a poll came to: a number beside every bar, so that nothing is told by length or colour alone.

import { html, nothing, svg } from "lit";
import type { PollShown } from "../protocol.gen.ts";
import type { Part, Rendered } from "./part.ts";

/** So long after they are shown the figures are news, and read out. */
const NEWS_MS = 10_000;
let told = 0;

export function figures(part: Part, poll: PollShown): Rendered {
  const { words } = part.session;
  tell(part, poll);
  if (poll.withheld) return html`<p data-part="withheld">${words.text("polls.withheld")}</p>${decided(part, poll)}`;
  return html`<div class="figures-of" data-part="result" data-outcome=${poll.outcome ?? ""}>
    ${poll.votes === undefined && poll.shown_at !== undefined ? html`<p>${words.text("polls.votes", { n: 0 })}</p>` : histogram(part, poll)}
    ${decided(part, poll)}
  </div>`;
}

/** A scale with its highest number on top; dots by how many; everything else as it was asked. */
function histogram({ session }: Part, { kind, counts = {}, options = [], votes, low, high }: PollShown): Rendered {
  const { words } = session;
  const most = Math.max(1, ...Object.values(counts));
  const order = kind === "scale" ? [...options].reverse() : [...options];
  if (kind === "dots") order.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const ends = new Map([[options.at(0), low], [options.at(-1), high]]);
  const name = (id: string) => kind === "scale" ? id : session.item(id)?.text ?? words.text(`choices.${id}`);
  const means = (id: string) => kind === "scale" && ends.get(id) ? words.text(`scales.${ends.get(id)}`) : "";
  return html`<ol class="histogram ${kind === "scale" ? "" : "wordy"}" data-part="histogram" aria-label=${words.text("polls.result")}>
    ${order.map((id) => html`<li data-option=${id} data-count=${counts[id] ?? 0}>
      <span class="option" dir="auto">${name(id)}${means(id) ? html`<span class="unseen">, ${means(id)}</span>` : nothing}<span class="unseen">: </span></span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${(100 * (counts[id] ?? 0)) / most} height="10"/>`}</svg>
      <b>${counts[id] ?? 0}</b></li>`)}
    </ol>
    ${kind === "scale" && low ? html`<p class="ends"><span>${options.at(0)} = ${means(options.at(0) ?? "")}</span><span>${options.at(-1)} = ${means(options.at(-1) ?? "")}</span></p>` : nothing}
    ${votes ? html`<p class="quiet" data-part="votes">${words.text("polls.votes", { n: votes })}</p>` : nothing}`;
}

function decided({ session }: Part, { kind, outcome, objectors = [] }: PollShown): Rendered {
  const { words } = session;
  const choice = !outcome ? "" : kind === "scale" ? outcome : session.item(outcome)?.text ?? words.text(`choices.${outcome}`);
  return html`
    ${outcome ? html`<p class="decided" data-part="outcome">${outcome === "undecided" ? words.text("polls.undecided") : words.text("polls.decided", { choice })}</p>` : nothing}
    ${objectors.length ? html`<p class="notice warm" data-part="objections">${words.text("polls.objections", { names: words.names(objectors.map((id) => session.name(id))) })}</p>` : nothing}`;
}

/** Once, to whoever listens: how many answered, and each number. */
function tell({ session }: Part, { shown_at, counts = {}, kind, withheld, votes = 0 }: PollShown): void {
  const { words, clock, announcer } = session;
  if (shown_at === undefined || shown_at <= told || clock.now() - shown_at > NEWS_MS) return;
  told = shown_at;
  const name = (id: string) => kind === "scale" ? id : session.item(id)?.text ?? words.text(`choices.${id}`);
  const each = Object.entries(counts).filter(([, n]) => n).map(([id, n]) => `${name(id)}: ${n}`);
  const all = withheld ? words.text("polls.withheld") : [words.text("polls.votes", { n: votes }), ...each].join(". ");
  queueMicrotask(() => announcer.say(all));
}
