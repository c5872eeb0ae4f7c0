// Inject: a script in Jitsi's own page, on the transport that Jitsi's own apps use.

import type { Transport } from "./transport.ts";
import { Wire } from "./wire.ts";
import type { Line, Message } from "./wire.ts";

interface Backend {
  send(message: Message): void;
  setReceiveCallback(heard: (message: Message) => void): void;
  dispose(): void;
}

/** As much of Jitsi's page as is used here; all of it may be missing. */
interface Page {
  readonly JitsiMeetJS?: { readonly app?: { setExternalTransportBackend?: (backend: Backend) => void } };
  readonly APP?: {
    readonly conference?: {
      getMyUserId?: () => string | undefined;
      readonly _room?: { sendMessage?: (message: object, to: string) => void };
    };
  };
}

/** Whether this page is a Jitsi that can be taken up now. */
export function isJitsiPage(page: object = window): boolean {
  return typeof (page as Page).JitsiMeetJS?.app?.setExternalTransportBackend === "function";
}

/** Over Jitsi's own page. It replaces whoever embeds it: to be used only where nobody does. */
export function inject(page: object = window): Transport {
  const { JitsiMeetJS, APP } = page as Page;
  const take = JitsiMeetJS?.app?.setExternalTransportBackend;
  if (!take) throw new Error("This page is no Jitsi.");
  let say: (message: Message) => void = () => undefined;
  let heard: (message: Message) => void = () => undefined;
  const line: Line = {
    send: (message) => say(message),
    receive: (callback) => (heard = callback),
    close: () => undefined,
  };
  take({
    send: (message) => heard(message),
    setReceiveCallback: (callback) => (say = callback),
    dispose: () => undefined,
  });
  const conference = () => (page as Page).APP?.conference ?? APP?.conference;
  return Object.assign(new Wire("inject", line), {
    me: () => conference()?.getMyUserId?.(),
    lowerHand(id: string): boolean {
      const room = conference()?._room;
      room?.sendMessage?.({ name: "lower-hand-message", participantId: id }, id);
      return Boolean(room?.sendMessage);
    },
  });
}
