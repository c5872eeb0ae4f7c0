// The text of an invitation: neutral, without names, in the session's language.

import { dated, say } from "./words.ts";

/** A session that this tab has made; the three links are paths with the token in the fragment. */
export interface Made {
  readonly room: string;
  readonly title: string;
  readonly format: string;
  readonly start: number;
  readonly end: number;
  readonly zone: string;
  readonly language: string;
  readonly facilitator: string;
  readonly invitation: string;
  readonly series: string;
  /** For those who watch; empty where it is no demonstration. */
  readonly gallery?: string;
  /** The panel alone, for a phone beside the call; the invitation itself where there is no call. */
  readonly companion?: string;
  /** The token of the series it was made from; empty for the first of its series. */
  readonly from: string;
}

/** The whole address of a path of this server. */
export function whole(path: string): string {
  return new URL(path, location.origin).href;
}

/** "Saturday, 21 November, 12:30 to 14:30 (Europe/Paris)" in the language *tag*. */
export function when(session: Made, tag: string): string {
  const start = dated(session.start, session.zone, tag);
  const end = dated(session.end, session.zone, tag);
  const words = say(`home.when@${tag}`, { day: start.day, start: start.time, end: end.time });
  return `${words} (${session.zone.replaceAll("_", " ")})`;
}

/** What is copied for the group. */
export function invitation(session: Made): string {
  const tag = session.language;
  const line = (key: string, values = {}) => say(`invitation.${key}@${tag}`, values);
  const format = say(`${session.format}/title@${tag}`);
  const tagline = say(`${session.format}/tagline@${tag}`);
  return [
    session.title,
    "",
    line("when", { when: when(session, tag) }),
    line("how", { format, tagline }).trim(),
    "",
    line("step_1"),
    line("step_2"),
    line("step_3"),
    "",
    line("link", { link: whole(session.invitation) }),
    line("see_first", { link: whole(`/about?lang=${tag}#format-${session.format}`) }),
  ].join("\n");
}
