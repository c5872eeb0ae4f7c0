// The host page: the call in a frame beside the panel, or, where frames are cut, in a tab of its own.

import { embed, JitsiMeet, loadExternalApi, opener, withApi } from "../../jitsi-meet-api-client/index.ts";
import type { CallPlace } from "../../protocol.gen.ts";

const JAAS = "8x8.vc";
const LEAST_PX = 280;
const STEP_PX = 24;
const LOOKS_MS = 500;

/** Who comes, and in which words the call should speak. */
export interface Guest {
  readonly name: string;
  readonly locale: string;
  /** What the button in Jitsi's toolbar is called. */
  readonly button: string;
}

/** Jitsi's own frame, muted at first: only a tap opens a microphone. */
export async function embedded(place: CallPlace, parentNode: HTMLElement, guest: Guest): Promise<JitsiMeet> {
  const path = place.domain === JAAS ? `${place.room.split("/")[0]}/external_api.js` : "external_api.js";
  const Api = await loadExternalApi(place.domain, path);
  const api = new Api(place.domain, {
    roomName: place.room,
    parentNode,
    lang: guest.locale,
    userInfo: { displayName: guest.name },
    ...(place.jwt ? { jwt: place.jwt } : {}),
    configOverwrite: {
      startWithAudioMuted: true,
      prejoinConfig: { enabled: false },
      disableDeepLinking: true,
      // Else Jitsi lowers the hand of whoever is heard for a moment.
      raisedHands: { disableRemoveRaisedHandOnFocus: true },
      customToolbarButtons: [{ icon: new URL("/icon.svg", location.href).href, id: "talking-piece", text: guest.button }],
    },
  });
  const frame = api.getIFrame();
  frame.title = guest.button;
  return new JitsiMeet(embed(api));
}

/**
 * Jitsi in a tab of its own; to be called from a tap. Nothing if the browser would not open it.
 * *closed*: somebody has closed the tab, which says nothing itself.
 */
export function inTab(place: CallPlace, guest: Guest, closed: () => void): JitsiMeet | undefined {
  const url = new URL(`https://${place.domain}/${place.room}`);
  if (place.jwt) url.searchParams.set("jwt", place.jwt);
  url.hash = `userInfo.displayName=${JSON.stringify(guest.name)}&config.startWithAudioMuted=true&config.prejoinConfig.enabled=false`;
  const tab = window.open(withApi(url.href), "talking-piece-call");
  if (!tab) return undefined;
  const watch = setInterval(() => {
    if (!tab.closed) return;
    clearInterval(watch);
    closed();
  }, LOOKS_MS);
  return new JitsiMeet(opener(tab, url.origin));
}

/** The page round call and panel: which of them is seen, and how wide the panel is. */
export class Stage {
  readonly main = document.querySelector<HTMLElement>("main.call");
  readonly place = document.getElementById("call");

  constructor() {
    const edge = document.getElementById("edge");
    if (!edge || !this.main) return;
    edge.addEventListener("pointerdown", (event) => this.drag(edge, event));
    edge.addEventListener("dblclick", () => this.fold());
    edge.addEventListener("keydown", (event) => this.key(event));
  }

  /** There is a call to be seen. */
  begin(): void {
    if (this.main) this.main.dataset["call"] = "on";
  }

  /** Shows the call alone, or the panel beside it again. */
  fold(): void {
    this.main?.toggleAttribute("data-folded");
  }

  get folded(): boolean {
    return this.main?.hasAttribute("data-folded") ?? false;
  }

  private width(px: number): void {
    const most = Math.max(LEAST_PX, innerWidth - LEAST_PX);
    this.main?.style.setProperty("--panel", `${Math.round(Math.min(most, Math.max(LEAST_PX, px)))}px`);
  }

  private drag(edge: HTMLElement, { pointerId }: PointerEvent): void {
    edge.setPointerCapture(pointerId);
    const move = (event: PointerEvent) => this.width(innerWidth - event.clientX);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", () => edge.removeEventListener("pointermove", move), { once: true });
  }

  private key(event: KeyboardEvent): void {
    const panel = this.main?.querySelector("talking-piece");
    const now = panel?.getBoundingClientRect().width ?? 0;
    if (event.key === "ArrowLeft") this.width(now + STEP_PX);
    else if (event.key === "ArrowRight") this.width(now - STEP_PX);
    else if (event.key === "Enter") this.fold();
    else return;
    event.preventDefault();
  }
}
