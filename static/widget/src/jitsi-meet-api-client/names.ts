// The names of the IFrame API, and what they are called on the wire: kebab-case, with exceptions.

/** Requests by the name of their method: the wire's name, and what their arguments are called. */
export const REQUESTS: Readonly<Record<string, readonly [wire: string, ...names: string[]]>> = {
  getContentSharingParticipants: ["get-content-sharing-participants"],
  getDeploymentInfo: ["deployment-info"],
  getRoomsInfo: ["rooms-info", "includeHidden"],
  getSessionId: ["session-id"],
  isAudioAvailable: ["is-audio-available"],
  isAudioMuted: ["is-audio-muted"],
  isModerationOn: ["is-moderation-on", "mediaType"],
  isP2pActive: ["get-p2p-status"],
  isParticipantForceMuted: ["is-participant-force-muted", "participantId", "mediaType"],
  isSharingScreen: ["is-sharing-screen"],
  isVideoMuted: ["is-video-muted"],
  listBreakoutRooms: ["list-breakout-rooms"],
};

const COMMANDS: Readonly<Record<string, string>> = {
  hangup: "video-hangup",
  sendCameraFacingMode: "send-camera-facing-mode-message",
  toggleVirtualBackgroundDialog: "toggle-virtual-background",
  toggleE2EE: "toggle-e2ee",
  showPiP: "show-pip",
  hidePiP: "hide-pip",
};

const EVENTS: Readonly<Record<string, string>> = {
  "video-ready-to-close": "readyToClose",
  "participant-menu-button-clicked": "participantMenuButtonClick",
  "toolbar-button-clicked": "toolbarButtonClicked",
};

/** Commands and events that were renamed: either name is understood, whichever Jitsi is there. */
const RENAMED: readonly (readonly [older: string, newer: string])[] = [
  ["setAudioOnly", "setLowBandwidthMode"],
];
const RENAMED_EVENTS: Readonly<Record<string, string>> = { audioOnlyChanged: "lowBandwidthModeChanged" };

/** What a command is called on the wire. */
export function commandOnWire(name: string): string {
  return COMMANDS[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What an event of the wire is called here. */
export function eventFromWire(name: string): string {
  return EVENTS[name] ?? name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The name under which listeners know *event* today. */
export function eventToday(event: string): string {
  return RENAMED_EVENTS[event] ?? event;
}

/** Every name that *command* has had, itself first. */
export function namesOf(command: string): readonly string[] {
  const pair = RENAMED.find((each) => each.includes(command));
  return pair ? [command, ...pair.filter((each) => each !== command)] : [command];
}
