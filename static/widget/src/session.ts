// What this person sees of the session, kept up to date, and what they do in it.
//
// Elements attach themselves and are rendered when something has changed. A change that does not
// follow the last one seen makes the session ask for the whole view.

import type { ReactiveControllerHost } from "lit";
import { Announcer } from "./announcer.ts";
import { narrate } from "./narrator.ts";
import type { Before } from "./narrator.ts";
import { Clock } from "./clock.ts";
import { Connection } from "./connection.ts";
import { Words } from "./i18n.ts";
import { preferred } from "./locales.ts";
import { merge } from "./merge.ts";
import type { Microphone } from "./microphone.ts";
import type {
  Arrival, Change, Command, Field, ItemShown, Mine, NewLinks, Offer, PersonShown, Refusal, Say, See, ServerMessage,
  SheetLink, View, Welcome,
} from "./protocol.gen.ts";
import type { Seat } from "./seat.ts";

/** Which of the four pages is shown; `stopped` has a goodbye with a reason. */
export type Stage = "connecting" | "arrival" | "waiting" | "table" | "closed" | "stopped";

/** A calm sentence stands long enough to be read, and goes by itself. */
const REFUSAL_MS = 15_000;
/** A loss shorter than this is nobody's business. */
const PATIENCE_MS = 5_000;
/** So long a rule that was shown to all stays large. */
const RULE_MS = 20_000;
/** So long after a frame its companion should have come. */
const NARRATE_MS = 40;

export interface Doors {
  readonly room: string;
  readonly socket: string;
  readonly texts: string;
}

export class Session {
  readonly words: Words;
  readonly announcer = new Announcer(() => this.changed());
  readonly clock: Clock;
  view: View | undefined;
  mine: Mine | undefined;
  arrival: Arrival | undefined;
  me = "";
  demo = false;
  online = false;
  /** Without connection for longer than a moment. */
  lost = false;
  bye = "";
  /** The links I asked for after the end: to my sheet (""), and to each output. */
  readonly given: Record<string, SheetLink> = {};
  /** New links that I have just made, until I have seen them. */
  links: NewLinks | undefined;
  /** Why the last tap came to nothing. */
  refusal: Say | undefined;
  /** Offers whose commands are under way. */
  readonly busy = new Set<string>();
  /** Items withdrawn a moment ago, with when: they may be put back. */
  readonly withdrawn = new Map<string, number>();
  readonly connection: Connection;
  private readonly under_way = new Map<string, readonly [string, string | undefined]>();
  private readonly hosts = new Set<ReactiveControllerHost>();
  private seq = 0;
  private before: Before | undefined;
  private narrating = 0;
  private losing = 0;

  constructor(
    doors: Doors,
    readonly seat: Seat,
    readonly microphone: Microphone,
  ) {
    const names = (person: string) => this.name(person);
    this.words = new Words(doors.texts, preferred(navigator.languages), names, () => this.changed());
    this.connection = new Connection(doors.socket, {
      hello: () => ({ token: seat.link, seat: seat.seat, room: doors.room, since: this.seq, locale: this.words.locale }),
      heard: (message) => this.heard(message),
      flowing: (open) => this.flowing(open),
    });
    this.clock = new Clock((c) => this.connection.send({ t: "probe", c }));
  }

  start(): void {
    if (this.seat.seat) this.words.whole();
    if (this.seat.link || this.seat.seat) this.connection.start();
    else this.bye = "no_link";
  }

  get stage(): Stage {
    if (this.bye) return "stopped";
    if (this.mine?.waiting) return "waiting";
    if (this.view && this.mine) return this.view.room.closed === undefined ? "table" : "closed";
    return this.arrival ? "arrival" : "connecting";
  }

  name(person: string): string {
    return this.view?.people[person]?.name ?? "…";
  }

  person(id: string | undefined): PersonShown | undefined {
    return id ? this.view?.people[id] : undefined;
  }

  /** An item as I see it: my own part may show what the shared one does not. */
  item(id: string): ItemShown | undefined {
    return this.mine?.items[id] ?? this.view?.items[id];
  }

  /** What stands in a field at first: a value, or the words of an item. */
  first({ of, value }: Field): string {
    return (of ? this.item(of)?.text : value) ?? "";
  }

  /** Everybody was reminded of the rule a moment ago. */
  get reminds(): boolean {
    const rule = this.view?.rule;
    return rule !== undefined && this.clock.now() - rule < RULE_MS;
  }

  /** My offers at *place*, in their order. */
  offers(place: Offer["place"]): [string, Offer][] {
    const all = Object.entries(this.mine?.offers ?? {});
    return all.filter(([, offer]) => offer.place === place).sort(([, a], [, b]) => a.order - b.order);
  }

  /** Does what was offered under *id*, with the *values* of its fields; busy until answered. */
  act(id: string, offer: Offer, values: Readonly<Record<string, string | number>> = {}): void {
    if (this.busy.has(id)) return;
    this.microphone.tapped(offer);
    // What the server offers is one of its own commands; fields only fill in what it named.
    this.do({ ...offer.command, ...values } as unknown as Command, id);
  }

  do(command: Command, id: string = command.do): void {
    this.refusal = undefined;
    this.busy.add(id);
    this.under_way.set(this.connection.do(command), [id, this.seat.draft(id)]);
    this.changed();
  }

