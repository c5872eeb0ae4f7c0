// The links of a session that has just been made: copied, scanned, put into a calendar.

import { ask, sentence } from "./asking.ts";
import { askFirst, byId, copy, onClick, save, show, tell } from "./elements.ts";
import { invitation, when, whole } from "./invitation.ts";
import type { Made } from "./invitation.ts";
import { read, write } from "./keeping.ts";
import { locale, say } from "./words.ts";

const KEPT = "tp.made";

/** The session this tab has made, if its links are still shown. */
export function kept(): Made | undefined {
  const text = read(KEPT);
  return text ? (JSON.parse(text) as Made) : undefined;
}

/** Shows the links, here and after a reload; *again* is called when the person wants another. */
export class Links {
  private session: Made | undefined;

  constructor(again: () => void) {
    onClick("copy-invitation", () => this.copyInvitation());
    onClick("copy-facilitator", () => this.copyLink((session) => session.facilitator));
    onClick("copy-series", () => this.copyLink((session) => session.series));
    onClick("copy-gallery", () => this.copyLink((session) => session.gallery ?? ""));
    onClick("calendar", () => this.calendar());
    byId("qr-details").addEventListener("toggle", () => void this.qr());
    askFirst("another", () => {
      write(KEPT, "");
      this.session = undefined;
      show("ready", false);
      byId("qr").replaceChildren();
      again();
    });
  }

  /** Remembers *session* for this tab, and shows its links. */
  take(session: Made): void {
    write(KEPT, JSON.stringify(session));
    // The room's end screen offers the series' link to whoever has made the session.
    write(`tp.series.${session.room}`, session.series);
    this.show(session);
    byId("ready-heading").focus();
  }

  show(session: Made): void {
    this.session = session;
    tell("ready-title", session.title);
    tell("ready-when", when(session, locale));
    byId<HTMLTextAreaElement>("invitation").value = invitation(session);
    byId<HTMLAnchorElement>("open-room").href = session.facilitator;
    tell("said", "");
    byId("qr").replaceChildren();
    for (const open of byId("ready").querySelectorAll("details[open]")) open.removeAttribute("open");
    show("gallery-details", Boolean(session.gallery));
    show("start", false);
    show("ready");
  }

  private async copyInvitation(): Promise<void> {
    if (!this.session) return;
    if (await copy(invitation(this.session))) return tell("said", say("home.copied"));
    byId<HTMLDetailsElement>("preview").open = true;
    byId<HTMLTextAreaElement>("invitation").select();
    tell("said", say("home.copy_by_hand"));
  }

  private async copyLink(which: (session: Made) => string): Promise<void> {
    if (!this.session) return;
    const link = whole(which(this.session));
    if (await copy(link)) return tell("said", say("home.link_copied"));
    const area = byId<HTMLTextAreaElement>("invitation");
    byId<HTMLDetailsElement>("preview").open = true;
    area.value = link;
    area.select();
    tell("said", say("home.copy_by_hand"));
  }

  private async calendar(): Promise<void> {
    if (!this.session) return;
    const { start, end, zone, language } = this.session;
    const link = byId<HTMLInputElement>("calendar-link").checked ? whole(this.session.invitation) : "";
    try {
      const answer = await ask("/api/calendar", { start, end, zone, language, link });
      save(await answer.blob(), "talking-piece.ics");
    } catch (error) {
      tell("said", sentence(error));
    }
  }

  /** Draws the code when it is first looked at. */
  private async qr(): Promise<void> {
    const box = byId("qr");
    if (!this.session || box.childElementCount) return;
    const { companion = this.session.invitation, invitation: page } = this.session;
    if (companion !== page) byId("qr-note").textContent = say("home.qr_companion");
    try {
      const answer = await ask("/api/qr", { text: whole(companion) });
      const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
      box.replaceChildren(document.importNode(drawn.documentElement, true));
    } catch (error) {
      tell("said", sentence(error));
    }
  }
}
