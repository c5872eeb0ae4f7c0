// The Jitsi port: one interface, four doors. See README.md.

export { JitsiMeet } from "./client.ts";
export type { Capabilities, Heard } from "./client.ts";
export { embed, loadExternalApi } from "./embed.ts";
export type { ExternalApi } from "./embed.ts";
export type { Participant, Room } from "./ids.ts";
export { inject, isJitsiPage } from "./inject.ts";
export { opener, withApi } from "./opener.ts";
export { none } from "./transport.ts";
export type { Kind, Payload, Transport } from "./transport.ts";
