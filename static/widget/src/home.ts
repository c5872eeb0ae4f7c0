// The entry of the home page: start a session, then hand out its links.

import { show } from "./pages/elements.ts";
import { choosing } from "./pages/choosing.ts";
import { SessionForm } from "./pages/form.ts";
import { Links, kept } from "./pages/links.ts";
import { Rehearse } from "./pages/rehearse.ts";

const links = new Links(() => {
  form.fill({});
  show("start");
});
const form = new SessionForm((session) => links.take(session));
choosing(form);
new Rehearse();
const before = kept();
if (before) links.show(before);
