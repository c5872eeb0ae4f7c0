// Who may import whom in the widget, and the usual care.
//
// components/ see session, clock, i18n and the generated protocol; only microphone.ts and the
// entries open a conferencing platform; only platforms/ know the Jitsi port, and the port knows
// nothing of the widget: it could be published as it is.

import tseslint from "typescript-eslint";

const forbid = (...patterns) => ["error", { patterns }];
const platforms = {
  group: ["**/platforms/*", "**/platforms"],
  message: "Only microphone.ts and the entries open a conferencing platform.",
};
const jitsi = {
  group: ["**/jitsi-meet-api-client/**", "**/jitsi-meet-api-client"],
  message: "Only platforms/ know the Jitsi port.",
};
const wire = {
  group: ["**/connection*"],
  message: "A component asks session.ts; it does not speak to the server.",
};

export default tseslint.config(
  { ignores: ["dist/", "look/", "node_modules/", "**/*.gen.ts"] },
  ...tseslint.configs.recommended,
  {
    files: ["src/**/*.ts"],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 80 }],
      "no-console": ["error", { allow: ["warn", "error"] }],
      "no-restricted-imports": forbid(platforms, jitsi),
      "no-restricted-globals": ["error", "alert", "confirm", "prompt"],
      eqeqeq: "error",
    },
  },
  {
    files: ["src/microphone.ts", "src/main.ts", "src/room.ts"],
    rules: { "no-restricted-imports": forbid(jitsi) },
  },
  {
    files: ["src/components/**/*.ts"],
    rules: { "no-restricted-imports": forbid(platforms, jitsi, wire) },
  },
  {
    // What knows the call asks the session like a component does, and tells the server what it sees.
    files: ["src/platforms/**/*.ts"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: ["src/jitsi-meet-api-client/**/*.ts"],
    rules: {
      "no-restricted-imports": forbid({
        group: ["../*", "!./*"],
        message: "The Jitsi port imports nothing of the widget.",
      }),
    },
  },
);
