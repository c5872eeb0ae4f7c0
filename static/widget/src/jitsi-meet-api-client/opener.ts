// Opener: Jitsi in a tab that this page has opened, over the envelope that Jitsi calls postis.

import type { Transport } from "./transport.ts";
import { Wire } from "./wire.ts";
import type { Line, Message } from "./wire.ts";

const READY = "__ready__";
const PING_MS = 50;

/** The address that opens *url* with its API switched on. */
export function withApi(url: string): string {
  return `${url}${url.includes("#") ? "&" : "#"}jitsi_meet_external_api_id=0`;
}

/**
 * Over a tab that `window.open(withApi(url), …)` has returned. Only messages of that very window
 * and of *origin* are heard, and only that origin is spoken to.
 */
export function opener(tab: Window, origin: string): Transport {
  return new Wire("opener", postis(tab, origin));
}

function postis(tab: Window, origin: string): Line {
  const scope = "jitsi_meet_external_api_0";
  const me = `${Date.now()}-${Math.random()}`;
  const waiting: Message[] = [];
  let ready = false;
  let heard: (message: Message) => void = () => undefined;

  const post = (method: string, params: unknown) => {
    if (!tab.closed) tab.postMessage(JSON.stringify({ postis: true, scope, method, params }), origin);
  };
  const listener = (event: MessageEvent) => {
    if (event.source !== tab || event.origin !== origin || typeof event.data !== "string") return;
    const said = parsed(event.data);
    // Jitsi speaks of other things, too, under other scopes.
    if (said?.["postis"] !== true || said["scope"] !== scope) return;
    if (said["method"] === "message") return heard(said["params"] as Message);
    if (said["method"] !== READY) return;
    if (said["params"] !== me) return post(READY, said["params"]);
    clearInterval(ping);
    ready = true;
    for (const message of waiting.splice(0)) post("message", message);
  };
  addEventListener("message", listener);
  const ping = setInterval(() => post(READY, me), PING_MS);
  return {
    send: (message) => (ready ? post("message", message) : void waiting.push(message)),
    receive: (callback) => (heard = callback),
    close() {
      clearInterval(ping);
      removeEventListener("message", listener);
    },
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
