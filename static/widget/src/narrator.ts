// Which changes are said aloud: a new phase, whose turn it is, and that it is mine.

import type { Mine, View } from "./protocol.gen.ts";
import { seldom } from "./seldom.ts";
import type { Session } from "./session.ts";
import type * as Sound from "./sound.ts";

/** What was shown before. */
export interface Before {
  readonly view: View | undefined;
  readonly mine: Mine | undefined;
}

/** Tells the announcer what is new since *before*; says nothing about a first sight. */
export function narrate(session: Session, before: Before): void {
  const { view, mine, words, announcer } = session;
  if (!view || !mine) return;
  title(session);
  if (!before.view || !before.mine) return;
  if (view.phase.id !== before.view.phase.id || view.topic !== before.view.topic) {
    announcer.say(words.text(view.phase.title));
    announcer.say(words.say(mine.prompt));
  }
  if (view.rule !== undefined && view.rule !== before.view.rule) announcer.say(words.say(mine.prompt));
  if (mine.turn !== before.mine.turn || view.piece.holder !== before.view.piece.holder) turned(session, view, mine);
  if (view.piece.closed && !before.view.piece.closed) {
    announcer.say(words.text(`exits.${view.piece.closed}`));
  }
}

/** My turn interrupts; when it is over, so is that sentence, or it would not be read a second time. */
function turned(session: Session, { piece: { holder } }: View, mine: Mine): void {
  const { announcer, words } = session;
  if (mine.turn === "speaker") {
    announcer.urge(words.text("turns.your_turn"));
    if (navigator.userActivation?.hasBeenActive) signal(session);
    return;
  }
  announcer.urge("");
  if (!holder) return;
  const place = mine.place ? ` ${words.say(mine.place)}` : "";
  announcer.say(words.text("panel.has_the_piece", { name: session.name(holder) }) + place, "turn");
}

/** Felt on a phone, and heard by whoever wants that; both say what the panel shows anyway. */
function signal(session: Session): void {
  navigator.vibrate?.(60);
  const { volume } = session.seat;
  if (volume) seldom<typeof Sound>("sound", session)?.cue(volume);
}

/** The tab says when it is my turn; never a name, for titles stay in the browser's history. */
function title({ view, mine, words }: Session): void {
  const turn = mine?.turn === "speaker" ? "turns.your_turn" : view?.phase.title;
  const parts = [turn ? words.text(turn) : "", view?.room.title ?? ""];
  document.title = parts.filter(Boolean).join(" · ");
}
