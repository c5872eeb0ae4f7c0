// The wish of the turn and the state of my microphone, side by side. Only `tapped` opens it, and
// only a person's own tap on an offer that says so calls `tapped`.

import type { Offer } from "./protocol.gen.ts";
import type { Door, Platform } from "./platforms/platform.ts";
import type { Session } from "./session.ts";

export class Microphone {
  private joining = false;

  constructor(private platform: Platform) {}

  /** The call beside the table. */
  get door(): Platform {
    return this.platform;
  }

  /** Whether there is a call whose microphone a tap could open. */
  get call(): boolean {
    return this.platform.call;
  }

  get state() {
    return this.platform.micState();
  }

  /** The name I have in the call. */
  get name(): string {
    return this.platform.name();
  }

  /** A person has tapped *offer*: opens the microphone if that is what the button said. */
  tapped(offer: Offer): void {
    if (offer.opens_mic) this.platform.openMic();
  }

  /** There is a call: what knows it is a file of its own. */
  async join(session: Session): Promise<void> {
    if (this.joining) return;
    this.joining = true;
    try {
      const { join } = (await import(new URL("jitsi.js", import.meta.url).href)) as Door;
      this.platform = join(session);
      session.changed();
    } catch {
      this.joining = false; // with the next welcome
    }
  }
}
