// What the panel may ask of the call it stands beside. Nothing here opens a microphone by itself.

/** The state of my own microphone, as far as the platform tells. */
export type MicState = "open" | "closed" | "unknown";

export interface Platform {
  /** Whether there is a call at all; round one table there is none. */
  readonly call: boolean;
  /** The name I have in the call, to fill in the arrival card. */
  name(): string;
  micState(): MicState;
  /** Opens my microphone: only ever called from my own tap. */
  openMic(): Promise<void>;
  closeMic(): Promise<void>;
  /** Calls *heard* when one of the above has changed; returns how to stop that. */
  changes(heard: () => void): () => void;
}
