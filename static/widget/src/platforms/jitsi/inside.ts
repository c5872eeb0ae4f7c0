// Inside the call: the panel is a frame in Jitsi's own page, and the door there carries the small
// messages of the API over one port. The port's transport *inject* finds a page that it can take.

import { inject } from "../../jitsi-meet-api-client/index.ts";
import type { Transport } from "../../jitsi-meet-api-client/index.ts";
import type { Message } from "../../jitsi-meet-api-client/wire.ts";

interface Backend {
  send(message: Message): void;
  setReceiveCallback(heard: (message: Message) => void): void;
}

/** The call that this panel stands in; nothing where it stands in none. */
export function inside(): Transport | undefined {
  const { port } = (window as { talkingPiece?: { port?: MessagePort } }).talkingPiece ?? {};
  if (!port) return undefined;
  let me: string | undefined;
  const setExternalTransportBackend = (backend: Backend): void => {
    backend.setReceiveCallback((message) => port.postMessage({ verb: "jitsi", message }));
    port.onmessage = ({ data }) => {
      if (data?.verb !== "jitsi") return;
      me = data.me ?? me;
      backend.send(data.message as Message);
    };
  };
  return inject({ JitsiMeetJS: { app: { setExternalTransportBackend } }, APP: { conference: { getMyUserId: () => me } } });
}
