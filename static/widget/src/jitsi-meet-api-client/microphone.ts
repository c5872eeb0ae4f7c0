// My own microphone. Jitsi has only a toggle, so it is read first, and what came of it is watched.

/** What it needs of the port. */
export interface Switch {
  isMuted(): Promise<boolean>;
  toggle(): void;
  on(event: string, heard: (payload: Readonly<Record<string, unknown>>) => void): () => void;
}

/** So long the call may take until a toggle has happened. */
const SETTLES_MS = 2_000;

/**
 * `close` never opens: if the person's own tap crossed it, so that the toggle opened what they had
 * just closed, it is toggled back. Deeds follow one another, so that two never cross.
 */
export function ownMicrophone({ isMuted, toggle, on }: Switch): { close(): Promise<void>; open(): Promise<void> } {
  let last: Promise<void> = Promise.resolve();
  const next = (deed: () => Promise<void>) => (last = last.then(deed, deed));

  /** Toggles, and waits for what Jitsi says; undefined where it says nothing. */
  const toggled = () => new Promise<boolean | undefined>((settled) => {
    const finish = (muted?: boolean) => {
      clearTimeout(timer);
      stop();
      settled(muted);
    };
    const stop = on("audioMuteStatusChanged", ({ muted }) => finish(muted === true));
    const timer = setTimeout(finish, SETTLES_MS);
    toggle();
  });

  const become = async (wanted: boolean) => {
    let muted: boolean;
    try {
      muted = await isMuted();
    } catch {
      return; // not in the call
    }
    if (muted === wanted) return;
    const outcome = await toggled();
    if (wanted && outcome === false) await toggled();
  };
  return { close: () => next(() => become(true)), open: () => next(() => become(false)) };
}
