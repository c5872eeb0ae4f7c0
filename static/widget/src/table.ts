// Everything that stands at the table: loaded beside the room's script by whoever has a seat, and
// ahead of time while somebody arrives.

import { TpActions } from "./components/tp-actions.ts";
import { TpCard } from "./components/tp-card.ts";
import { TpCircle } from "./components/tp-circle.ts";
import { TpFoot } from "./components/tp-foot.ts";
import { TpItems } from "./components/tp-items.ts";
import { TpLine } from "./components/tp-line.ts";
import { TpNotes } from "./components/tp-notes.ts";
import { TpScript } from "./components/tp-script.ts";
import { TpTable } from "./components/tp-table.ts";

const ELEMENTS = {
  "tp-actions": TpActions, "tp-card": TpCard, "tp-circle": TpCircle,
  "tp-foot": TpFoot, "tp-items": TpItems, "tp-line": TpLine, "tp-notes": TpNotes, "tp-script": TpScript, "tp-table": TpTable,
};

for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);
