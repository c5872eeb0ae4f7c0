/** The whole address of *path*, one of ours, also where the panel stands below Jitsi's name. */
export function address(path: string): string {
  const home = document.querySelector("talking-piece")?.getAttribute("home") ?? "";
  return /^\/(?!\/)/.test(path) ? (home || location.origin) + path : path;
}
