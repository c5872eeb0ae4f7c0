// How commands, requests and events reach Jitsi. Names are those of the IFrame API on this side;
// whatever they are called on the way is the transport's business.

/** What Jitsi says with an event: always one plain object. */
export type Payload = Readonly<Record<string, unknown>>;
export type Kind = "embed" | "inject" | "opener" | "none";

export interface Transport {
  readonly kind: Kind;
  /** Sends a command; false where the other side is known not to know it. */
  command(name: string, args: readonly unknown[]): boolean;
  /** Asks for something; rejects where nobody answers. */
  request(name: string, args: readonly unknown[]): Promise<unknown>;
  /** Hears every event from now on. */
  listen(heard: (event: string, payload: Payload) => void): void;
  /** Whether *command* is known there; undefined where only trying would tell. */
  knows(command: string): boolean | undefined;
  /** My participant id, where the page itself can be asked. */
  me?(): string | undefined;
  /** Lowers somebody's hand, which no command does; false where that is impossible. */
  lowerHand?(id: string): boolean;
  close(): void;
}

/** No call at all: commands do nothing, requests reject. */
export function none(): Transport {
  return {
    kind: "none",
    command: () => false,
    request: () => Promise.reject(new Error("There is no call.")),
    listen: () => undefined,
    knows: () => false,
    close: () => undefined,
  };
}
