// Time zones: which there are, and which instant a clock on the wall means.

/** The zone of this machine. */
export function here(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** All zones this browser knows, this machine's among them even if the browser forgot it. */
export function zones(): string[] {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
  return [...new Set([...known, here(), "UTC"])].sort();
}

/** What a clock on the wall in *zone* shows at an instant, as if it were UTC (ms). */
function wall(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
}

/** The instant (ms) of a date `2026-11-21` and a time `12:30` on the wall of *zone*; NaN if it is none.
 *
 * A time that a change of clocks skips is read with the offset before the change. */
export function instant(date: string, time: string, zone: string): number {
  const asked = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asked)) return NaN;
  const guess = asked - (wall(asked, zone) - asked);
  return asked - (wall(guess, zone) - guess);
}

/** Date and time on the wall of *zone*, as date and time fields want them. */
export function onTheWall(at: number, zone: string): { date: string; time: string } {
  const [date = "", rest = ""] = new Date(wall(at, zone)).toISOString().split("T");
  return { date, time: rest.slice(0, 5) };
}
