// Embed: Jitsi in a frame of this page, through the deployment's own external_api.js.

import { namesOf, REQUESTS } from "./names.ts";
import type { Payload, Transport } from "./transport.ts";

/** As much of the official class as is used here. */
export interface ExternalApi {
  executeCommand(name: string, ...args: unknown[]): void;
  getSupportedCommands(): readonly string[];
  getSupportedEvents(): readonly string[];
  addListener(event: string, heard: (payload: Payload) => void): unknown;
  getIFrame(): HTMLIFrameElement;
  dispose(): void;
}

/** Over a `new JitsiMeetExternalAPI(domain, options)` that the page has made. */
export function embed(api: ExternalApi): Transport {
  const known = new Set(api.getSupportedCommands());
  return {
    kind: "embed",
    command(name, args) {
      const found = namesOf(name).find((each) => known.has(each));
      // A command that the class does not know would only be logged.
      if (found) api.executeCommand(found, ...args);
      return found !== undefined;
    },
    async request(name, args) {
      const method = (api as unknown as Record<string, unknown>)[name];
      if (!(name in REQUESTS) || typeof method !== "function") throw new Error(`Jitsi has no request ${name}.`);
      return (await method.apply(api, args)) as unknown;
    },
    listen(heard) {
      for (const event of api.getSupportedEvents()) api.addListener(event, (payload) => heard(event, payload ?? {}));
    },
    knows: (command) => namesOf(command).some((each) => known.has(each)),
    close: () => api.dispose(),
  };
}

const loading = new Map<string, Promise<unknown>>();

/** The official class of the deployment at *domain*; *path* is its script, for JaaS below the app's id. */
export async function loadExternalApi(domain: string, path = "external_api.js"): Promise<new (domain: string, options: object) => ExternalApi> {
  const address = `https://${domain}/${path}`;
  const found = loading.get(address) ?? new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = loaded;
    script.onerror = () => {
      loading.delete(address);
      script.remove();
      failed(new Error(`${address} cannot be loaded.`));
    };
    document.head.append(script);
  });
  loading.set(address, found);
  await found;
  return (window as unknown as { JitsiMeetExternalAPI: new (domain: string, options: object) => ExternalApi }).JitsiMeetExternalAPI;
}
