// The small messages of the API themselves, for the doors that have no official class: events,
// requests and responses over any line that carries plain objects.

import { commandOnWire, eventFromWire, namesOf, REQUESTS } from "./names.ts";
import type { Kind, Payload, Transport } from "./transport.ts";

export interface Message {
  readonly type: "event" | "request" | "response";
  readonly id?: number;
  readonly data?: Payload;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** What carries messages to Jitsi and back. */
export interface Line {
  send(message: Message): void;
  receive(heard: (message: Message) => void): void;
  close(): void;
}

/** So long an answer is waited for: a tab may be gone without a word. */
const PATIENCE_MS = 5_000;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A transport over *line*. */
export class Wire implements Transport {
  private readonly waiting = new Map<number, Waiting>();
  private heard: (event: string, payload: Payload) => void = () => undefined;
  private next = 1;

  constructor(
    readonly kind: Kind,
    private readonly line: Line,
  ) {
    line.receive((message) => this.receive(message));
  }

  /** A renamed command goes out under all its names: Jitsi lets those pass that it does not know. */
  command(name: string, args: readonly unknown[]): boolean {
    for (const each of namesOf(name)) this.line.send({ type: "event", data: { name: commandOnWire(each), data: args } });
    return true;
  }

  request(name: string, args: readonly unknown[]): Promise<unknown> {
    const known = REQUESTS[name];
    if (!known) return Promise.reject(new Error(`Jitsi has no request ${name}.`));
    const [wire, ...names] = known;
    const given = Object.fromEntries(names.map((each, at) => [each, args[at]]).filter(([, value]) => value !== undefined));
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error(`${name} was not answered.`));
      }, PATIENCE_MS);
      this.waiting.set(id, { resolve, reject, timer });
      this.line.send({ type: "request", id, data: { name: wire, ...given } });
    });
  }

  listen(heard: (event: string, payload: Payload) => void): void {
    this.heard = heard;
  }

  knows(): undefined {
    return undefined;
  }

  close(): void {
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(new Error("The call is gone."));
    }
    this.waiting.clear();
    this.line.close();
  }

  private receive(message: Message): void {
    if (message.type === "response") return this.answered(message);
    if (message.type !== "event" || typeof message.data?.["name"] !== "string") return;
    const { name, ...payload } = message.data;
    this.heard(eventFromWire(name as string), payload);
  }

  /** As the official class does: neither result nor error is an error. */
  private answered({ id, result, error }: Message): void {
    const asked = this.waiting.get(id ?? 0);
    if (!asked) return;
    this.waiting.delete(id ?? 0);
    clearTimeout(asked.timer);
    if (result !== undefined) asked.resolve(result);
    else asked.reject(error ?? new Error("Unexpected response format!"));
  }
}
