// Says changes once to screen readers. Both regions are empty when the page is loaded; what comes
// within two seconds is said together; only "your turn" and a lost connection interrupt.

const EVERY_MS = 2_000;

export class Announcer {
  polite = "";
  assertive = "";
  private waiting: { words: string; about: string }[] = [];
  private timer = 0;
  private last = -EVERY_MS;

  constructor(private readonly changed: () => void) {}

  /** Says *words* soon. Of what is *about* the same, only the newest is said: in quick rounds the
   * piece has moved on before anybody could have heard where it was. */
  say(words: string, about = words): void {
    if (!words) return;
    this.waiting = this.waiting.filter((one) => one.about !== about);
    this.waiting.push({ words, about });
    const due = this.last + EVERY_MS - performance.now();
    this.timer ||= window.setTimeout(() => this.speak(), Math.max(50, due));
  }

  /** Interrupts: for "your turn" and "connection lost" only. */
  urge(words: string): void {
    this.assertive = words;
    this.changed();
  }

  private speak(): void {
    this.timer = 0;
    this.last = performance.now();
    // A region whose words stay the same is not read again; a changed space makes it new.
    const words = this.waiting.map(({ words: said }) => (/[.!?…]$/.test(said) ? said : `${said}.`)).join(" ");
    this.polite = words === this.polite ? `${words}\u00a0` : words;
    this.waiting = [];
    this.changed();
  }
}
