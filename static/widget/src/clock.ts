// The server's time, as well as a client can know it, and one ticker for everything that counts.
//
// Eight probes in the first second and a half; the one with the smallest round trip counts. Later
// probes (heartbeats) correct it slowly, so that a shown second never jumps; a jump of the machine's
// clock or a sleep of the tab starts again.

import type { ReactiveController, ReactiveControllerHost } from "lit";

const PROBES = 8;
const PROBE_EVERY_MS = 180;
const KEPT = 8;
/** An older sample counts as if its round trip were longer, by this much per second. */
const AGE_PENALTY = 0.5;
/** At most so much correction per second of real time. */
const SLEW = 0.005;
const JUMP_MS = 1_000;

interface Sample {
  readonly offset: number;
  readonly round: number;
  readonly at: number;
}

/** The base clock: steady, and unlike `Date.now()` not moved by the machine's settings. */
function base(): number {
  return performance.timeOrigin + performance.now();
}

export class Clock {
  private samples: Sample[] = [];
  private offset = Date.now() - base();
  private corrected = base();
  private known = false;
  private readonly hosts = new Set<ReactiveControllerHost>();
  private ticker = 0;
  private drift = Date.now() - performance.now();

  /** *probe* sends one; its answer comes back through `answered`. */
  constructor(private readonly probe: (c: number) => void) {}

  /** Now, in the server's time (ms). */
  now(): number {
    return base() + this.offset;
  }

  /** The line is new: measures again. *now* from the first message serves until then. */
  restart(now?: number): void {
    this.samples = [];
    if (now !== undefined && Math.abs(now - this.now()) > JUMP_MS) this.offset = now - base();
    this.known = false;
    for (let i = 0; i < PROBES; i++) setTimeout(() => this.probe(base()), i * PROBE_EVERY_MS);
  }

  /** An instant the server wrote cannot lie ahead of it: if it seems to, the clock is wrong. */
  doubt(instant: number | undefined): void {
    if (instant !== undefined && instant > this.now() + JUMP_MS) this.restart(instant);
  }

  answered(c: number, s: number): void {
    const r = base();
    this.samples.push({ offset: s - (c + r) / 2, round: r - c, at: r });
    if (this.samples.length > KEPT) this.samples.shift();
    const worth = (each: Sample) => each.round + (AGE_PENALTY * (r - each.at)) / 1000;
    const best = this.samples.reduce((a, b) => (worth(b) < worth(a) ? b : a));
    const wrong = best.offset - this.offset;
    const most = this.known ? SLEW * (r - this.corrected) : Infinity;
    const far = Math.abs(wrong) > JUMP_MS;
    this.offset += far ? wrong : Math.max(-most, Math.min(most, wrong));
    this.corrected = r;
    this.known ||= this.samples.length >= KEPT;
  }

  /** Renders *host* once a second while it is on the page. */
  tick(host: ReactiveControllerHost): ReactiveController {
    const controller = {
      hostConnected: () => {
        this.hosts.add(host);
        this.ticker ||= window.setInterval(() => this.beat(), 1_000);
      },
      hostDisconnected: () => {
        this.hosts.delete(host);
        if (this.hosts.size > 0) return;
        clearInterval(this.ticker);
        this.ticker = 0;
      },
    };
    host.addController(controller);
    return controller;
  }

  private beat(): void {
    const drift = Date.now() - performance.now();
    if (Math.abs(drift - this.drift) > JUMP_MS) this.restart();
    this.drift = drift;
    for (const host of this.hosts) host.requestUpdate();
  }
}

/** Minutes and seconds as digits, in the reader's numerals: 6:05; with a minus when over. */
export function digits(ms: number, locale: string): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const whole = new Intl.NumberFormat(locale, { useGrouping: false });
  const sign = ms <= -1000 ? "−" : "";
  return `${sign}${whole.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}
