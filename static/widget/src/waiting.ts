// For whoever waits, or has gone: a file of its own, fetched ahead.

import { TpGoodbye, TpWaiting } from "./components/tp-waiting.ts";

customElements.define("tp-waiting", TpWaiting);
customElements.define("tp-goodbye", TpGoodbye);