  askForSheet(output = ""): void {
    this.connection.send({ t: "sheet", output });
  }

  /** Speaks another language from now on. */
  speak(locale: string): void {
    void this.words.load(locale);
    this.seq = 0;
    this.connection.restart();
  }

  /** Takes the session back into this tab. */
  comeBack(): void {
    this.bye = "";
    this.seq = 0;
    this.connection.restart();
    this.changed();
  }

  attach(host: ReactiveControllerHost): void {
    host.addController({
      hostConnected: () => void this.hosts.add(host),
      hostDisconnected: () => void this.hosts.delete(host),
    });
  }

  changed(): void {
    for (const host of this.hosts) host.requestUpdate();
  }

  /** A short loss shows as a dot only; a longer one is said. */
  private flowing(open: boolean): void {
    if (open) {
      clearTimeout(this.losing);
      this.losing = 0;
      if (this.lost) this.announcer.urge("");
      this.lost = false;
    } else {
      this.losing ||= window.setTimeout(() => this.saysLost(), PATIENCE_MS);
    }
    this.online = open;
    this.changed();
  }

  private saysLost(): void {
    this.lost = true;
    if (this.stage === "table") this.announcer.urge(this.words.text("panel.connection_lost"));
    this.changed();
  }

  private heard(message: ServerMessage): void {
    const before = { view: this.view, mine: this.mine };
    switch (message.t) {
      case "welcome": this.welcomed(message); break;
      case "texts": this.words.ofFormat(message.texts); break;
      case "seated": this.seat.take(message.seat); this.me = message.me; break;
      case "see": this.saw(message); break;
      case "waiting": this.mine = message.mine; this.view = this.arrival = undefined; break;
      case "change": this.shifted(message); break;
      case "mine": this.mine = merge(this.mine, message.patch) as Mine; break;
      case "done": this.answered(message.id); break;
      case "refusal": this.refused(message); break;
      case "sheet_link": this.given[message.output ?? ""] = message; break;
      case "links": this.links = message; break;
      case "time": this.clock.answered(message.c, message.s); break;
      case "bye": this.saidBye(message.code); break;
      case "call": case "calling": case "still": this.microphone.door.hear?.(message); break;
    }
    if (this.view !== before.view || this.mine !== before.mine) {
      this.noteWithdrawals(before);
      this.narrateSoon(before);
    }
    if (message.t !== "time") this.changed();
  }

  /** My part and the shared one come one after the other; what is new in both is said once. */
  private narrateSoon(before: Before): void {
    this.before ??= before;
    clearTimeout(this.narrating);
    this.narrating = window.setTimeout(() => {
      if (this.before) narrate(this, this.before);
      this.before = undefined;
    }, NARRATE_MS);
  }

  private welcomed(message: Welcome): void {
    this.clock.restart(message.now);
    this.me = message.me ?? "";
    this.arrival = message.arrival;
    this.demo = message.demo ?? false;
    if (message.call) void this.microphone.join(this);
  }

  private saw({ seq, view, mine, now }: See): void {
    this.clock.doubt(now);
    this.seq = seq;
    this.view = view;
    this.mine = mine;
    this.me = mine.me;
    this.arrival = undefined;
  }

  private shifted({ seq, prev, patch }: Change): void {
    if (seq <= this.seq) return;
    if (!this.view || prev !== this.seq) {
      this.connection.send({ t: "whole" });
      return;
    }
    const view = merge(this.view, patch) as View;
    if (view.rule !== this.view.rule) setTimeout(() => this.changed(), RULE_MS + 1_000);
    this.view = view;
    this.seq = seq;
    this.clock.doubt(view.piece.since);
    this.clock.doubt(view.phase.started);
  }

  private noteWithdrawals({ view, mine }: Before): void {
    const was = { ...view?.items, ...mine?.items };
    for (const [id, { state }] of Object.entries({ ...this.view?.items, ...this.mine?.items })) {
      if (state !== "withdrawn") this.withdrawn.delete(id);
      else if (was[id] && was[id].state !== "withdrawn") this.withdrawn.set(id, Date.now());
    }
  }

  /** Idle again; what was sent is no longer a draft, unless it was *refused* or written on since. */
  private answered(id: string, refused = false): void {
    const [offer, sent] = this.under_way.get(id) ?? [""];
    this.busy.delete(offer);
    this.under_way.delete(id);
    if (!refused && this.seat.draft(offer) === sent) this.seat.keepDraft(offer);
  }

  private refused({ id, code, params }: Refusal): void {
    this.answered(id, true);
    this.refuse(code, params);
  }

  /** Says why something came to nothing, until it can have been read. */
  readonly refuse = (code: string, params: Refusal["params"] = {}): void => {
    const why = { key: `refusals.${code}`, values: params };
    this.refusal = why;
    this.announcer.say(this.words.say(why));
    setTimeout(() => {
      if (this.refusal !== why) return;
      this.refusal = undefined;
      this.changed();
    }, REFUSAL_MS);
    this.changed();
  };

  private saidBye(code: string): void {
    if (code === "slow" || code === "stopping") return;
    this.bye = code;
  }
}
