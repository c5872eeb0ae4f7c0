// What the panel may ask of the call it stands beside. Nothing here opens a microphone by itself.

import type { Rendered } from "../components/part.ts";
import type { Calling, CallPlace, Still } from "../protocol.gen.ts";
import type { Session } from "../session.ts";

/** The state of my own microphone, as far as the platform tells. */
export type MicState = "open" | "closed" | "unknown";

export interface Platform {
  /** Whether there is a call at all; round one table there is none. */
  readonly call: boolean;
  /** The name I have in the call, to fill in the arrival card. */
  name(): string;
  micState(): MicState;
  /** Opens my microphone: only ever called from my own tap. */
  openMic(): void;
  /** What the server tells of the call. */
  hear?(message: CallPlace | Calling | Still): void;
  /** What I am asked or told about the call: on the arrival card, or at the table. */
  asks?(at: "arrival" | "table"): Rendered;
}

/** What the file of a platform exports. */
export interface Door {
  join(session: Session): Platform;
}
