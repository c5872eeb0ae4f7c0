// The socket that comes back: hello first, then whatever was not yet acknowledged.
//
// A command keeps its id until the server has answered it, also over a reconnect: the same id
// twice has one effect, so nothing is lost and nothing is doubled.

import { PROTOCOL } from "./protocol.gen.ts";
import type { ClientMessage, Command, Do, Hello, ServerMessage } from "./protocol.gen.ts";

/** What a connection asks and tells. */
export interface Ends {
  /** Who I am now: tokens, the last seq seen, my language. */
  hello(): Omit<Hello, "t" | "protocol">;
  heard(message: ServerMessage): void;
  /** Whether messages flow; *first* time, or again after a loss. */
  flowing(open: boolean): void;
}

const HEARTBEAT_MS = 25_000;
const LEAST_WAIT_MS = 250;
/** However long the server was away, its people are back within five seconds. */
const MOST_WAIT_MS = 3_500;
/** So long after a heartbeat nothing more is expected of a silent line. */
const PATIENCE_MS = 8_000;
/** Only these let a client try again; any other goodbye is final. */
const PASSING_BYES = new Set(["slow", "stopping"]);

export class Connection {
  private socket: WebSocket | undefined;
  private readonly pending = new Map<string, Do>();
  private tries = 0;
  private retry = 0;
  private pulse = 0;
  private silence = 0;
  private lastHeard = 0;
  private ended = false;
  private ready = false;

  constructor(
    private readonly url: string,
    private readonly ends: Ends,
  ) {}

  start(): void {
    addEventListener("online", this.hurry);
    addEventListener("offline", this.cut);
    document.addEventListener("visibilitychange", this.hurry);
    this.open();
  }

  /** Leaves for good: no retry, no timers. */
  stop(): void {
    this.ended = true;
    removeEventListener("online", this.hurry);
    removeEventListener("offline", this.cut);
    document.removeEventListener("visibilitychange", this.hurry);
    clearTimeout(this.retry);
    clearInterval(this.pulse);
    this.socket?.close(1000);
  }

  /** Says hello again on a new socket, with a new language or after a goodbye. */
  restart(): void {
    this.ended = false;
    this.tries = 0;
    this.drop();
    this.open();
  }

  /** Sends *command*, now or as soon as the line is back; returns the id of its answer. */
  do(command: Command): string {
    const id = unguessable();
    const message: Do = { t: "do", id, command };
    this.pending.set(id, message);
    if (this.ready) this.send(message);
    return id;
  }

  /** Sends what need not be repeated; false while there is no line. */
  send(message: ClientMessage): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private open(): void {
    clearTimeout(this.retry);
    if (this.ended) return;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.lastHeard = performance.now();
    socket.onopen = () => this.send({ t: "hello", protocol: PROTOCOL, ...this.ends.hello() });
    socket.onmessage = (event) => this.hear(JSON.parse(String(event.data)) as ServerMessage);
    socket.onclose = () => this.lost();
    this.silence = window.setTimeout(() => this.lost(), PATIENCE_MS);
  }

  private hear(message: ServerMessage): void {
    this.lastHeard = performance.now();
    if (message.t === "welcome") this.welcomed(message.heartbeat_ms ?? HEARTBEAT_MS);
    if (message.t === "done" || message.t === "refusal") this.pending.delete(message.id);
    if (message.t === "bye" && !PASSING_BYES.has(message.code)) this.stop();
    this.ends.heard(message);
  }

  private welcomed(heartbeat_ms: number): void {
    this.tries = 0;
    this.ready = true;
    clearTimeout(this.silence);
    clearInterval(this.pulse);
    this.pulse = window.setInterval(() => this.beat(), heartbeat_ms);
    this.ends.flowing(true);
    for (const message of this.pending.values()) this.send(message);
  }

  /** Asks for a sign of life; a line that gives none is given up. */
  private beat(): void {
    const asked = performance.now();
    this.send({ t: "probe", c: performance.timeOrigin + asked });
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.lastHeard < asked && this.lost(), PATIENCE_MS);
  }

  private readonly cut = (): void => {
    if (this.socket) this.lost();
  };

  private lost(): void {
    this.drop();
    this.ends.flowing(false);
    if (this.ended) return;
    const most = Math.min(MOST_WAIT_MS, LEAST_WAIT_MS * 2 ** this.tries++);
    this.retry = window.setTimeout(() => this.open(), LEAST_WAIT_MS + Math.random() * most);
  }

  private drop(): void {
    clearInterval(this.pulse);
    clearTimeout(this.silence);
    this.ready = false;
    if (!this.socket) return;
    this.socket.onclose = this.socket.onmessage = this.socket.onopen = null;
    this.socket.close();
    this.socket = undefined;
  }

  /** The network or the eyes are back: no reason to wait for the next try. */
  private readonly hurry = (): void => {
    if (document.hidden || this.ended) return;
    if (this.ready) {
      this.beat();
      return;
    }
    this.drop();
    this.open();
  };
}

/** Random enough that nobody else can name this command: 32 hexadecimal digits. */
function unguessable(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
