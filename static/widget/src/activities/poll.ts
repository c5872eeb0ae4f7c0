// A poll: everybody answers for themselves; afterwards the figures, with numbers beside the bars.
//
// Choices are radio buttons: the arrows move between them, Enter and Space choose. An answer may be
// changed until all are shown; nobody's answer but one's own is ever here.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { figures } from "../components/figures.ts";
import type { Part, Rendered } from "../components/part.ts";
import type { Ballot, Command, Offer, PollShown } from "../protocol.gen.ts";
import { adopt } from "../styles/adopt.ts";
import { poll as styles } from "../styles/poll.ts";

type Named = [string, Offer];

/** What stands in the middle while a poll runs. */
export function middle(part: Part): Rendered {
  const { view, mine } = part.session;
  const poll = view?.poll;
  if (!poll) return nothing;
  adopt(part, styles);
  return html`<section class="poll" data-part="poll" data-kind=${poll.kind} aria-label=${part.session.words.text("polls.answers")}>
    ${question(part, poll)}
    ${poll.shown_at === undefined ? open(part, poll, mine?.ballot) : figures(part, poll)}
  </section>`;
}

function question({ session: { words } }: Part, { question: asked, asks }: PollShown): Rendered {
  const told = asked || (asks && words.has(`questions.${asks}`) ? words.text(`questions.${asks}`) : asks ?? "");
  return told ? html`<p class="asked" dir="auto" data-part="question">${told}</p>` : nothing;
}

function open(part: Part, poll: PollShown, ballot: Ballot | undefined): Rendered {
  const { words } = part.session;
  const offers = part.session.offers("poll");
  const dots = poll.kind === "dots";
  return html`
    ${offers.length === 0 ? html`<p class="quiet">${words.text("polls.not_asked")}</p>`
      : dots ? dotted(part, poll, offers, ballot) : choices(part, poll, offers, ballot)}
    <p class="quiet" role="status" data-part="submitted">${words.text("polls.so_many", { n: poll.submitted ?? 0, all: poll.awaited ?? 0 })}</p>
    ${poll.weak ? html`<p class="quiet" data-part="weak">${words.text("polls.weak")}</p>` : nothing}
    ${poll.counts ? figures(part, poll) : html`<p class="quiet">${words.text("polls.may_change")}</p>`}`;
}

/** The choices, and "not concerned" as an equal of them. */
function choices(part: Part, poll: PollShown, offers: Named[], ballot: Ballot | undefined): Rendered {
  const { words } = part.session;
  const abstain = offers.filter(([id]) => id === "abstain");
  const rest = offers.filter(([id]) => id !== "abstain");
  const scale = poll.kind === "scale";
  return html`<div role="radiogroup" aria-label=${words.text("polls.answers")} @keydown=${arrows}>
    <div class=${scale ? "numbers" : "dotted"} role="presentation">${repeat(rest, ([id]) => id, (each) => choice(part, poll, each, ballot, offers))}</div>
    ${scale && poll.low ? html`<p class="ends"><span>${end(part, poll, 0)}</span><span>${end(part, poll, -1)}</span></p>` : nothing}
    ${abstain.map((each) => choice(part, poll, each, ballot, offers))}
  </div>`;
}

/** What an end of the scale means: "1 = it has been awful". */
function end({ session: { words } }: Part, { options = [], low, high }: PollShown, at: 0 | -1): string {
  return `${options.at(at)} = ${words.text(`scales.${at ? high : low}`)}`;
}

function choice(part: Part, poll: PollShown, [id, offer]: Named, ballot: Ballot | undefined, all: Named[]): Rendered {
  const { words } = part.session;
  const mine = chosen(ballot);
  const checked = id === mine;
  const number = String(offer.command["choice"] ?? "");
  const means = number === poll.options?.at(0) ? poll.low : number === poll.options?.at(-1) ? poll.high : "";
  const name = (offer.item && part.session.item(offer.item)?.text) || words.say(offer.label);
  const first = mine ? checked : id === all[0]?.[0];
  return html`<button type="button" role="radio" class="wide choice" data-offer=${id} aria-checked=${checked}
    aria-label=${poll.kind === "scale" && means ? `${name}, ${words.text(`scales.${means}`)}` : nothing}
    aria-busy=${part.session.busy.has(id)} tabindex=${first ? 0 : -1}
    @click=${() => checked || part.tap({ id, offer })}><span dir="auto">${name}</span></button>`;
}

/** The offer that is my answer so far. */
function chosen(ballot: Ballot | undefined): string {
  const [mark] = Object.keys(ballot?.marks ?? {});
  return mark ? `vote_${mark}` : ballot?.answered ? "abstain" : "";
}

/** The arrows move between choices, in both directions and round the ends. */
function arrows(event: KeyboardEvent): void {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const group = event.currentTarget as HTMLElement;
  const all = [...group.querySelectorAll<HTMLElement>('[role="radio"]')];
  const here = all.indexOf(event.target as HTMLElement);
  all[(here + by + all.length) % all.length]?.focus();
}

/** Dots on items: one more, one less; both buttons stay where they are. */
function dotted(part: Part, poll: PollShown, offers: Named[], ballot: Ballot | undefined): Rendered {
  const { session } = part;
  const known = new Map(offers);
  const rest = offers.filter(([id]) => id === "abstain");
  return html`<p class="quiet" role="status" data-part="left">${session.words.text("polls.dots_left", { n: ballot?.left ?? 0 })}</p>
    <ul class="dotted">${repeat(poll.options ?? [], (id) => id, (id) => {
      const dots = ballot?.marks?.[id] ?? 0;
      return html`<li data-item=${id} data-dots=${dots}>
        ${step(part, `undot_${id}`, known, id, "−")}
        <p><span dir="auto">${session.item(id)?.text ?? ""}</span>
          <span class="own">${dots ? html`<span aria-hidden="true">${"●".repeat(dots)} </span>${session.words.text("polls.dots", { n: dots })}` : nothing}</span></p>
        ${step(part, `dot_${id}`, known, id, "+")}</li>`;
    })}</ul>
    ${rest.map(([id, offer]) => html`<button type="button" class="wide" data-offer=${id} aria-pressed=${Boolean(ballot?.answered)}
      @click=${() => part.tap({ id, offer })}><span>${session.words.say(offer.label)}</span></button>`)}`;
}

/** Each tap counts, also while the one before is still under way. */
function step(part: Part, id: string, known: Map<string, Offer>, item: string, sign: string): Rendered {
  const offer = known.get(id);
  const { session } = part;
  const words = session.words.text(id.startsWith("un") ? "buttons.undot" : "buttons.dot");
  return html`<button type="button" data-offer=${id} aria-disabled=${!offer} aria-label="${words}: ${session.item(item)?.text ?? ""}"
    @click=${() => offer && session.do(offer.command as unknown as Command, id)}>${sign}</button>`;
}
