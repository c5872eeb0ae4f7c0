// In which language somebody reads.

/** The languages the panel itself is written in, as they call themselves. */
export const LOCALES = { en: "English", fr: "Français", de: "Deutsch" } as const;

/** The first of the reader's languages that the panel has. */
export function preferred(wishes: readonly string[]): string {
  const bases = wishes.map((wish) => wish.toLowerCase().split("-")[0] ?? "");
  return bases.find((base) => base in LOCALES) ?? "en";
}
