// Asking the server. Tokens travel in bodies, never in an address.

import { locale, say } from "./words.ts";

/** The server said no, with a sentence for people; `status` 0 if it did not answer at all. */
export class Refusal extends Error {
  constructor(readonly status: number, sentence: string) {
    super(sentence);
  }
}

/** POSTs *body* as JSON. Throws a `Refusal`. */
export async function ask(address: string, body: unknown): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": locale },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, say("home.not_sent"));
  }
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => ({}))) as { sentence?: string };
  throw new Refusal(answer.status, told.sentence ?? say("errors.server"));
}

/** The sentence of whatever went wrong. */
export function sentence(error: unknown): string {
  return error instanceof Refusal ? error.message : say("errors.server");
}
