// The port, for pages that tests make: window.port.
import * as port from "../../../static/widget/src/jitsi-meet-api-client/index.ts";
window.port = port;
