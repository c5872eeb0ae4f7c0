// Seats of a call in one page: each with Jitsi's own class, the port, and what follows the turn.
import * as port from "../../../static/widget/src/jitsi-meet-api-client/index.ts";
import { Follower } from "../../../static/widget/src/platforms/jitsi/follow.ts";

const seats = {};

window.sit = async (name, consent) => {
  const Api = await port.loadExternalApi("jitsi.test");
  const frame = document.body.appendChild(document.createElement("div"));
  const call = new port.JitsiMeet(port.embed(new Api("jitsi.test", { roomName: "Circle", parentNode: frame, userInfo: { displayName: name } })));
  const wishes = { calling: undefined, mine: "free", consent, lost: false, unasked: false, phase: "" };
  const follower = new Follower(call, () => undefined);
  seats[name] = { call, frame, wishes, follower, told: "" };
  call.on("changed", () => {
    follower.step(wishes);
    tell(name);
  });
};

/** As the panel tells the server; the test is the server. */
function tell(name) {
  const { call, told } = seats[name];
  const { isModerator: moderator, avModeration: binds } = call.capabilities;
  const said = call.joined ? { id: call.me, moderator, binds, moderation: call.moderation } : {};
  if (JSON.stringify(said) === told) return;
  seats[name].told = JSON.stringify(said);
  window.told(name, said);
}

window.wish = (name, news) => {
  const { wishes, follower } = seats[name];
  follower.step(Object.assign(wishes, news));
};

window.heard = (name) => seats[name].told !== "" && seats[name].call.participants.every(({ role }) => role);

/** A tap on "Speak · opens my mic". */
window.tap = (name) => seats[name].call.openMic();

/** The tab dies: its frame is gone, and nobody says goodbye. */
window.kill = (name) => {
  seats[name].call.close();
  seats[name].frame.remove();
  delete seats[name];
};

/** Whatever was sent before has reached Jitsi, and whatever it said before has been heard. */
window.round = () => Promise.all(Object.values(seats).map(({ call }) => call.request("isAudioMuted").catch(() => true)));
