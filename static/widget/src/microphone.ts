// The wish of the turn and the state of my microphone, side by side. Only `tapped` opens it, and
// only a person's own tap on an offer that says so calls `tapped`.

import type { Offer } from "./protocol.gen.ts";
import type { MicState, Platform } from "./platforms/platform.ts";

export class Microphone {
  constructor(
    private readonly platform: Platform,
    changed: () => void,
  ) {
    platform.changes(changed);
  }

  /** Whether there is a call whose microphone a tap could open. */
  get call(): boolean {
    return this.platform.call;
  }

  get state(): MicState {
    return this.platform.micState();
  }

  /** The name I have in the call. */
  get name(): string {
    return this.platform.name();
  }

  /** A person has tapped *offer*: opens the microphone if that is what the button said. */
  tapped(offer: Offer): void {
    if (offer.opens_mic) void this.platform.openMic();
  }
}
