// The tokens of one room, for this tab only: the link's and the seat's.
//
// A token arrives in the address's fragment and is taken out of it at once. It is kept in session
// storage, or in memory where a sandboxed frame has none; never in local storage or a cookie.

/** What a page remembers of one room until its tab is closed. */
export class Seat {
  private readonly memory = new Map<string, string>();

  constructor(private readonly room: string) {
    const token = location.hash.slice(1);
    if (!token) return;
    this.write("link", token);
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  get link(): string {
    return this.read("link");
  }

  get seat(): string {
    return this.read("seat");
  }

  /** Sits down: from now on the seat's own token opens the room, after a reload too. */
  take(token: string): void {
    this.write("seat", token);
    this.write("link");
  }

  /** The link to the series, where the home page of this tab has just made this session. */
  get series(): string {
    return this.read("series");
  }

  /** The words somebody is writing under *name*, so that a reload does not lose them. */
  draft(name: string): string | undefined {
    return this.kept(`draft.${name}`);
  }

  /** Keeps a draft; without *words* it is forgotten. */
  keepDraft(name: string, words?: string): void {
    this.write(`draft.${name}`, words);
  }

  /** How loud "your turn" sounds in this tab, 0 to 1; not at all unless somebody chose it. */
  get volume(): number {
    return Number(this.read("volume"));
  }

  set volume(volume: number) {
    this.write("volume", volume ? String(volume) : undefined);
  }

  private read(name: string): string {
    return this.kept(name) ?? "";
  }

  private kept(name: string): string | undefined {
    try {
      return sessionStorage.getItem(`tp.${name}.${this.room}`) ?? undefined;
    } catch {
      return this.memory.get(name);
    }
  }

  private write(name: string, value?: string): void {
    try {
      if (value === undefined) sessionStorage.removeItem(`tp.${name}.${this.room}`);
      else sessionStorage.setItem(`tp.${name}.${this.room}`, value);
    } catch {
      // A sandboxed frame has no storage; the memory of the page must do.
      if (value === undefined) this.memory.delete(name);
      else this.memory.set(name, value);
    }
  }
}
