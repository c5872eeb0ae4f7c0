// Choosing a format by what is needed. The server sorts and says why something does not fit; without
// this script the form does the same by loading the page again.

import type { SessionForm } from "./form.ts";

/** Sorts the formats of this page anew whenever the need, the people or the minutes change. */
export function choosing(session: SessionForm): void {
  const form = document.querySelector<HTMLFormElement>("#choose");
  if (!form) return;
  let asked = 0;
  const sort = async () => {
    const mine = ++asked;
    const wanted = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const answer = await fetch(`${form.action}?${wanted.toString()}`).catch(() => undefined);
    if (!answer?.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [now, sorted] = [document.querySelector(".formats"), page.querySelector(".formats")];
    if (now && sorted) now.replaceWith(document.adoptNode(sorted));
    session.chosenAnew();
  };
  form.addEventListener("change", () => void sort());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void sort();
  });
}
