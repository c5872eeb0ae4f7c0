// The soft cue of "your turn", for those who asked for it. A file of its own, fetched once the panel
// is idle: nobody hears anything unless they chose so in the help, and never while others speak.

/** The peak of the louder cue: 20 dB below what would be full. */
const LOUDEST = 0.1;
const RISES_S = 0.03;
const LASTS_S = 0.45;
/** A fourth upwards: a question more than a signal. */
const TONES_HZ = [392, 523.25] as const;

let own: AudioContext | undefined;

/** Sounds once, as loud as *volume* (0 to 1) says; for tests into another *context*. */
export function cue(volume: number, context: BaseAudioContext = speakers()): void {
  const start = context.currentTime;
  const end = start + LASTS_S;
  const loud = context.createGain();
  loud.gain.setValueAtTime(0, start);
  loud.gain.linearRampToValueAtTime(LOUDEST * volume, start + RISES_S);
  loud.gain.linearRampToValueAtTime(0, end);
  loud.connect(context.destination);
  const tone = context.createOscillator();
  TONES_HZ.forEach((hz, n) => tone.frequency.setValueAtTime(hz, start + (n * LASTS_S) / TONES_HZ.length));
  tone.connect(loud);
  tone.start(start);
  tone.stop(end);
}

/** Made at the first sound, after a tap: no browser allows it earlier. */
function speakers(): AudioContext {
  own ??= new AudioContext();
  void own.resume();
  return own;
}
