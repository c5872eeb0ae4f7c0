// What opens above the panel: a file of its own, fetched ahead once the table is there.

import { TpDialog } from "./components/tp-dialog.ts";

customElements.define("tp-dialog", TpDialog);
