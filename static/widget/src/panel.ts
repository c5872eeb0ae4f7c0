// The panel inside a call: a frame that the door has made in Jitsi's page. It gets one port from
// it, asks for the tokens that were kept for it, and then opens the room as any page does.

export {};

interface Kept {
  readonly link?: string | null;
  readonly seat?: string | null;
}

/** Without a link and without a token of Jitsi: a facilitator is asked. */
const KNOCK = "knock";
const panel = document.querySelector("talking-piece");
const room = panel?.getAttribute("room") ?? "";

/** What the room's page keeps for its tab: in memory, and what has to outlive a reload at the door. */
class Keeper {
  private readonly kept = new Map<string, string>();

  constructor(private readonly port: MessagePort, { link, seat }: Kept) {
    if (link) this.kept.set(`tp.link.${room}`, link);
    if (seat) this.setItem(`tp.seat.${room}`, seat);
  }

  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.kept.set(key, value);
    this.tell(key, value);
  }

  removeItem(key: string): void {
    this.kept.delete(key);
    this.tell(key);
  }

  /** The door keeps the two tokens and nothing else. */
  private tell(key: string, value?: string): void {
    const [, name] = /^tp\.(link|seat)\./.exec(key) ?? [];
    if (name) this.port.postMessage({ verb: "keep", name, value });
  }
}

function begin(port: MessagePort): void {
  port.onmessage = ({ data }) => {
    if (data?.verb !== "recalled") return;
    if (data.kept.link || data.kept.seat) return void open(port, data.kept);
    port.onmessage = (answer) => answer.data?.verb === "me" && void exchange(port, answer.data.token);
    port.postMessage({ verb: "who" });
  };
  port.postMessage({ verb: "recall" });
}

/** Jitsi's token for a way in: looked at once by the server, and kept by nobody. */
async function exchange(port: MessagePort, token: unknown): Promise<void> {
  if (!token) return open(port, { link: KNOCK });
  const body = JSON.stringify({ room, token });
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch("../api/jitsi", { method: "POST", headers, body });
    const told = (await answer.json()) as { invitation?: string; seat?: string; sentence?: string };
    if (answer.ok) open(port, { link: told.invitation ?? null, seat: told.seat ?? null });
    else if (panel?.firstElementChild) panel.firstElementChild.textContent = told.sentence ?? "";
  } catch {
    open(port, { link: KNOCK });
  }
}

function open(port: MessagePort, kept: Kept): void {
  port.onmessage = null;
  Object.defineProperty(window, "sessionStorage", { configurable: true, value: new Keeper(port, kept) });
  Object.assign(window, { talkingPiece: { port } });
  void import(new URL("room.js", import.meta.url).href);
}

/** Pages of ours open at our own address, not below Jitsi's. */
document.addEventListener("click", (event) => {
  const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement) as HTMLAnchorElement | undefined;
  const path = link?.getAttribute("href") ?? "";
  const home = panel?.getAttribute("home");
  if (link && home && /^\/(?!\/)/.test(path)) link.href = home + path;
}, true);

let begun = false;
// Who may hold this frame is said by the page's policy (frame-ancestors): no other page gets here.
addEventListener("message", ({ source, data, ports: [port] }) => {
  if (begun || source !== parent || data !== "tp:port" || !port) return;
  begun = true;
  begin(port);
});
if (parent !== window) parent.postMessage("tp:ready", "*");
