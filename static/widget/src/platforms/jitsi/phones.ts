// Who is in the call without a panel, by Jitsi's own app or by telephone, and has a seat all the
// same: a facilitator made it under the name they have in the call. Their hand there is a hand here.

import type { JitsiMeet } from "../../jitsi-meet-api-client/index.ts";
import type { Session } from "../../session.ts";

/** The seat without widget of whoever is called *name* in the call, if it is one and no more. */
export function phoneSeat(session: Session, name: string): string | undefined {
  const plain = (text: string) => text.trim().toLocaleLowerCase();
  const found = Object.entries(session.view?.people ?? {}).filter(([, each]) => each.phone && each.here && plain(each.name) === plain(name));
  return found.length === 1 ? found[0]?.[0] : undefined;
}

/** The panel of whoever leads raises hands for them, and takes them down. */
export class Phones {
  /** Participant id → the hand that the table was told of, in which phase. */
  private readonly told = new Map<string, string>();

  constructor(
    private readonly call: JitsiMeet,
    private readonly session: Session,
  ) {}

  step(seats: Readonly<Record<string, string>>): void {
    const { call, session } = this;
    if (!call.joined || !session.online || !session.person(session.me)?.lead) return;
    for (const { id, name, hand } of call.participants) {
      const seat = id === call.me || seats[id] ? undefined : phoneSeat(session, name);
      if (seat) this.follow(id, seat, hand);
    }
  }

  private follow(id: string, seat: string, up: number): void {
    const { call, session, told } = this;
    const { floor, phase, piece } = session.view ?? {};
    const queued = floor?.hands?.includes(seat) ?? false;
    const news = `${up} ${phase?.id} ${phase?.started}`;
    if (!up) {
      if (told.delete(id) && queued) session.do({ do: "tap_for", person: seat, tap: "lower_hand" });
    } else if (told.get(id) === news) {
      // Served: not up in Jitsi any longer either, where the page can do that.
      if (!queued) call.send("lowerHand", id);
    } else if (!queued && piece?.holder !== seat && this.knowsHands) {
      told.set(id, news);
      const since = Math.round(session.clock.now() - Math.max(0, Date.now() - up));
      session.do({ do: "tap_for", person: seat, tap: "raise_hand", since });
    }
  }

  private get knowsHands(): boolean {
    const { mine, view } = this.session;
    const goes_by = view?.floor?.goes_by;
    return goes_by === "queue" || goes_by === "seats" || Boolean(mine?.offers["raise_hand"] ?? mine?.offers["lower_hand"]);
  }
}
