// Participant ids: Jitsi writes them short, as an occupant's JID, or as "local".

/** The short id in whatever Jitsi wrote; *me* is who "local" is. */
export function shortId(written: unknown, me: string): string {
  const text = typeof written === "string" ? written : "";
  if (text === "local") return me;
  return text.slice(text.lastIndexOf("/") + 1);
}

/** One person in the call, as far as Jitsi has told. */
export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly role: "moderator" | "participant" | "none" | "";
  /** Whether their microphone is off; undefined while nobody has said. */
  readonly muted?: boolean | undefined;
  /** When the hand was raised (ms since the epoch); 0 while it is down. */
  readonly hand: number;
  /** Who they are by their token, on builds that tell. */
  readonly user?: { readonly id?: string; readonly name?: string; readonly email?: string } | undefined;
}

export interface Room {
  readonly id: string;
  readonly jid: string;
  readonly main: boolean;
  readonly participants: readonly Participant[];
}

type Written = Readonly<Record<string, unknown>>;

/** The rooms in the answer of `getRoomsInfo`, with short ids; people whom Jitsi does not know are left out. */
export function rooms(answer: unknown, me: string): Room[] {
  const found = (answer as { rooms?: readonly Written[] } | undefined)?.rooms ?? [];
  return found.map((room) => ({
    id: String(room["id"] ?? ""),
    jid: String(room["jid"] ?? ""),
    main: room["isMainRoom"] === true,
    participants: ((room["participants"] ?? []) as readonly (Written | undefined)[])
      .filter((each): each is Written => Boolean(each?.["id"]))
      .map((each) => participant(each, me)),
  }));
}

function participant(each: Written, me: string): Participant {
  const muted = each["audioMuted"];
  return {
    id: shortId(each["id"], me),
    name: String(each["displayName"] ?? ""),
    role: (each["role"] ?? "") as Participant["role"],
    muted: typeof muted === "boolean" ? muted : undefined,
    hand: 0,
    user: each["userContext"] as Participant["user"],
  };
}
